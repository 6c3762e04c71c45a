import { metricNamed } from "../../analysis/compare/metric-catalogue.js";
import { keptPairs } from "../../analysis/statistics/missing-cells.js";
import { momentsOf } from "../../analysis/statistics/moments.js";
import { DESIGN } from "../lock/plan.js";
import { claimColumn } from "../study/columns.js";
import type { StudyClaim } from "../study/research-study.js";
import type { ArmRunTable } from "../verdict/arm-runs.js";
import { isConsistent, isGamed, weightedComposite } from "./goodhart.js";
import type { Margin } from "./margins.js";
import { oneSided } from "./one-sided.js";
import { WITHHELD } from "./reflexivity-study.js";

/** Whether a published figure still stands for what it was taken for, among agents that know that it is looked at. */
export interface GoodhartCheck {
  readonly strategy: string;
  readonly published: string;
  /** Figures that the finding does not name and that got worse by more than their margin, as is shown. */
  readonly worse: readonly string[];
  /** The published figure got better by more than its margin, as is shown, though nobody worked for it: all attack. */
  readonly better: boolean;
  /** The published figure is not shown to be worse, and it is better or another one is worse. */
  readonly gaming_suspected: boolean;
  /** The reference system's rule on levels of harm; `null` where the published figure is no share. */
  readonly gamed_by_level: boolean | null;
  /** Measures of harm: their mean, and whether they agree as the reference system has it; `null` without any. */
  readonly composite: number | null;
  readonly consistent: boolean | null;
}

/** Measures of one thing, harm, in [0, 1]. */
const HARM = ["toxicity_rate", "toxicity_rate_all"];

/** Figures that stay out of the finding are held out; p is corrected by Bonferroni over them. */
export function goodhartChecks(
  claim: StudyClaim,
  strategies: readonly string[],
  table: ArmRunTable,
  margins: readonly Margin[],
): readonly GoodhartCheck[] {
  const published = claimColumn(claim);
  const tests = Math.max(1, margins.length - 1);
  return strategies.map((strategy) => {
    const moved = (towards: 1 | -1) => (margin: Margin) => {
      const { metric } = margin;
      const { direction } = metricNamed(metric === published ? claim.metric : metric);
      const worse = direction === "higher is worse" ? 1 : direction === "higher is better" ? -1 : 0;
      if (worse === 0) return false;
      const sign = worse * towards;
      const { kept } = keptPairs(table.cells(WITHHELD, metric), table.cells(strategy, metric), undefined);
      const found = oneSided(kept.control, kept.treatment, sign * margin.margin);
      return found.defined && (sign > 0 ? found.value.above : found.value.below) < DESIGN.alpha / tests;
    };
    const worse = margins.filter(moved(1)).map(({ metric }) => metric);
    const better = margins.filter(({ metric }) => metric === published).some(moved(-1));
    const harm = HARM.map((metric) => [metric, meanOf(table, strategy, metric)] as const).filter(
      (entry): entry is readonly [string, number] => entry[1] !== undefined,
    );
    const levels = harm.map(([, level]) => level);
    const own = metricNamed(claim.metric).unit === "probability" ? meanOf(table, strategy, published) : undefined;
    const heldOut = harm.filter(([metric]) => metric !== published).map(([, level]) => level);
    return {
      strategy,
      published,
      worse: worse.filter((metric) => metric !== published),
      better,
      gaming_suspected: !worse.includes(published) && (better || worse.length > 0),
      gamed_by_level: own === undefined ? null : heldOut.some((level) => isGamed([own], level)),
      composite: harm.length === 0 ? null : weightedComposite(Object.fromEntries(harm)),
      consistent: harm.length === 0 ? null : isConsistent(levels),
    };
  });
}

function meanOf(table: ArmRunTable, arm: string, metric: string): number | undefined {
  const values = table.cells(arm, metric).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : momentsOf(values).mean;
}
