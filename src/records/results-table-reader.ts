import { createReadStream } from "node:fs";
import { TableError } from "../base/errors.js";
import type { Study } from "../batch/study.js";
import { type FinishedRun, plannedRuns } from "../batch/study-runs.js";
import { ResultsTable } from "./results-table.js";
import { shownPath } from "./shown-path.js";

const NEWLINE = 0x0a;

/** How far a results table goes. */
export interface ResultsExtent {
  readonly rows: number;
  /** Bytes of the header and of these rows, line ends included; 0 where not even the header is whole. */
  readonly bytes: number;
  /** Whether something follows that has no line end: what a process left that was killed while it wrote. */
  readonly cut: boolean;
}

/**
 * The rows of a results table in plan order, one at a time, each held against the plan. Returns how far they go.
 *
 * @throws TableError at the first line that is not what the plan has there, and when the file cannot be read
 */
export async function* readResults(path: string, study: Study): AsyncGenerator<FinishedRun, ResultsExtent> {
  const table = new ResultsTable(study);
  const plan = plannedRuns(study)[Symbol.iterator]();
  let rows = -1;
  let bytes = 0;
  let rest = false;
  const refuse = (message: string): never => {
    const place = { file: shownPath(path), line: rows + 2 };
    throw new TableError([{ message: `${message}; --restart starts over`, place }]);
  };
  for await (const { text, length, ended } of lines(path)) {
    if (!ended) {
      rest = true;
      break;
    }
    if (rows === -1) {
      if (`${text}\n` !== table.header) refuse("the columns are not those of this study");
    } else {
      const { done, value: planned } = plan.next();
      if (done === true) return refuse(`the study has ${study.runs} runs, and the table goes on`);
      const finished = table.read(text, planned);
      if (finished === undefined) return refuse(`this is not the row of run ${planned.run} of the study`);
      yield finished;
    }
    rows += 1;
    bytes += length;
  }
  return { rows: Math.max(0, rows), bytes, cut: rest };
}

/** How far the table goes; every row is read and held against the plan. @throws TableError as `readResults` */
export async function resultsExtent(path: string, study: Study): Promise<ResultsExtent> {
  const rows = readResults(path, study);
  for (;;) {
    const { done, value } = await rows.next();
    if (done === true) return value;
  }
}

/** Lines with their lengths in bytes; the last one may lack its line end. Memory is that of the longest line. */
async function* lines(path: string): AsyncGenerator<{ text: string; length: number; ended: boolean }> {
  let held: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
        yield { text: bytes.toString("utf8", start, end), length: end + 1 - start, ended: true };
        start = end + 1;
      }
      held = bytes.subarray(start);
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new TableError([{ message: `the file cannot be read (${code})`, place: { file: shownPath(path) } }]);
  }
  if (held.length > 0) yield { text: held.toString("utf8"), length: held.length, ended: false };
}
