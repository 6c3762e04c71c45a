import { existsSync, readFileSync } from "node:fs";
import { InputError } from "../../base/errors.js";
import { jsonText } from "../../records/json-text.js";
import { shownPath } from "../../records/shown-path.js";
import { type StudyResult, verdictOf } from "./verdict.js";

/**
 * A study whose verdict was given, made again from its table: what is built on it rests on rows, and not on a file that
 * anybody could have edited.
 *
 * @param asked whether the user has called the study exploratory
 * @throws InputError where there is no verdict yet, and where it is not what the table says
 */
export async function givenVerdict(file: string, asked: boolean): Promise<StudyResult> {
  const found = await verdictOf(file, asked);
  const { verdict: path } = found.paths;
  const command = `swarm research verdict ${file}${asked ? " --exploratory" : ""}`;
  const refuse = (message: string): never => {
    throw new InputError([{ message: `${message}: ${command}`, place: { file: shownPath(path) } }]);
  };
  if (!existsSync(path)) return refuse("there is no verdict yet");
  if (!isOf(found.result, readFileSync(path, "utf8"))) return refuse("this verdict is not what the table says");
  return found;
}

/** Commands name the study as it was typed, which is another path in another folder, and another spelling of the same. */
function isOf(result: StudyResult["result"], text: string): boolean {
  let stored: object;
  try {
    stored = JSON.parse(text);
  } catch {
    return false;
  }
  return jsonText({ ...stored, commands: result.commands }) === jsonText(result);
}
