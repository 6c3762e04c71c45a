import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { decodeDoubles, encodeDoubles } from "../base/base64-doubles.js";
import { InputError } from "../base/errors.js";
import { fingerprint } from "./canonical-json.js";
import { shownPath } from "./shown-path.js";
import { writeFiles } from "./write-files.js";

/** What a training goes on from: plain JSON, and arrays of numbers by name, kept to the bit. */
export interface TrainingCheckpoint {
  readonly facts: unknown;
  readonly arrays: Readonly<Record<string, Float64Array>>;
}

const FORMAT = "swarm-training-checkpoint/1";

/**
 * Writes a checkpoint in place of an earlier one, all of it or nothing: JSON with the arrays as base64 of little-endian doubles,
 * and a SHA-256 over all.
 *
 * @throws InputError when the file cannot be written
 */
export function writeCheckpoint(path: string, { facts, arrays }: TrainingCheckpoint): void {
  const encoded = Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, encodeDoubles(array)]));
  const content = { format: FORMAT, facts, arrays: encoded };
  writeFiles(new Map([[path, `${JSON.stringify({ ...content, sha256: fingerprint(content) })}\n`]]));
}

/**
 * Undefined where there is no such file.
 *
 * @throws InputError for a file that cannot be read or is no whole checkpoint
 */
export function readCheckpoint(path: string): TrainingCheckpoint | undefined {
  if (!existsSync(path)) return undefined;
  const refuse = (message: string) => new InputError([{ message, place: { file: shownPath(resolve(path)) } }]);
  let stored: Readonly<Record<string, unknown>>;
  try {
    stored = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse("this is no checkpoint: it is not JSON");
    throw refuse(`the file cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (typeof stored !== "object" || stored === null || stored.format !== FORMAT) {
    throw refuse(`this is no checkpoint of a training in the format ${FORMAT}`);
  }
  const { sha256, ...content } = stored;
  if (fingerprint(content) !== sha256)
    throw refuse("the checkpoint is damaged: it does not have the hash that it states");
  const arrays = Object.entries(content.arrays as Readonly<Record<string, string>>);
  return {
    facts: content.facts,
    arrays: Object.fromEntries(arrays.map(([name, text]) => [name, decodeDoubles(text)])),
  };
}
