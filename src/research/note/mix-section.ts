import type { Answer } from "../../analysis/statistics/answer.js";
import type { SweepAnalysis } from "../../analysis/sweep/analyse-sweep.js";
import type { LevelEffect } from "../../analysis/sweep/main-effects.js";
import { number, table } from "./words.js";

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
      levels.map((level) => [factor, level.level, ...effect(level)]),
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

function effect({ mean, contrast }: LevelEffect): readonly string[] {
  return [
    mean.defined ? withEnds(mean.value.mean, mean.value.interval) : "not defined",
    contrast.defined ? withEnds(contrast.value.difference, contrast.value.interval) : "",
  ];
}

function withEnds(value: number, interval: Answer<{ readonly low: number; readonly high: number }>): string {
  if (!interval.defined) return number(value);
  return `${number(value)} (${number(interval.value.low)} to ${number(interval.value.high)})`;
}

function front({ front: found, factors }: MixStudy): string {
  const title = "### Least harm for the welfare";
  if (!found.defined) return `${title}\n\nNo front: ${found.why}.`;
  const rows = found.value.points
    .filter(({ onFront }) => onFront)
    .map(({ settings, harm, welfare, share }) => [
      ...settings,
      harm.defined ? withEnds(harm.value.mean, harm.value.interval) : "not defined",
      welfare.defined ? withEnds(welfare.value.mean, welfare.value.interval) : "not defined",
      share.defined ? number(share.value) : "not defined",
    ]);
  const head = [...factors, "toxicity_rate", "net_social_welfare", "share of resamples on the front"];
  return [title, "Points of the design that no other one beats in both harm and welfare:", table([head, ...rows])].join(
    "\n\n",
  );
}
