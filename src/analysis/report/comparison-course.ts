import type { Comparison, Trajectory } from "../compare/comparison.js";
import { tCritical } from "../statistics/t-critical.js";
import { short } from "../validity/words.js";
import type { Section } from "./document.js";
import { linePanels } from "./line-panels.js";
import { figure, nameWithUnit, numbers, plainName, words } from "./report-numbers.js";
import { DRAWN } from "./run-charts.js";

const MOST_PANELS = 8;

/** Courses of the arms: means over runs by epoch, with t intervals of these means as bands. */
export function courseSection({ trajectories, design, arms }: Comparison): Section {
  const title = "Courses of the arms";
  const names = [design.primary, ...DRAWN.filter((name) => name !== design.primary)];
  const there = new Set(trajectories.map(({ metric }) => metric));
  const others = [...there].filter((name) => !names.includes(name));
  const metrics = [...names, ...others].filter((name) => there.has(name)).slice(0, MOST_PANELS);
  if (metrics.length === 0) {
    return { id: "course", title, blocks: [{ kind: "text", text: "No courses by epoch were kept." }] };
  }
  const order = arms.map(({ name }) => name);
  const of = (metric: string) =>
    trajectories.filter((each) => each.metric === metric).sort((a, b) => order.indexOf(a.arm) - order.indexOf(b.arm));
  const panels = metrics.map((metric) => ({
    title: nameWithUnit(metric),
    lines: of(metric).map((each) => ({ series: each.arm, values: each.mean, band: bandOf(each, design.level) })),
  }));
  const said = metrics.map((metric) => {
    const ends = of(metric).map(({ arm, mean }) => {
      const known = mean.filter((value) => value !== null);
      return `${arm} from ${figure(known[0])} to ${figure(known.at(-1))}`;
    });
    return `${plainName(metric)}: ${ends.join(", ")}`;
  });
  const chart = {
    id: "course",
    title: `Means over runs by epoch, with ${100 * design.level} % intervals of the mean`,
    description: `A panel per metric, a line and a band per arm. ${said.join("; ")}.`,
    spec: linePanels(panels),
    figures: {
      caption: "Means by epoch, their intervals, and the runs that have a value",
      columns: [words("metric"), words("arm"), ...["epoch", "mean", "from", "to", "runs"].map(numbers)],
      rows: metrics.flatMap((metric) =>
        of(metric).flatMap((each) => {
          const band = bandOf(each, design.level);
          return each.mean.map((mean, epoch) => [
            metric,
            each.arm,
            String(epoch),
            figure(mean),
            ...(band[epoch]?.map(short) ?? ["-", "-"]),
            String(each.n[epoch] ?? 0),
          ]);
        }),
      ),
    },
  };
  return { id: "course", title, blocks: [{ kind: "chart", chart }] };
}

/** mean -+ t sd / sqrt(n) in each epoch; `null` where fewer than two runs have a value. */
function bandOf({ n, mean, sd }: Trajectory, level: number): readonly (readonly [number, number] | null)[] {
  return mean.map((value, epoch) => {
    const [spread, runs] = [sd[epoch] ?? null, n[epoch] ?? 0];
    if (value === null || spread === null || runs < 2) return null;
    const half = (tCritical(level, runs - 1) * spread) / Math.sqrt(runs);
    return [value - half, value + half];
  });
}
