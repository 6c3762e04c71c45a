import { readdir, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { TableError } from "../base/errors.js";
import { didYouMean } from "../base/nearest.js";

/** Size in bytes that a table may have at most (included). */
export const LARGEST_TABLE = 200 * 1024 * 1024;

/**
 * Makes sure that there is something to read, before a stream is opened.
 *
 * @throws TableError when `file` does not exist, is a folder, cannot be reached or is over 200 MiB.
 */
export async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) {
    if (found.code === "ENOENT") throw fault(file, `no such file${didYouMean(basename(file), await beside(file))}`);
    throw fault(file, `the file cannot be read (${found.code ?? found.message})`);
  }
  if (found.isDirectory()) throw fault(file, "this is a folder, not a table");
  if (found.size > LARGEST_TABLE) throw tooLarge(file);
}

/** Lets the bytes of a file pass while they are UTF-8 text and not too many. */
export class TextCheck {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  private size = 0;
  private lastByte = 0;

  constructor(private readonly file: string) {}

  /** @throws TableError at a NUL byte, at bytes that are not UTF-8 and over 200 MiB (a pipe tells no size beforehand). */
  async *pass(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of chunks) {
        this.size += chunk.length;
        if (this.size > LARGEST_TABLE) throw tooLarge(this.file);
        if (chunk.includes(0)) throw fault(this.file, "this is a binary file, not a table");
        this.decode(chunk);
        this.lastByte = chunk.at(-1) ?? this.lastByte;
        yield chunk;
      }
    } catch (error) {
      if (!isFileError(error)) throw error;
      throw fault(this.file, `the file cannot be read (${error.code})`);
    }
    this.decode();
  }

  get endsWithNewline(): boolean {
    return this.lastByte === 0x0a || this.lastByte === 0x0d;
  }

  private decode(chunk?: Buffer): void {
    try {
      this.decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw fault(this.file, "the file is not UTF-8 text");
    }
  }
}

function fault(file: string, message: string): TableError {
  return new TableError([{ message, place: { file } }]);
}

function tooLarge(file: string): TableError {
  return fault(file, `the file is larger than ${LARGEST_TABLE / 1024 / 1024} MiB`);
}

async function beside(file: string): Promise<readonly string[]> {
  return readdir(dirname(file)).catch(() => []);
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}
