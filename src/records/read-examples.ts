import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { InputError } from "../base/errors.js";
import { whyUnreadable } from "../base/why-unreadable.js";
import type { ExampleFile } from "../contract/trainer-backend.js";
import { shownPath } from "./shown-path.js";

/** Bytes that are read at most; vendors take less. */
const LARGEST = 600 * 1024 * 1024;

/** A file of examples, whole: what is checked, hashed and sent is the same bytes. @throws InputError */
export function readExamples(file: string): ExampleFile {
  const path = shownPath(file);
  try {
    if (statSync(file).size > LARGEST) throw fault(path, `the file is larger than ${LARGEST} bytes`);
    const bytes = readFileSync(file);
    return { path, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
  } catch (error) {
    throw fault(path, whyUnreadable(error, { EISDIR: "this is a folder" }));
  }
}

function fault(file: string, message: string): InputError {
  return new InputError([{ message, place: { file } }]);
}
