import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../base/errors.js";
import { whyUnreadable } from "../base/why-unreadable.js";

export interface AgentFileText {
  readonly file: string;
  readonly text: string;
}

/**
 * The text of a trained agent's file.
 *
 * @param path the file, or the folder of its pair
 * @param name of the file in that folder
 * @throws InputError where there is none
 */
export function agentFileText(path: string, name: string): AgentFileText {
  let file = path;
  try {
    if (statSync(path).isDirectory()) file = join(path, name);
    return { file, text: readFileSync(file, "utf8") };
  } catch (error) {
    const message = whyUnreadable(error, { ENOENT: "there is no trained agent here" });
    throw new InputError([{ message, place: { file } }]);
  }
}
