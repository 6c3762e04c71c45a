import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { InputError } from "../base/errors.js";
import { whyUnreadable } from "../base/why-unreadable.js";
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
    throw new InputError([{ message: whyUnreadable(error, { EISDIR: "this is a folder" }), place: { file } }]);
  }
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { file, calls: parseCallRecords(file, content.toString("utf8")), bytes: content.length, sha256 };
}
