import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { InputError } from "../base/errors.js";
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
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof InputError || code === undefined) throw error;
    const why: Readonly<Record<string, string>> = { ENOENT: "no such file", EISDIR: "this is a folder" };
    throw fault(path, why[code] ?? `the file cannot be read (${code})`);
  }
}

function fault(file: string, message: string): InputError {
  return new InputError([{ message, place: { file } }]);
}
