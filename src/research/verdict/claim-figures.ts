import { chain, mapped } from "../../analysis/compare/chain.js";
import type { Difference, MethodInterval } from "../../analysis/compare/comparison.js";
import { differenceOf } from "../../analysis/compare/difference.js";
import { headlineOf } from "../../analysis/compare/level.js";
import { metricNamed, rangeOf } from "../../analysis/compare/metric-catalogue.js";
import { detectableAt } from "../../analysis/compare/plan-seeds.js";
import { type Answer, answer, lacking } from "../../analysis/statistics/answer.js";
import { type Equivalence, equivalence } from "../../analysis/statistics/equivalence.js";
import { type MeanDifference, pairedDifference } from "../../analysis/statistics/mean-difference.js";
import { keptPairs } from "../../analysis/statistics/missing-cells.js";
import { studentTails } from "../../analysis/statistics/noncentral-t.js";
import { pilotSpread } from "../../analysis/statistics/plan.js";
import type { PayoffParameters } from "../../model/payoff.js";
import { DESIGN } from "../lock/plan.js";
import { claimColumn } from "../study/columns.js";
import type { StudyClaim } from "../study/research-study.js";
import type { ArmRunTable } from "./arm-runs.js";

/** What the runs say on a claim, before anything is corrected or decided. */
export interface ClaimFigures {
  readonly claim: StudyClaim;
  readonly column: string;
  readonly n: readonly [control: number, arm: number];
  /** Difference, level or slope. */
  readonly estimate: Answer<number>;
  readonly interval: Answer<MethodInterval>;
  readonly p: Answer<number>;
  /** What the p is of. */
  readonly test: string;
  /** Two one-sided tests, where zero is expected; else `null`. */
  readonly equivalence: Answer<Equivalence> | null;
  readonly detectable: Answer<number>;
  readonly difference: Difference | null;
}

/** @param family number of claims that are corrected together */
export function claimFigures(
  claim: StudyClaim,
  table: ArmRunTable,
  family: number,
  payoffs: readonly PayoffParameters[],
): ClaimFigures {
  const column = claimColumn(claim);
  return claim.versus === undefined
    ? alone(claim, column, table, family)
    : compared(claim, claim.versus, column, table, family, payoffs);
}

/** One arm less another over the same seeds. */
function compared(
  claim: StudyClaim,
  versus: string,
  column: string,
  table: ArmRunTable,
  family: number,
  payoffs: readonly PayoffParameters[],
): ClaimFigures {
  const [control, treatment] = [table.cells(versus, column), table.cells(claim.arm, column)];
  const difference = differenceOf(control, treatment, {
    arm: claim.arm,
    against: versus,
    design: "paired",
    key: ["study", claim.id, column],
    range: claim.kind === "trend" ? undefined : rangeOf(claim.metric, payoffs),
    margin: claim.margin,
    tests: family,
  });
  const { kept } = keptPairs(control, treatment, undefined);
  const mean = pairedDifference(kept.control, kept.treatment);
  const zero = claim.expected === "zero";
  const tost = difference.equivalence;
  return {
    claim,
    column,
    n: difference.n,
    estimate: difference.estimate,
    interval: difference.interval,
    p: zero && tost !== null ? mapped(tost, ({ p }) => p) : mapped(difference.test, ({ p }) => p),
    test: zero ? "two one-sided t tests" : "sign-flip permutation test of the mean difference",
    equivalence: zero ? tost : null,
    detectable: detectableOf(mean, family),
    difference,
  };
}

/**
 * The level of one arm against its threshold, or its slope against 0. The p is that of a t test of the mean: flipping the
 * signs of levels would test something that nobody claims, symmetry.
 */
function alone(claim: StudyClaim, column: string, table: ArmRunTable, family: number): ClaimFigures {
  const values = table.cells(claim.arm, column).filter((value) => value !== undefined);
  const threshold = claim.kind === "level" ? (claim.threshold ?? 0) : 0;
  const mean = pairedDifference(
    values.map(() => threshold),
    values,
  );
  const zero = claim.expected === "zero";
  const near = zero && claim.margin !== undefined ? claim.margin : undefined;
  const tost = near === undefined ? null : chain(mean, (found) => equivalence(found, near, DESIGN.alpha));
  const what = claim.kind === "level" ? "level" : "slope";
  return {
    claim,
    column,
    n: [values.length, values.length],
    estimate: mapped(mean, ({ estimate }) => estimate + threshold),
    interval: headlineOf(values, ["study", claim.id, column, what]),
    p: tost === null ? chain(mean, pOfT) : mapped(tost, ({ p }) => p),
    test: zero ? "two one-sided t tests" : `t test of the mean ${what} against ${threshold}`,
    equivalence: tost,
    detectable: detectableOf(mean, family),
    difference: null,
  };
}

function pOfT({ estimate, error }: MeanDifference): Answer<number> {
  return mapped(error, ({ standardError, freedom }) => {
    const { below, above } = studentTails(estimate / standardError, freedom);
    return Math.min(1, 2 * Math.min(below, above));
  });
}

/** The true effect that as many seeds as there are find with the design's power, at the strictest level of the correction. */
function detectableOf(mean: Answer<MeanDifference>, family: number): Answer<number> {
  return chain(mean, (found) => {
    const { n } = found.treatment;
    if (n < 2) return lacking("one run tells nothing of the spread");
    return chain(pilotSpread(found), (spread) => answer(detectableAt(spread, n, DESIGN.alpha / family)));
  });
}

/** `probability`, `payoff per epoch`, ... of what a claim is decided by. */
export function unitOf({ kind, metric }: Pick<StudyClaim, "kind" | "metric">): string {
  const { unit } = metricNamed(metric);
  return kind === "trend" ? `${unit} per epoch` : unit;
}
