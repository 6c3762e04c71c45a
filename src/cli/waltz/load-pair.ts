import { InputError } from "../../base/errors.js";
import { agentFileText } from "../../records/agent-file-text.js";
import { AGENTS, type AgentName } from "../../waltz/environments/environment.js";
import { agentFile, type StoredPair, storedAgent, worldOfPair } from "../../waltz/trained-pair.js";
import type { World } from "../../waltz/world.js";

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
  const faults: InputError[] = [];
  const read = (agent: AgentName) => {
    try {
      const { file, text } = agentFileText(paths[agent], agentFile(agent));
      return { file, stored: storedAgent(agent, text, file) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(error);
      return undefined;
    }
  };
  const [conversation, feedback] = AGENTS.map(read);
  if (conversation === undefined || feedback === undefined)
    throw new InputError(faults.flatMap((error) => error.faults));
  const pair = { conversation: conversation.stored, feedback: feedback.stored };
  const files = { conversation: conversation.file, feedback: feedback.file };
  return { pair, files, world: worldOfPair(pair, files) };
}
