import { stringify } from "csv-stringify/sync";
import type { FigureRow } from "../metrics/run-facts.js";
import type { TypeDigest } from "../scenario/digest.js";

/** The runs of one arm of a comparison, as far as the table shows them. */
export interface TabledArm {
  readonly name: string;
  readonly runs: readonly {
    readonly seed: number | undefined;
    /** Metrics by estimand. */
    readonly figures: Readonly<Partial<Record<string, FigureRow>>>;
    /** Counts of the whole run. */
    readonly whole: FigureRow;
    readonly types: Readonly<Record<string, TypeDigest>>;
  }[];
}

/** Figures of these estimands stand under the metric's own name. */
const PLAIN = ["pooled", "as_tabled"];

/**
 * One row per arm and seed with every figure there is, and no clock: `arm, seed`, metrics under their own names (pooled
 * over interactions), counts of the run, the other estimands as `epoch_mean_<metric>`, agents by type as
 * `<figure>_<type>`. Blank where a run does not define a figure.
 */
export function runsTable(arms: readonly TabledArm[]): string {
  const rows = arms.flatMap(({ name, runs }) => runs.map((run) => ({ name, run, cells: cellsOf(run) })));
  const columns = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];
  const lines = rows.map(({ name, run, cells }) => [
    name,
    text(run.seed),
    ...columns.map((column) => text(cells.get(column))),
  ]);
  return stringify([["arm", "seed", ...columns], ...lines]);
}

function cellsOf({ figures, whole, types }: TabledArm["runs"][number]): ReadonlyMap<string, number | undefined> {
  const cells = new Map<string, number | undefined>();
  const add = (row: FigureRow, named: (column: string) => string) => {
    for (const [column, value] of Object.entries(row)) cells.set(named(column), value);
  };
  const estimands = Object.entries(figures).sort(([a], [b]) => Number(PLAIN.includes(b)) - Number(PLAIN.includes(a)));
  for (const [estimand, row = {}] of estimands) {
    add(row, (column) => (PLAIN.includes(estimand) ? column : `${estimand}_${column}`));
    if (PLAIN.includes(estimand)) add(whole, (column) => column);
  }
  for (const [type, digest] of Object.entries(types)) add({ ...digest }, (figure) => `${figure}_${type}`);
  return cells;
}

function text(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}
