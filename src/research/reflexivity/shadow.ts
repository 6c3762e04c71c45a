import { chain } from "../../analysis/compare/chain.js";
import type { Difference } from "../../analysis/compare/comparison.js";
import { differenceOf } from "../../analysis/compare/difference.js";
import type { Series } from "../../analysis/frame.js";
import { type Answer, answer } from "../../analysis/statistics/answer.js";
import { holm } from "../../analysis/statistics/holm.js";
import { keptPairs, type ValueRange } from "../../analysis/statistics/missing-cells.js";
import { DESIGN } from "../lock/plan.js";
import type { ShadowOutcome } from "./classification.js";
import { divergence, isRobustBySize, overallDivergence } from "./divergence.js";
import { oneSided } from "./one-sided.js";

/** A figure without and with the finding made known; cell i of both is of the same seed. */
export interface ShadowCells {
  readonly metric: string;
  readonly unit: string;
  /** How large a change does not matter, > 0. */
  readonly margin: number;
  readonly withheld: Series;
  readonly known: Series;
  readonly range?: ValueRange | undefined;
}

interface ShadowMetric {
  readonly metric: string;
  readonly unit: string;
  readonly margin: number;
  readonly outcome: ShadowOutcome;
  /** Known less withheld. */
  readonly difference: Difference;
  /** Of "it changes by the margin or more", two one-sided tests. */
  readonly p_same: number | null;
  /** Of "it changes by the margin or less"; as it is, and after Holm's correction over the metrics. */
  readonly p_changed: number | null;
  readonly p_changed_corrected: number | null;
  /** As the reference system reckons it; `null` without a pair. */
  readonly divergence: number | null;
}

/** What knowing a finding does to a population that does not attack it. */
export interface Shadow {
  readonly outcome: ShadowOutcome;
  readonly metrics: readonly ShadowMetric[];
  /** Mean of the divergences, and what the reference system would make of it. */
  readonly overall_divergence: number | null;
  readonly robust_by_size: boolean | null;
}

/**
 * Each figure is the same where two one-sided tests put its change within the margin, changed where it is shown to be
 * beyond (Holm over the figures), else open. All together are the same where each is, which takes no correction: every
 * one of them has to be shown. They are changed where any is.
 */
export function shadowOf(cells: readonly ShadowCells[]): Shadow {
  const tested = cells.map(({ withheld, known, margin }) => {
    const { kept } = keptPairs(withheld, known, undefined);
    return { kept, p: beyondAndWithin(kept.control, kept.treatment, margin) };
  });
  const corrected = holm(tested.map(({ p }) => (p.defined ? p.value.beyond : undefined)));
  const metrics = cells.map(({ metric, unit, margin, withheld, known, range }, at): ShadowMetric => {
    const { kept, p } = tested[at];
    const difference = differenceOf(withheld, known, {
      arm: "known",
      against: "withheld",
      design: "paired",
      key: ["reflexivity", "shadow", metric],
      range,
      margin,
      tests: cells.length,
    });
    const beyond = corrected[at];
    const [within, outside] = [p.defined ? p.value.within : null, p.defined ? p.value.beyond : null];
    return {
      metric,
      unit,
      margin,
      outcome: outcomeOf(within, beyond),
      difference,
      p_same: within,
      p_changed: outside,
      p_changed_corrected: beyond ?? null,
      divergence: kept.control.length === 0 ? null : divergence(kept.control, kept.treatment),
    };
  });
  const sizes = metrics.flatMap(({ metric, divergence: size }) => (size === null ? [] : [[metric, size] as const]));
  const overall = sizes.length === 0 ? null : overallDivergence(Object.fromEntries(sizes));
  return {
    outcome: together(metrics.map(({ outcome }) => outcome)),
    metrics,
    overall_divergence: overall,
    robust_by_size: overall === null ? null : isRobustBySize(overall),
  };
}

/** p of "the change is within the margin" and of "it is the margin or more". */
function beyondAndWithin(
  control: readonly number[],
  treatment: readonly number[],
  margin: number,
): Answer<{ readonly beyond: number; readonly within: number }> {
  return chain(oneSided(control, treatment, margin), (upper) =>
    chain(oneSided(control, treatment, -margin), (lower) =>
      answer({
        beyond: Math.min(1, 2 * Math.min(upper.above, lower.below)),
        within: Math.max(upper.below, lower.above),
      }),
    ),
  );
}

function outcomeOf(within: number | null, beyond: number | undefined): ShadowOutcome {
  if (within !== null && within < DESIGN.alpha) return "same";
  return beyond !== undefined && beyond < DESIGN.alpha ? "changed" : "open";
}

function together(outcomes: readonly ShadowOutcome[]): ShadowOutcome {
  if (outcomes.includes("changed")) return "changed";
  return outcomes.length > 0 && outcomes.every((outcome) => outcome === "same") ? "same" : "open";
}
