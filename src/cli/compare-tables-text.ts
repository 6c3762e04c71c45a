import type {
  ArmLevel,
  Compared,
  Difference,
  FigureComparison,
  MethodInterval,
  MetricComparison,
} from "../analysis/compare/comparison.js";
import { pValue } from "../analysis/compare/verdict.js";
import type { Answer } from "../analysis/statistics/answer.js";
import type { Block } from "./compare-blocks.js";
import { formatNumbers, NOT_DEFINED } from "./format-number.js";
import { formatNumberRows } from "./format-number-rows.js";
import type { Column } from "./format-table.js";

const left = (head: string): Column => ({ head, align: "left" });
const point = (head: string): Column => ({ head, align: "point" });

/** Names longer than this are cut in tables. */
const NAME = 22;

/** The primary metric: one row per arm. */
export function primaryTable({ arms, differences }: MetricComparison): Block {
  const columns = [left("arm"), point("mean"), point("sd"), ...DIFFERENCE, point("d_z"), ...P];
  const kind = differences.map(({ effect_size }) => value(effect_size)?.kind)[0] ?? "d_z";
  const rows = arms.map((level, at) => {
    const difference = at === 0 ? undefined : differences[at - 1];
    return { level, difference };
  });
  const figures = formatNumberRows(
    rows.map(({ level, difference }) => [value(level.mean), value(level.sd), ...differenceFigures(difference)]),
  );
  const effects = formatNumbers(rows.map(({ difference }) => difference && value(difference.effect_size)?.estimate));
  return {
    kind: "table",
    columns: columns.map((column) => (column.head === "d_z" ? { ...column, head: kind } : column)),
    rows: rows.map(({ level, difference }, at) => [
      cut(level.arm),
      ...(at === 0 ? [...figures[at].slice(0, 2), ...BLANKS] : [...figures[at], effects[at], ...ps(difference)]),
    ]),
  };
}

const DIFFERENCE = [point("difference"), point("95 % from"), point("to")];
const P = [point("p"), point("Holm p")];
const BLANKS = new Array(6).fill("");

function ps(difference: Difference | undefined): readonly string[] {
  return [pText(difference && value(difference.test)?.p), pText(difference?.p_holm ?? undefined)];
}

/** Metrics of one arm against the control: one row per metric. */
export function metricsTable(metrics: readonly MetricComparison[], at: number): Block {
  const differences = metrics.map((metric) => metric.differences[at]);
  const figures = metrics.map(({ arms }, i) => pairOf(arms, at, differences[i]));
  return {
    kind: "table",
    columns: [left("metric"), point("control"), point("arm"), ...DIFFERENCE, point("effect"), point("p")],
    rows: metrics.map(({ metric }, i) => [
      metric,
      ...formatNumbers(figures[i]),
      formatNumbers([value(differences[i].effect_size)?.estimate])[0],
      pText(value(differences[i].test)?.p),
    ]),
  };
}

/** What an arm costs, or brings, in figures and in per cent. */
export function priceTable(head: string, rows: readonly (readonly [string, FigureComparison])[], at: number): Block {
  return {
    kind: "table",
    columns: [left(head), point("control"), point("arm"), ...DIFFERENCE, point("%")],
    rows: rows.map(([name, { arms, differences }]) => [
      name,
      ...formatNumbers(pairOf(arms, at, differences[at])),
      percentText(value(differences[at].percent)),
    ]),
  };
}

/** Means of the control and of the arm with the difference and its interval. */
function pairOf(arms: readonly ArmLevel[], at: number, difference: Difference): readonly (number | undefined)[] {
  return [value(arms[0].mean), value(arms[at + 1].mean), ...differenceFigures(difference)];
}

function differenceFigures(difference: Difference | undefined): readonly (number | undefined)[] {
  if (difference === undefined) return [undefined, undefined, undefined];
  const interval = value<MethodInterval>(difference.interval);
  return [value(difference.estimate), interval?.low, interval?.high];
}

export function value<T>(found: Answer<T>): T | undefined {
  return found.defined ? found.value : undefined;
}

function pText(p: number | undefined): string {
  return p === undefined ? NOT_DEFINED : pValue(p).replace(/^= /, "");
}

function percentText(percent: number | undefined): string {
  if (percent === undefined || Math.abs(percent) >= 1e5) return NOT_DEFINED;
  return `${percent > 0 ? "+" : ""}${percent.toFixed(1)}`;
}

export function cut(name: string): string {
  return name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name;
}

/** The arms other than the control. */
export function treatments({ arms }: Compared): Compared["arms"] {
  return arms.slice(1);
}
