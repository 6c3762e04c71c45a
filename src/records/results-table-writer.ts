import { closeSync, fsyncSync, ftruncateSync, openSync, renameSync, writeSync } from "node:fs";
import { InputError } from "../base/errors.js";
import type { Study } from "../batch/study.js";
import type { FinishedRun } from "../batch/study-runs.js";
import { ResultsTable } from "./results-table.js";
import type { ResultsExtent } from "./results-table-reader.js";
import { shownPath } from "./shown-path.js";

/** What ends a sweep that could be continued. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than this system allows",
};

/**
 * The results table while it grows: each row is with the operating system before the next one begins, so that a killed
 * process loses no more than the row it was writing.
 *
 * @throws InputError, from all its methods, when the file system refuses; the rows before stay
 */
export class ResultsWriter {
  private readonly table: ResultsTable;
  private readonly fd: number;
  private rows: number;

  /** @param extent what there is of the partial file; what follows that is cut off */
  constructor(
    private readonly partial: string,
    private readonly study: Study,
    extent: ResultsExtent,
    private readonly write: typeof writeSync = writeSync,
  ) {
    this.table = new ResultsTable(study);
    this.rows = extent.rows;
    this.fd = this.trying(() => openSync(partial, "a"));
    this.trying(() => ftruncateSync(this.fd, extent.bytes));
    if (extent.bytes === 0) this.append(this.table.header);
  }

  add(run: FinishedRun): void {
    if (run.run !== this.rows) throw new Error(`run ${run.run} comes where run ${this.rows} is due`);
    this.append(this.table.row(run));
    this.rows += 1;
  }

  /** Gives the complete table its name. */
  publish(path: string): void {
    if (this.rows !== this.study.runs) throw new Error(`${this.rows} of ${this.study.runs} rows are there`);
    this.trying(() => {
      fsyncSync(this.fd);
      closeSync(this.fd);
      renameSync(this.partial, path);
    });
  }

  /** Leaves the rows that are there. Never throws: it runs when something else went wrong. */
  abandon(): void {
    try {
      closeSync(this.fd);
    } catch {
      // The first fault is the one to tell.
    }
  }

  private append(text: string): void {
    const bytes = Buffer.from(text);
    this.trying(() => {
      for (let at = 0; at < bytes.length; ) at += this.write(this.fd, bytes, at);
    });
  }

  private trying<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      const why = REASONS[code] ?? "the file cannot be written";
      const kept = `${this.rows} of ${this.study.runs} rows are kept, and the same command continues after them`;
      throw new InputError([{ message: `${why} (${code}); ${kept}`, place: { file: shownPath(this.partial) } }]);
    }
  }
}
