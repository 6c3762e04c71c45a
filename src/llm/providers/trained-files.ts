import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../base/errors.js";
import { whyUnreadable } from "../../base/why-unreadable.js";
import { agentFile, type LearnedAgent, parseLearnedAgent } from "../../learning/learned-agent.js";

/** An agent's file as it was read. */
export interface TrainedFile {
  readonly file: string;
  readonly text: string;
  readonly agent: LearnedAgent;
}

/**
 * The agents that lie at a path: both of a folder, or the one whose file it is.
 *
 * @throws InputError with everything that is missing or damaged
 */
export function trainedFiles(path: string): readonly TrainedFile[] {
  const names = isFolder(path) ? (["conversation", "feedback"] as const) : undefined;
  if (names === undefined) return [read(path)];
  const faults: InputError[] = [];
  const files = names.flatMap((name) => {
    try {
      const found = read(join(path, agentFile(name)));
      if (found.agent.agent === name) return [found];
      const message = `this is a ${found.agent.agent} agent; a ${name} agent is needed`;
      throw new InputError([{ message, place: { file: found.file } }]);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(error);
      return [];
    }
  });
  if (faults.length > 0) throw new InputError(faults.flatMap((error) => error.faults));
  return files;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function read(file: string): TrainedFile {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const message = whyUnreadable(error, { ENOENT: "there is no trained agent here" });
    throw new InputError([{ message, place: { file } }]);
  }
  return { file, text, agent: parseLearnedAgent(text, file) };
}
