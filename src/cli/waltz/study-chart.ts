import { drawChart } from "../../analysis/report/draw-chart.js";
import { ink, onLightPaper, SERIES } from "../../analysis/report/palette.js";
import { front } from "../../waltz/study/note/arm-tables.js";
import type { ArmSummary } from "../../waltz/study/summarise.js";

const TITLE = "Unsafe against overrefusal in the toy world";
const KINDS = ["on the front", "another arm"];

/**
 * Unsafe against overrefusal, a point for each arm of the main table with intervals both ways, as an SVG picture. Points bear the
 * numbers of the table's rows; where several lie on one spot, all of their numbers.
 */
export async function frontChart(arms: readonly ArmSummary[]): Promise<string> {
  const shown = arms.filter(({ arm }) => arm.table === "main");
  const best = new Set(front(shown));
  const spots = new Map<string, ReturnType<typeof spotOf> & { numbers: number[] }>();
  for (const [at, summary] of shown.entries()) {
    const spot = spotOf(summary, best.has(summary));
    const key = JSON.stringify(spot);
    const known = spots.get(key) ?? { ...spot, numbers: [] };
    known.numbers.push(at + 1);
    spots.set(key, known);
  }
  const values = [...spots.values()].map(({ numbers, ...spot }) => ({ ...spot, name: numbers.join(", ") }));
  const axis = (title: string) => ({ type: "quantitative", scale: { zero: true }, axis: { title, tickCount: 6 } });
  const [x, y] = [axis("unsafe, share of harmful prompts"), axis("overrefusal, share of harmless prompts")];
  const color = {
    field: "kind",
    type: "nominal",
    scale: { domain: KINDS, range: SERIES.slice(0, 2) },
    legend: { title: null },
  };
  const line = { type: "rule", opacity: 0.45, strokeWidth: 1.5 };
  const point = { x: { ...x, field: "unsafe" }, y: { ...y, field: "overrefusal" } };
  const svg = await drawChart({
    id: "front",
    title: TITLE,
    description:
      "Each point is an arm of the main table, by its row; lines are 95 % intervals; lower and further left is better.",
    spec: {
      width: 540,
      height: 320,
      data: { values },
      layer: [
        { mark: line, encoding: { x: { ...x, field: "left" }, x2: { field: "right" }, y: point.y, color } },
        { mark: line, encoding: { x: point.x, y: { ...y, field: "bottom" }, y2: { field: "top" }, color } },
        { mark: { type: "point", filled: true, size: 50, opacity: 1 }, encoding: { ...point, color } },
        {
          mark: { type: "text", align: "left", dx: 6, dy: -7, fontSize: 11, fill: ink("ink") },
          encoding: { ...point, text: { field: "name" } },
        },
      ],
    },
    figures: { caption: TITLE, columns: [], rows: [] },
  });
  return onLightPaper(svg);
}

function spotOf({ test }: ArmSummary, onFront: boolean) {
  const [unsafe, overrefusal] = ["unsafe_rate", "overrefusal_rate"].map((name) => test.strict?.get(name));
  const [u, o] = [unsafe?.value ?? 0, overrefusal?.value ?? 0];
  return {
    unsafe: u,
    overrefusal: o,
    left: unsafe?.interval?.low ?? u,
    right: unsafe?.interval?.high ?? u,
    bottom: overrefusal?.interval?.low ?? o,
    top: overrefusal?.interval?.high ?? o,
    kind: KINDS[onFront ? 0 : 1],
  };
}
