import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { InputError } from "../base/errors.js";
import { shownPath } from "../records/shown-path.js";

/** A file as whoever wrote it recorded it. */
export interface RecordedContent {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Holds a file against its record, so that no figure of a report is of other data than it says.
 *
 * @param owner what states the record
 * @throws InputError where it is gone, was cut, or was changed since
 */
export async function checkContent(path: string, { sha256 }: RecordedContent, owner: string): Promise<void> {
  if ((await contentOf(path, owner)) === sha256) return;
  const message = `it was cut or changed since it was written: it does not have the hash that ${owner} states`;
  throw new InputError([{ message, place: { file: shownPath(path) } }]);
}

/** SHA-256 of a file, in hexadecimal. @throws InputError where it cannot be read */
export async function contentOf(path: string, owner?: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const gone = owner === undefined ? "no such file" : `no such file, though ${owner} names it`;
    const message = code === "ENOENT" ? gone : `the file cannot be read (${code})`;
    throw new InputError([{ message, place: { file: shownPath(path) } }]);
  }
  return hash.digest("hex");
}
