import type { Difference } from "../../analysis/compare/comparison.js";
import { differenceOf } from "../../analysis/compare/difference.js";
import type { Series } from "../../analysis/frame.js";
import { holm } from "../../analysis/statistics/holm.js";
import { keptPairs, type ValueRange } from "../../analysis/statistics/missing-cells.js";
import { DESIGN } from "../lock/plan.js";
import { type AttackOutcome, attackClassification, type Robustness } from "./classification.js";
import { type EvasionThresholds, evasionRate, rateOutcome } from "./evasion.js";
import { oneSided } from "./one-sided.js";

/** The figures of one strategy; cell i of all is of the same seed. */
export interface AttackCells {
  readonly strategy: string;
  /** By the name of a threshold. */
  readonly metrics: Readonly<
    Record<string, { readonly baseline: Series; readonly attacked: Series; readonly range?: ValueRange | undefined }>
  >;
}

interface AttackedMetric {
  readonly metric: string;
  readonly threshold: number;
  readonly outcome: AttackOutcome;
  /** Attacked less baseline. */
  readonly degradation: Difference;
  /** Of "it is at the threshold or past it". */
  readonly p_held: number | null;
  /** Of "it is not past the threshold"; as it is, and after Holm's correction over all strategies and metrics. */
  readonly p_evaded: number | null;
  readonly p_evaded_corrected: number | null;
}

interface Attack {
  readonly strategy: string;
  readonly outcome: AttackOutcome;
  readonly metrics: readonly AttackedMetric[];
  /** Share of seeds with any metric past its threshold, as the reference system counts, and what it makes of that. */
  readonly evasion_rate: number;
  readonly by_rate: ReturnType<typeof rateOutcome>;
}

/** What becomes of a finding among agents that know it and work against it. */
export interface Attacks {
  readonly outcome: AttackOutcome;
  readonly attacks: readonly Attack[];
  /** What the reference system makes of the rates. */
  readonly by_rate: Robustness;
}

/**
 * A strategy is held where every metric is shown to stay short of its threshold, which takes no correction, and has evaded
 * where any is shown to be past it (Holm over all strategies and metrics); else it is open. One that evades decides all.
 */
export function attacksOf(cells: readonly AttackCells[], thresholds: EvasionThresholds): Attacks {
  const names = Object.keys(thresholds);
  const tests = cells.flatMap(({ metrics }) => names.map((name) => testOf(metrics[name], thresholds[name])));
  const corrected = holm(tests.map((found) => found?.evaded));
  const attacks = cells.map(({ strategy, metrics }, s): Attack => {
    const judged = names.map((metric, m): AttackedMetric => {
      const at = s * names.length + m;
      const { baseline, attacked, range } = metrics[metric];
      const [found, evaded] = [tests[at], corrected[at]];
      return {
        metric,
        threshold: thresholds[metric],
        outcome: outcomeOf(found?.held, evaded),
        degradation: differenceOf(baseline, attacked, {
          arm: strategy,
          against: "baseline",
          design: "paired",
          key: ["reflexivity", strategy, metric],
          range,
          tests: tests.length,
        }),
        p_held: found?.held ?? null,
        p_evaded: found?.evaded ?? null,
        p_evaded_corrected: evaded ?? null,
      };
    });
    const rate = evasionRate(degradationsOf(metrics, names), thresholds);
    return {
      strategy,
      outcome: together(judged.map(({ outcome }) => outcome)),
      metrics: judged,
      evasion_rate: rate,
      by_rate: rateOutcome(rate),
    };
  });
  return {
    outcome: together(attacks.map(({ outcome }) => outcome)),
    attacks,
    by_rate: attackClassification(attacks.map(({ by_rate }) => by_rate)),
  };
}

function testOf({ baseline, attacked }: AttackCells["metrics"][string], threshold: number) {
  const { kept } = keptPairs(baseline, attacked, undefined);
  const found = oneSided(kept.control, kept.treatment, threshold);
  if (!found.defined) return undefined;
  const { above, below } = found.value;
  return threshold >= 0 ? { held: below, evaded: above } : { held: above, evaded: below };
}

/** One per seed; a metric that is not defined on either side is left out of it. */
function degradationsOf(metrics: AttackCells["metrics"], names: readonly string[]) {
  const seeds = Math.max(...names.map((name) => metrics[name].baseline.length));
  return Array.from({ length: seeds }, (_, seed) =>
    Object.fromEntries(
      names.map((name) => {
        const [before, after] = [metrics[name].baseline[seed], metrics[name].attacked[seed]];
        return [name, before === undefined || after === undefined ? undefined : after - before];
      }),
    ),
  );
}

function outcomeOf(held: number | undefined, evaded: number | undefined): AttackOutcome {
  if (evaded !== undefined && evaded < DESIGN.alpha) return "evaded";
  return held !== undefined && held < DESIGN.alpha ? "held" : "open";
}

function together(outcomes: readonly AttackOutcome[]): AttackOutcome {
  if (outcomes.includes("evaded")) return "evaded";
  return outcomes.length > 0 && outcomes.every((outcome) => outcome === "held") ? "held" : "open";
}
