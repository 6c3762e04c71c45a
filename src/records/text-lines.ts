import { readFileSync, statSync } from "node:fs";
import { type Fault, TableError } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import { whyUnreadable } from "../base/why-unreadable.js";

/** Size in bytes that a file of lines may have at most (included): what hosts take for one training file. */
const LARGEST_LINES = 512 * 1024 * 1024;

/** A text file, line by line. */
export interface TextLines {
  readonly file: string;
  /** Lines that hold something, without their line ends. */
  readonly lines: readonly { readonly text: string; readonly line: number }[];
  /** Lines with nothing or blanks alone; they are passed over. */
  readonly empty: number;
  /** Whether a byte order mark stood at its beginning; it is no part of the first line. */
  readonly bom: boolean;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads a file of lines that end with a line feed, or a carriage return and a line feed.
 *
 * @throws TableError when there is no such file, it is a folder, over 512 MiB, or no UTF-8 text: each line that is not
 */
export function readTextLines(file: string): TextLines {
  const content = contentOf(file);
  const bom = content.subarray(0, BOM.length).equals(BOM);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const faults = new FaultList();
  const lines: { text: string; line: number }[] = [];
  let line = 0;
  for (let start = bom ? BOM.length : 0; start < content.length; ) {
    const newline = content.indexOf(NEWLINE, start);
    const next = newline === -1 ? content.length : newline + 1;
    let end = newline === -1 ? content.length : newline;
    if (end > start && content[end - 1] === RETURN) end -= 1;
    line += 1;
    const bytes = content.subarray(start, end);
    start = next;
    try {
      if (bytes.includes(0)) throw new TypeError("NUL");
      const text = decoder.decode(bytes);
      if (text.trim() !== "") lines.push({ text, line });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      faults.add("text", { message: "this line is not UTF-8 text", place: { file, line } });
    }
  }
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return { file, lines, empty: line - lines.length, bom };
}

function contentOf(file: string): Buffer {
  const fault = (message: string): TableError => {
    const told: Fault = { message, place: { file } };
    return new TableError([told]);
  };
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) throw fault("this is a folder, not a file");
    if (stats.size > LARGEST_LINES) throw fault(`the file is larger than ${LARGEST_LINES / 1024 / 1024} MiB`);
    return readFileSync(file);
  } catch (error) {
    throw fault(whyUnreadable(error));
  }
}
