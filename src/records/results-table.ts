import { stringify } from "csv-stringify/sync";
import { saltelliSample } from "../batch/design-saltelli.js";
import { valueText } from "../batch/design-scale.js";
import type { Study } from "../batch/study.js";
import type { FinishedRun, PlannedRun } from "../batch/study-runs.js";

/** Characters of an error that a row keeps. */
const LONGEST_ERROR = 500;

/** A figure as a cell: blank, or digits that read back as the same double. */
const FIGURE = "(?:-?\\d+(?:\\.\\d+)?(?:e[+-]\\d+)?)?";

/**
 * The table of a sweep, one line per run in plan order, without clocks: `run, point, seed`, `sample` in a Saltelli
 * design, one column per path that is varied, the figures, `error`. No cell holds a line end.
 */
export class ResultsTable {
  readonly header: string;
  private readonly tail: RegExp;
  private cells: { readonly point: number; readonly text: string } | undefined;

  constructor(private readonly study: Study) {
    const { design, factors, metrics } = study;
    const sample = design.kind === "saltelli" ? ["sample"] : [];
    const paths = factors.flatMap((factor) => factor.paths.map((path) => path.join(".")));
    this.header = line(["run", "point", "seed", ...sample, ...paths, ...metrics, "error"]);
    this.tail = new RegExp(`^((?:${FIGURE},){${metrics.length}})([^",]*|"(?:[^"]|"")*")$`);
  }

  row(finished: FinishedRun): string {
    const figures = finished.figures ?? this.study.metrics.map(() => undefined);
    const cells = figures.map((figure) => (figure === undefined ? "" : String(figure)));
    return `${this.front(finished)}${cells.join(",")},${line([oneLine(finished.error ?? "")])}`;
  }

  /** What a line without its line end says of a planned run; undefined where it is not that run's row. */
  read(text: string, planned: PlannedRun): FinishedRun | undefined {
    const front = this.front(planned);
    if (!text.startsWith(front)) return undefined;
    const found = this.tail.exec(text.slice(front.length));
    if (found === null) return undefined;
    const [, figures, error] = found;
    if (error !== "") return { ...planned, error: error.replace(/^"|"$/g, "").replaceAll('""', '"') };
    const cells = figures.split(",").slice(0, -1);
    return { ...planned, figures: cells.map((cell) => (cell === "" ? undefined : Number(cell))) };
  }

  /** The cells that the plan fixes, each with its comma. */
  private front({ run, point, seed }: PlannedRun): string {
    if (this.cells?.point !== point.index) {
      const { design, factors } = this.study;
      const sample = design.kind === "saltelli" ? [saltelliSample(factors, point.index)] : [];
      const values = point.settings.flatMap((setting) => setting.values.map(valueText));
      this.cells = { point: point.index, text: line([...sample, ...values]).slice(0, -1) };
    }
    return `${run},${point.index},${seed},${this.cells.text},`;
  }
}

/** A line of the table, its line end included. */
function line(cells: readonly string[]): string {
  return stringify([cells]);
}

function oneLine(text: string): string {
  return text
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, LONGEST_ERROR);
}
