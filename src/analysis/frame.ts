import { type Fault, TableError } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import { didYouMean } from "../base/nearest.js";

/** One metric over the epochs of a run; `undefined` where the epoch has no value. */
export type Series = readonly (number | undefined)[];

/** Metrics of one run, aligned by epoch. */
export interface Frame {
  readonly file: string;
  /** Ascending and distinct; at least one. Gaps are allowed. */
  readonly epochs: readonly number[];
  /** By metric, in the order asked for; each as long as `epochs`. */
  readonly series: ReadonlyMap<string, Series>;
}

/** What a frame is made from: a table whose cells are finite numbers, blank (`undefined`) or other text. */
export interface FrameSource {
  readonly file: string;
  readonly columns: readonly string[];
  /** One array per column, one cell per row. */
  readonly cells: readonly (readonly (number | string | undefined)[])[];
  /** Line of the file for each row. */
  readonly lines: readonly number[];
  readonly headerLine: number;
}

/** Values beyond this size (excluded) are refused: their squares would leave the range of a double. */
const LARGEST = 1e150;
const NOT_FINITE = /^[+-]?(nan|inf|infinity|(\d+\.?\d*|\.\d+)e\+?\d+)$/i;

/**
 * The rows of `source` in epoch order, with the asked `metrics` as numbers. Other columns may hold anything.
 *
 * @throws TableError with every fault: fields separated otherwise than by commas, no `epoch` column, an epoch that is blank, not whole or there twice, a metric
 * that is not a column, a cell of a metric that is not a finite number of size <= 1e150.
 */
export function frameOf(source: FrameSource, metrics: readonly string[]): Frame {
  refuseOtherSeparator(source);
  const faults = new FaultList();
  const order = epochOrder(source, faults);
  const series = new Map<string, Series>();
  for (const metric of metrics) {
    const column = source.cells[source.columns.indexOf(metric)];
    if (column === undefined) faults.add("unknown", { message: unknownColumn(source, metric), place: header(source) });
    else series.set(metric, readSeries(source, metric, column, order, faults));
  }
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return { file: source.file, epochs: order.map(({ epoch }) => epoch), series };
}

/**
 * Columns other than `epoch` that can be metrics: those without any text. NaN and infinities do not make a column text,
 * so that asking for it tells of them.
 */
export function numericColumns({ columns, cells }: FrameSource): readonly string[] {
  return columns.filter((name, at) => {
    if (name === "" || name === "epoch") return false;
    return cells[at]?.every((cell) => typeof cell !== "string" || NOT_FINITE.test(cell)) ?? false;
  });
}

interface Row {
  readonly epoch: number;
  readonly row: number;
}

function epochOrder(source: FrameSource, faults: FaultList): readonly Row[] {
  const column = source.cells[source.columns.indexOf("epoch")];
  if (column === undefined) {
    faults.add("no epoch", { message: unknownColumn(source, "epoch"), place: header(source) });
    return [];
  }
  const rows: Row[] = [];
  const lineOf = new Map<number, number>();
  for (const [row, cell] of column.entries()) {
    const line = source.lines[row] ?? 0;
    const tell = (kind: string, message: string) => faults.add(kind, { message, place: { file: source.file, line } });
    if (cell === undefined) tell("blank epoch", "the epoch is blank");
    else if (!Number.isSafeInteger(cell)) tell("odd epoch", `the epoch ${show(cell)} is not a whole number`);
    else {
      const epoch = Number(cell);
      const first = lineOf.get(epoch);
      if (first === undefined) lineOf.set(epoch, line);
      else
        tell("twice", `epoch ${epoch} appears again (first in line ${first}): a table holds one run, a row per epoch`);
      rows.push({ epoch, row });
    }
  }
  return rows.sort((a, b) => a.epoch - b.epoch);
}

function readSeries(
  source: FrameSource,
  metric: string,
  column: readonly (number | string | undefined)[],
  order: readonly Row[],
  faults: FaultList,
): Series {
  for (const [row, cell] of column.entries()) {
    const wrong = whatIsWrong(cell);
    if (wrong === undefined) continue;
    const fault: Fault = {
      message: `column ${JSON.stringify(metric)}: ${wrong}`,
      place: { file: source.file, line: source.lines[row] ?? 0 },
    };
    faults.add(`cell ${metric}`, fault);
  }
  return order.map(({ row }) => {
    const cell = column[row];
    return typeof cell === "number" ? cell : undefined;
  });
}

function whatIsWrong(cell: number | string | undefined): string | undefined {
  if (typeof cell === "number")
    return Math.abs(cell) > LARGEST ? `${cell} is larger than ${LARGEST} in size` : undefined;
  if (cell === undefined) return undefined;
  if (NOT_FINITE.test(cell))
    return `${show(cell)} is not a finite number; leave the cell blank where there is no value`;
  return `${show(cell)} is not a number`;
}

function unknownColumn({ columns }: FrameSource, name: string): string {
  const named = columns.filter((column) => column !== "");
  return `no column ${JSON.stringify(name)}${didYouMean(name, named)}; the table has: ${named.join(", ")}`;
}

/** A table of one wide column is told so once, not once for every name that is not found in it. */
function refuseOtherSeparator(source: FrameSource): void {
  const separator = source.columns.length === 1 ? source.columns[0]?.match(/[;\t|]/)?.[0] : undefined;
  if (separator === undefined) return;
  const message = `the fields seem to be separated by ${JSON.stringify(separator)}; they must be by ","`;
  throw new TableError([{ message, place: header(source) }]);
}

function header({ file, headerLine }: FrameSource): Fault["place"] & object {
  return { file, line: headerLine };
}

/** The cell as it stands, cut when long. */
function show(cell: number | string): string {
  if (typeof cell === "number") return String(cell);
  return JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}...` : cell);
}
