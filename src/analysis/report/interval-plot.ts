import type { ChartSpec } from "./document.js";
import { ink, SERIES } from "./palette.js";

/** A figure with its interval, in a row of its own. */
export interface IntervalRow {
  /** Name of the row; rows of one name stand at one height. */
  readonly label: string;
  /** What colour and shape tell apart. */
  readonly series: string;
  readonly estimate: number;
  /** `null` where the data give no interval. */
  readonly interval: readonly [low: number, high: number] | null;
}

export interface IntervalPlotOptions {
  /** What the figures are, with their unit. */
  readonly axis: string;
  /** Where nothing is different; `null` where there is no such place. */
  readonly reference: number | null;
}

const WIDTH = 430;
const ROW = 22;
const SHAPES = [
  "circle",
  "square",
  "diamond",
  "triangle-up",
  "cross",
  "triangle-down",
  "triangle-right",
  "triangle-left",
];

/** A forest plot: one row per figure, a mark at the estimate, a line over the interval. */
export function intervalPlot(rows: readonly IntervalRow[], { axis, reference }: IntervalPlotOptions): ChartSpec {
  const series = [...new Set(rows.map((row) => row.series))];
  const labels = [...new Set(rows.map(({ label }) => label))];
  const values = rows.map(({ label, series: name, estimate, interval }) => {
    return { label, series: name, estimate, low: interval?.[0] ?? estimate, high: interval?.[1] ?? estimate };
  });
  const one = series.length === 1;
  // Only rows that share a height are set apart within it.
  const shared = labels.length < rows.length;
  const legend = one ? null : { title: null };
  const y = { field: "label", type: "nominal", sort: labels, axis: { title: null, ticks: false, domain: false } };
  const offset = !shared ? {} : { yOffset: { field: "series", sort: series } };
  const color = {
    field: "series",
    type: "nominal",
    scale: { domain: series, range: series.map((_, at) => SERIES[at % SERIES.length]) },
    legend,
  };
  const shape = {
    field: "series",
    type: "nominal",
    scale: { domain: series, range: series.map((_, at) => SHAPES[at % SHAPES.length]) },
    legend,
  };
  const x = { type: "quantitative", scale: { zero: reference === 0 }, axis: { title: axis, tickCount: 5 } };
  const rule = {
    data: { values: [{ at: reference }] },
    mark: { type: "rule", color: ink("muted"), strokeDash: [3, 3] },
    encoding: { x: { ...x, field: "at" } },
  };
  return {
    width: WIDTH,
    height: shared ? { step: ROW * Math.max(0.75 * series.length, 1), for: "position" } : { step: ROW },
    data: { values },
    layer: [
      ...(reference === null ? [] : [rule]),
      {
        mark: { type: "rule", strokeWidth: 2 },
        encoding: { y, ...offset, x: { ...x, field: "low" }, x2: { field: "high" }, color },
      },
      {
        mark: { type: "point", filled: true, size: 55, opacity: 1 },
        encoding: { y, ...offset, x: { ...x, field: "estimate" }, color, shape },
      },
    ],
  };
}
