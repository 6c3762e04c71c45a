import type { ChartSpec } from "./document.js";
import { ink, SERIES } from "./palette.js";

/** One metric, epoch by epoch, of one or several series. */
export interface LinePanel {
  readonly title: string;
  readonly lines: readonly PanelLine[];
}

interface PanelLine {
  readonly series: string;
  /** By epoch from 0; `null` where there is no value: the line breaks there. */
  readonly values: readonly (number | null)[];
  /** Ends of a band about the values, where one is known. */
  readonly band?: readonly (readonly [low: number, high: number] | null)[] | undefined;
}

const PER_ROW = 2;
const SIZE = { width: 300, height: 130 };
const DASHES = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [4, 4],
  [1, 3],
  [10, 3],
  [6, 2, 2, 2],
];

/** Small panels, two in a row, each with its own vertical scale; series are told apart by colour and by dash. */
export function linePanels(panels: readonly LinePanel[]): ChartSpec {
  const series = [...new Set(panels.flatMap(({ lines }) => lines.map((line) => line.series)))];
  return {
    columns: PER_ROW,
    bounds: "flush",
    spacing: { row: 76, column: 68 },
    concat: panels.map((panel) => onePanel(panel, series)),
    resolve: { scale: { color: "shared", strokeDash: "shared" } },
  };
}

function onePanel({ title, lines }: LinePanel, series: readonly string[]): ChartSpec {
  const values = lines.flatMap((line) =>
    line.values.map((value, epoch) => {
      const band = line.band?.[epoch] ?? null;
      return { series: line.series, epoch, value, low: band?.[0] ?? null, high: band?.[1] ?? null };
    }),
  );
  const legend = series.length === 1 ? null : { title: null, symbolType: "stroke", symbolSize: 300 };
  const last = Math.max(1, ...lines.map((line) => line.values.length - 1));
  const at = {
    x: {
      field: "epoch",
      type: "quantitative",
      scale: { domain: [0, last], nice: false },
      axis: { title: "epoch", tickMinStep: 1, format: "d", grid: false },
    },
    color: { field: "series", type: "nominal", scale: { domain: series, range: inks(series.length) }, legend },
  };
  const y = { field: "value", type: "quantitative", axis: { title: null, tickCount: 5 }, scale: { zero: false } };
  const dash = { field: "series", type: "nominal", scale: { domain: series, range: dashes(series.length) }, legend };
  const banded = lines.some(({ band }) => band !== undefined);
  const band = {
    mark: { type: "area", opacity: 0.18, invalid: "break-paths-filter-domains" },
    encoding: { ...at, y: { ...y, field: "low" }, y2: { field: "high" } },
  };
  return {
    title,
    ...SIZE,
    data: { values },
    layer: [
      ...(banded ? [band] : []),
      {
        mark: { type: "line", strokeWidth: 1.8, invalid: "break-paths-filter-domains" },
        encoding: { ...at, y, strokeDash: dash },
      },
      { mark: { type: "point", filled: true, size: 14, opacity: 1, invalid: "filter" }, encoding: { ...at, y } },
    ],
  };
}

const inks = (count: number) => Array.from({ length: count }, (_, at) => SERIES[at % SERIES.length] ?? ink("ink"));
const dashes = (count: number) => Array.from({ length: count }, (_, at) => DASHES[at % DASHES.length]);
