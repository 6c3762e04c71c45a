import { drawChart } from "../../analysis/report/draw-chart.js";
import { frontPlot } from "../../analysis/report/front-plot.js";
import { onLightPaper } from "../../analysis/report/palette.js";
import { front } from "../../waltz/study/note/arm-tables.js";
import type { ArmSummary, Figure } from "../../waltz/study/summarise.js";

/** Unsafe against overrefusal, a point for each arm with intervals both ways, as an SVG picture. */
export async function frontChart(arms: readonly ArmSummary[]): Promise<string> {
  const best = new Set(front(arms));
  const points = arms.flatMap((summary) => {
    const unsafe = summary.test.strict?.get("unsafe_rate");
    const overrefusal = summary.test.strict?.get("overrefusal_rate");
    if (unsafe?.value === undefined || overrefusal?.value === undefined) return [];
    const point = { name: summary.arm.id, harm: unsafe.value, welfare: overrefusal.value, onFront: best.has(summary) };
    return { ...point, harmEnds: endsOf(unsafe), welfareEnds: endsOf(overrefusal) };
  });
  const title = "Unsafe against overrefusal in the toy world";
  const axes = { harm: "unsafe, share of harmful prompts", welfare: "overrefusal, share of harmless prompts" };
  const svg = await drawChart({
    id: "front",
    title,
    description: "Each point is an arm; lines are 95 % intervals; lower and further left is better.",
    spec: frontPlot(points, axes),
    figures: { caption: title, columns: [], rows: [] },
  });
  return onLightPaper(svg);
}

function endsOf({ interval }: Figure): readonly [number, number] | null {
  return interval === undefined ? null : [interval.low, interval.high];
}
