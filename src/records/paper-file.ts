import { readFileSync, statSync } from "node:fs";
import { InputError } from "../base/errors.js";
import { whyUnreadable } from "../base/why-unreadable.js";
import { pdfText } from "./pdf-text.js";
import { shownPath } from "./shown-path.js";

/** Larger files are no papers. */
const MAX_BYTES = 100_000_000;

/**
 * The text of a paper: of a PDF what its pages say, of anything else the file as it is.
 *
 * @throws InputError for what is no text, and for a PDF where the optional package is missing
 */
export async function readPaperFile(file: string): Promise<string> {
  const bytes = bytesOf(file);
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return pdfText(bytes, file);
  if (bytes.includes(0)) throw refused(file, "this is a binary file, neither text nor PDF");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refused(file, "this is not UTF-8 text");
  }
  if (text.trim() === "") throw refused(file, "the file is empty");
  return text;
}

function bytesOf(file: string): Buffer {
  try {
    const info = statSync(file);
    if (info.isDirectory()) throw refused(file, "this is a folder, not a paper");
    if (info.size > MAX_BYTES) throw refused(file, `the file is larger than ${MAX_BYTES / 1e6} MB`);
    return readFileSync(file);
  } catch (error) {
    throw refused(file, whyUnreadable(error));
  }
}

function refused(file: string, message: string): InputError {
  return new InputError([{ message, place: { file: shownPath(file) } }]);
}
