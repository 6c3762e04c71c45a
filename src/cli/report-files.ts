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
 * @throws InputError where it is gone, or was changed since
 */
export async function checkContent(path: string, recorded: RecordedContent, owner: string): Promise<void> {
  const refuse = (message: string) => new InputError([{ message, place: { file: shownPath(path) } }]);
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw refuse(`no such file, though ${owner} names it: the report needs its figures`);
    throw refuse(`the file cannot be read (${code})`);
  }
  if (hash.digest("hex") !== recorded.sha256) {
    throw refuse(`it was changed since it was written: it does not have the hash that ${owner} states`);
  }
}
