import type { ChartSpec } from "./document.js";
import { SERIES } from "./palette.js";

/** How often something was done, epoch by epoch. */
export interface ActivityRow {
  readonly label: string;
  /** By epoch from 0. */
  readonly counts: readonly number[];
}

/** One band of bars per row, each with its own vertical scale. */
export function activityBars(rows: readonly ActivityRow[]): ChartSpec {
  const epochs = Math.max(1, ...rows.map(({ counts }) => counts.length));
  return {
    bounds: "flush",
    spacing: 30,
    vconcat: rows.map(({ label, counts }, at) => ({
      title: { text: label, fontWeight: "normal", fontSize: 11, offset: 3 },
      width: 660,
      height: 34,
      data: { values: counts.map((count, epoch) => ({ epoch, count })) },
      mark: { type: "bar", color: SERIES[0], width: Math.max(1, Math.min(18, 500 / epochs)) },
      encoding: {
        x: {
          field: "epoch",
          type: "quantitative",
          scale: { domain: [-0.5, epochs - 0.5], nice: false },
          axis: at === rows.length - 1 ? { title: "epoch", tickMinStep: 1, format: "d", grid: false } : null,
        },
        y: {
          field: "count",
          type: "quantitative",
          axis: { title: null, tickCount: 2, tickMinStep: 1, format: "~s" },
        },
      },
    })),
  };
}
