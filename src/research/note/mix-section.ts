import { table } from "../../analysis/report/markdown-blocks.js";
import type { Answer } from "../../analysis/statistics/answer.js";
import type { SweepAnalysis } from "../../analysis/sweep/analyse-sweep.js";
import type { LevelEffect } from "../../analysis/sweep/main-effects.js";
import { number, withEnds } from "./words.js";

/** The analysis of a sweep, as its file holds it. */
export interface MixStudy extends SweepAnalysis {
  readonly study: string;
  readonly estimand: string;
}

/** Figures shown of a sweep, where it keeps them. */
const SHOWN: readonly string[] = ["toxicity_rate", "quality_gap", "net_social_welfare"];

/** Means at each level of each factor, with the difference to the first level; then the front of harm against welfare. */
export function mixSection(mix: MixStudy): string {
  const failed = mix.failed === 0 ? "none failed" : `${mix.failed} failed and are in no mean`;
  const metrics = mix.metrics.filter(({ metric }) => SHOWN.includes(metric));
  const tables = metrics.map(({ metric, mainEffects }) => {
    const rows = mainEffects.flatMap(({ factor, levels }) =>
      levels.map((level, i) => [i === 0 ? factor : "", level.level, ...effect(level, i === 0)]),
    );
    return [
      `### ${metric}`,
      table([["factor", "level", "mean (95 % interval)", "less the first level"], ...rows]),
    ].join("\n\n");
  });
  return [
    `Study \`${mix.study}\`: ${mix.runs} runs, ${failed}; figures are ${mix.estimand.replaceAll("_", " ")}, each level averaged over all levels of the other factor, intervals over ${mix.effectsOver}.`,
    ...tables,
    front(mix),
  ].join("\n\n");
}

function effect({ mean, contrast }: LevelEffect, first: boolean): readonly string[] {
  return [
    mean.defined ? estimate(mean.value.mean, mean.value.interval) : "not defined",
    contrast.defined ? estimate(contrast.value.difference, contrast.value.interval) : first ? "" : "not defined",
  ];
}

function estimate(value: number, interval: Answer<{ readonly low: number; readonly high: number }>): string {
  return interval.defined ? withEnds(value, [interval.value.low, interval.value.high]) : number(value);
}

function front({ front: found, factors }: MixStudy): string {
  const title = "### Least harm for the welfare";
  if (!found.defined) return `${title}\n\nNo front: ${found.why}.`;
  const rows = found.value.points
    .filter(({ onFront }) => onFront)
    .map(({ settings, harm, welfare, share }) => [
      ...settings,
      harm.defined ? estimate(harm.value.mean, harm.value.interval) : "not defined",
      welfare.defined ? estimate(welfare.value.mean, welfare.value.interval) : "not defined",
      share.defined ? number(share.value) : "not defined",
    ]);
  const head = [...factors, "toxicity_rate", "net_social_welfare", "share of resamples on the front"];
  return [title, "Points of the design that no other one beats in both harm and welfare:", table([head, ...rows])].join(
    "\n\n",
  );
}
