import type { Chart, ChartSpec, ReportTable } from "../../analysis/report/document.js";
import { ink, SERIES } from "../../analysis/report/palette.js";
import type { LogRow } from "./log-row.js";

/** Points of a line at most: steps are averaged, so that a line can be read. */
const POINTS = 50;
const SIZE = { width: 300, height: 130 };

/** What is drawn, and what each line is called. */
const PANELS: readonly { readonly title: string; readonly lines: Readonly<Record<string, string>> }[] = [
  { title: "reward of answers", lines: { first_reward: "first", final_reward: "final" } },
  { title: "failures", lines: { unsafe_rate: "unsafe", overrefusal_rate: "overrefusal" } },
  {
    title: "feedback",
    lines: { trigger_rate: "triggered", label_accuracy: "label right", parse_errors: "broken form" },
  },
  { title: "distance from reference, nats", lines: { conversation_kl: "conversation", feedback_kl: "feedback" } },
  { title: "loss on examples", lines: { conversation_loss: "conversation", feedback_loss: "feedback" } },
];

/** How the figures of a training moved, in panels; each point is a mean over neighbouring steps. */
export function trainingChart(name: string, rows: readonly LogRow[]): Chart {
  const panels = PANELS.filter(({ lines }) =>
    Object.keys(lines).some((key) => rows.some((row) => row[key] !== undefined)),
  );
  const spec: ChartSpec = {
    columns: 2,
    spacing: { row: 60, column: 60 },
    concat: panels.map(({ title, lines }) => panel(title, lines, rows)),
    resolve: { scale: { color: "independent" } },
  };
  const description = `Course of the training of ${name} over ${rows.length} steps.`;
  return { id: "training", title: `Training: ${name}`, description, spec, figures: figures(panels, rows) };
}

/** One averaged step in a row. */
function figures(panels: typeof PANELS, rows: readonly LogRow[]): ReportTable {
  const lines = panels.flatMap((each) => Object.entries(each.lines).map(([key, series]) => ({ key, series })));
  const points = lines.map(({ key }) => averaged(key, rows));
  return {
    caption: "Means over neighbouring steps",
    columns: ["step", ...lines.map(({ series }) => series)].map((head) => ({ head, numeric: true })),
    rows: (points[0] ?? []).map(({ step }, at) => [
      `${step}`,
      ...points.map((line) => (line[at].value === null ? "" : `${line[at].value}`)),
    ]),
  };
}

function averaged(key: string, rows: readonly LogRow[]) {
  const per = Math.ceil(rows.length / POINTS);
  return Array.from({ length: Math.ceil(rows.length / per) }, (_, at) => {
    const known = rows.slice(at * per, (at + 1) * per).flatMap((row) => {
      const value = row[key];
      return typeof value === "number" ? value : [];
    });
    const mean = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
    return { step: Math.min((at + 1) * per, rows.length), value: mean };
  });
}

function panel(title: string, lines: Readonly<Record<string, string>>, rows: readonly LogRow[]): ChartSpec {
  const values = Object.entries(lines).flatMap(([key, series]) =>
    averaged(key, rows).map((point) => ({ series, ...point })),
  );
  const names = Object.values(lines);
  return {
    title,
    ...SIZE,
    data: { values },
    mark: { type: "line", strokeWidth: 1.8, invalid: "break-paths-filter-domains", point: { filled: true, size: 14 } },
    encoding: {
      x: { field: "step", type: "quantitative", axis: { title: "step", format: "d", grid: false } },
      y: { field: "value", type: "quantitative", axis: { title: null, tickCount: 5 }, scale: { zero: false } },
      color: {
        field: "series",
        type: "nominal",
        scale: { domain: names, range: names.map((_, at) => SERIES[at % SERIES.length] ?? ink("ink")) },
        legend: { title: null, orient: "bottom" },
      },
    },
  };
}
