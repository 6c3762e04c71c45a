import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../base/errors.js";
import { jsonIn } from "../base/json-in.js";
import { makeFolder } from "./make-folder.js";
import { onFile } from "./on-file.js";
import { refuseOtherPlan } from "./other-plan.js";
import { shownPath } from "./shown-path.js";

/** What a journal is of. */
export interface JournalOf {
  /** What all rows follow from: plain JSON. */
  readonly plan: object;
  readonly jobs: number;
  /** Whether `row` is one of job number `at`, from 0. */
  fits(row: unknown, at: number): boolean;
}

/**
 * The rows of many jobs while they are worked off: JSON, a line each, in the order of the jobs, after a line with the plan.
 * Each row is with the operating system before the next job begins, so that a killed process loses no more than that row,
 * and another one goes on after it. It is gone when all is done.
 *
 * @throws InputError, from `open` and `add`, when the file system refuses; the rows before stay
 */
export class JobJournal<Row> {
  private constructor(
    private readonly path: string,
    private readonly fd: number,
    private readonly of: JournalOf,
    /** Those that are there. */
    readonly rows: Row[],
  ) {}

  /**
   * Goes on after the rows that an earlier process has left, or begins.
   * @throws InputError for a journal of another plan, and for one with a row that does not belong there
   */
  static open<Row>(path: string, of: JournalOf): JobJournal<Row> {
    const { rows, bytes } = existsSync(path) ? leftIn<Row>(path, of) : { rows: [], bytes: 0 };
    const fd = onFile(path, "written", () => {
      makeFolder(dirname(path));
      const opened = openSync(path, "a");
      ftruncateSync(opened, bytes);
      return opened;
    });
    const journal = new JobJournal(path, fd, of, rows);
    if (bytes === 0) journal.append({ journal_version: 1, plan: of.plan });
    return journal;
  }

  add(row: Row): void {
    const at = this.rows.length;
    if (!this.of.fits(row, at)) throw new Error(`this is not the row of job ${at}`);
    this.append(row);
    this.rows.push(row);
  }

  /** Leaves the rows that are there. */
  close(): void {
    closeSync(this.fd);
  }

  /** What it was for is done. Call it after `close`. */
  remove(): void {
    rmSync(this.path, { force: true });
  }

  private append(line: unknown): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    const kept = `${this.rows.length} of ${this.of.jobs} runs are kept, and the same command continues after them`;
    const write = () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.fd, bytes, at);
    };
    onFile(this.path, "written", write, `; ${kept}`);
  }
}

/** The rows of a journal, and the bytes up to their end: what follows has no line end, and was cut off by a kill. */
function leftIn<Row>(path: string, of: JournalOf): { readonly rows: Row[]; readonly bytes: number } {
  const text = onFile(path, "read", () => readFileSync(path, "utf8"));
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const [head, ...lines] = whole.split("\n").slice(0, -1);
  if (head === undefined) return { rows: [], bytes: 0 };
  const { journal_version, plan } = (jsonIn(head) ?? {}) as { journal_version?: unknown; plan?: unknown };
  refuseOtherPlan(path, journal_version === 1 ? plan : undefined, of.plan);
  const rows = lines.map(jsonIn);
  const wrong = rows.findIndex((row, at) => at >= of.jobs || !of.fits(row, at));
  if (wrong !== -1) {
    const message = `this is not the row of run ${wrong} of ${of.jobs}; --restart starts over`;
    throw new InputError([{ message, place: { file: shownPath(path), line: wrong + 2 } }]);
  }
  return { rows: rows as Row[], bytes: Buffer.byteLength(whole) };
}
