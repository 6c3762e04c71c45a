import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { InputError } from "../base/errors.js";
import { whyUnreadable } from "../base/why-unreadable.js";

/** How a file stands to the bytes that should be in it. */
export type Comparison =
  | { readonly kind: "identical"; readonly bytes: number; readonly lines: number; readonly sha256: string }
  /** Line numbers are from 1. */
  | { readonly kind: "different"; readonly line: number; readonly expected: string; readonly found: string }
  /** The file ends after so many whole lines, in the middle of the next one or not, and `lines` belong there. */
  | { readonly kind: "cut"; readonly whole: number; readonly inside: boolean; readonly lines: number }
  /** The file goes on behind the last line that belongs there. */
  | { readonly kind: "longer"; readonly lines: number; readonly found: string };

/** Bytes of a line that are shown, at most. */
const LONGEST = 64 * 1024;

const NEWLINE = 0x0a;

/**
 * A file on disk that is read along while its bytes are made again, and held against them; no more of it than the
 * piece at hand is in memory. What is written must end at the ends of lines.
 *
 * @throws InputError, from the constructor and from every method, when the file cannot be read
 */
export class ComparedFile {
  private readonly fd: number;
  private readonly hash = createHash("sha256");
  private buffer = Buffer.alloc(0);
  private offset = 0;
  private lines = 0;
  private outcome: Comparison | undefined;

  constructor(readonly path: string) {
    this.fd = this.trying(() => openSync(path, "r"));
    if (this.trying(() => fstatSync(this.fd)).isDirectory()) {
      this.close();
      throw this.fault("this is a folder, not a file");
    }
  }

  /** Whether a line is known to differ: what is written from then on changes nothing. */
  get differs(): boolean {
    return this.outcome?.kind === "different";
  }

  write(data: string | Uint8Array): void {
    const bytes = typeof data === "string" ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.length);
    if (this.outcome === undefined) this.compare(bytes);
    this.lines += count(bytes, NEWLINE);
  }

  /** The verdict, when everything has been written. */
  finish(): Comparison {
    const { outcome, lines, offset } = this;
    if (outcome?.kind === "cut") return { ...outcome, lines };
    if (outcome !== undefined) return outcome;
    const rest = this.lineAt(offset);
    if (rest !== undefined) return { kind: "longer", lines, found: rest };
    return { kind: "identical", bytes: offset, lines, sha256: this.hash.digest("hex") };
  }

  close(): void {
    closeSync(this.fd);
  }

  private compare(expected: Buffer): void {
    if (this.buffer.length < expected.length) this.buffer = Buffer.alloc(expected.length);
    const found = this.buffer.subarray(0, this.read(this.buffer.subarray(0, expected.length), this.offset));
    if (found.equals(expected)) {
      this.hash.update(expected);
      this.offset += expected.length;
      return;
    }
    const at = firstDifference(expected, found);
    const before = expected.subarray(0, at);
    const whole = this.lines + count(before, NEWLINE);
    const start = before.lastIndexOf(NEWLINE) + 1;
    if (at === found.length) {
      this.outcome = { kind: "cut", whole, inside: at > start, lines: 0 };
      return;
    }
    const line = expected.subarray(start, expected.indexOf(NEWLINE, at));
    const theirs = this.lineAt(this.offset + start) ?? "";
    this.outcome = {
      kind: "different",
      line: whole + 1,
      expected: line.subarray(0, LONGEST).toString(),
      found: theirs,
    };
  }

  /** The line that begins at an offset, without its end; undefined at the end of the file. */
  private lineAt(offset: number): string | undefined {
    const bytes = Buffer.alloc(LONGEST);
    const length = this.read(bytes, offset);
    if (length === 0) return undefined;
    const end = bytes.subarray(0, length).indexOf(NEWLINE);
    return bytes.subarray(0, end === -1 ? length : end).toString();
  }

  /** Fills `into` from an offset on as far as the file goes. */
  private read(into: Buffer, offset: number): number {
    let length = 0;
    for (let more = 1; more > 0 && length < into.length; length += more) {
      more = this.trying(() => readSync(this.fd, into, length, into.length - length, offset + length));
    }
    return length;
  }

  private trying<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.fault(whyUnreadable(error));
    }
  }

  private fault(message: string): InputError {
    return new InputError([{ message, place: { file: this.path } }]);
  }
}

/** Index of the first byte that differs; the length of the shorter one where it begins the other. */
function firstDifference(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a[at] === b[at]) at += 1;
  return at;
}

function count(bytes: Buffer, byte: number): number {
  let times = 0;
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) times += 1;
  return times;
}
