import { agentFile } from "../../learning/learned-agent.js";
import { agentFileText } from "../../records/agent-file-text.js";
import { AGENTS, type AgentName } from "../../waltz/environments/environment.js";
import { type StoredPair, storedAgent, worldOfPair } from "../../waltz/trained-pair.js";
import type { World } from "../../waltz/world.js";
import { GatheredFaults } from "./gathered-faults.js";

/** A pair as it lies on disk, and where. */
export interface LoadedPair {
  readonly pair: StoredPair;
  readonly files: Readonly<Record<AgentName, string>>;
  readonly world: World;
}

/**
 * Reads both agents of a pair.
 *
 * @param paths each the file of an agent, or a folder of a pair
 * @throws InputError with what is wrong with either
 */
export function loadPair(paths: Readonly<Record<AgentName, string>>): LoadedPair {
  const faults = new GatheredFaults();
  const [conversation, feedback] = AGENTS.map((agent) =>
    faults.from(() => {
      const { file, text } = agentFileText(paths[agent], agentFile(agent));
      return { file, stored: storedAgent(agent, text, file) };
    }),
  );
  faults.tell();
  if (conversation === undefined || feedback === undefined) throw new Error("an agent is missing without a fault");
  const pair = { conversation: conversation.stored, feedback: feedback.stored };
  const files = { conversation: conversation.file, feedback: feedback.file };
  return { pair, files, world: worldOfPair(pair, files) };
}
