import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { InputError } from "../base/errors.js";
import { parseCallRecords, type RecordedCall } from "../llm/call-record.js";

/** The record of the calls of a run, as it was read. */
export interface ReadCalls {
  readonly file: string;
  readonly calls: ReadonlyMap<number, RecordedCall>;
  readonly bytes: number;
  readonly sha256: string;
}

/** @throws InputError where the file cannot be read, or holds anything but recorded calls */
export function readCalls(file: string): ReadCalls {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why: Readonly<Record<string, string>> = { ENOENT: "no such file", EISDIR: "this is a folder" };
    throw new InputError([{ message: why[code] ?? `the file cannot be read (${code})`, place: { file } }]);
  }
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { file, calls: parseCallRecords(file, content.toString("utf8")), bytes: content.length, sha256 };
}
