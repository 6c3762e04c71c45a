import { holm } from "../../analysis/statistics/holm.js";
import { short } from "../../analysis/validity/words.js";
import { DESIGN } from "../lock/plan.js";
import type { ClaimFigures } from "./claim-figures.js";
import type { ClaimOutcome } from "./verdict.js";

/** What became of a claim, and why in one sentence. */
export interface Decision {
  readonly outcome: ClaimOutcome;
  readonly because: string;
  readonly corrected: number | undefined;
}

/**
 * Decides all claims of a study together: the p of each is corrected by Holm over all of them, one without a p counting.
 * A claim with a sign is supported when its interval leaves 0 (a level its threshold) out on the expected side and the
 * corrected p is small, contradicted when both hold on the other side. A claim that nothing changes is equivalent when two
 * one-sided tests say so after correction, and contradicted when their interval lies outside of the margin. Everything
 * else is inconclusive.
 */
export function decide(figures: readonly ClaimFigures[]): readonly Decision[] {
  const corrected = holm(figures.map(({ p }) => (p.defined ? p.value : undefined)));
  return figures.map((found, at) => ({ ...decided(found, corrected[at], figures.length), corrected: corrected[at] }));
}

function decided(found: ClaimFigures, p: number | undefined, family: number): Omit<Decision, "corrected"> {
  const { estimate, interval, claim } = found;
  if (!estimate.defined) return open(found, `it is not defined: ${estimate.why}`);
  if (claim.expected === "zero") return withinMargin(found, p, family);
  if (!interval.defined || p === undefined) return withoutSpread(found, estimate.value);
  const nothing = claim.kind === "level" ? (claim.threshold ?? 0) : 0;
  const { low, high } = interval.value;
  const side = low > nothing ? "positive" : high < nothing ? "negative" : undefined;
  const figures = `${short(estimate.value)} (95 % interval ${short(low)} to ${short(high)}, corrected ${pText(p)})`;
  if (side === undefined) {
    return open(found, `${figures}: the interval holds ${claim.kind === "level" ? `the threshold ${nothing}` : "0"}`);
  }
  if (p >= DESIGN.alpha) {
    return open(found, `${figures}: not shown after correction for ${family} claims`);
  }
  const small = (claim.min_effect ?? 0) > Math.abs(estimate.value - nothing);
  const note = small ? `, less than the ${short(claim.min_effect ?? 0)} that the plan says matters` : "";
  if (side === claim.expected) return { outcome: "supported", because: `${figures}, as claimed${note}` };
  return { outcome: "contradicted", because: `${figures}, the other way round${note}` };
}

function withinMargin(found: ClaimFigures, p: number | undefined, family: number): Omit<Decision, "corrected"> {
  const { equivalence, estimate, claim } = found;
  const margin = claim.margin ?? 0;
  const value = estimate.defined ? estimate.value : 0;
  if (equivalence === null || !equivalence.defined) {
    const beside = Math.abs(value - (claim.threshold ?? 0));
    if (beside === 0 && found.n[1] > 1) {
      return {
        outcome: "equivalent",
        because: `the same in every run (${found.n[1]} pairs), within the margin of ${margin}`,
      };
    }
    return open(found, equivalence === null ? "there is no margin" : equivalence.why);
  }
  const { interval, verdict } = equivalence.value;
  const shift = claim.kind === "level" ? (claim.threshold ?? 0) : 0;
  const ends = `${short(interval.low + shift)} to ${short(interval.high + shift)}`;
  const figures = `${short(value)} (90 % interval ${ends}, corrected ${pText(p)})`;
  if (verdict === "different") {
    return { outcome: "contradicted", because: `${figures}: outside of the margin of ${short(margin)}` };
  }
  if (verdict === "open") return open(found, `${figures}: the interval holds an end of the margin of ${short(margin)}`);
  if (p === undefined || p >= DESIGN.alpha)
    return open(found, `${figures}: not shown after correction for ${family} claims`);
  return { outcome: "equivalent", because: `${figures}: within the margin of ${short(margin)}` };
}

/** All runs alike: nothing can be tested, and only "no difference at all" can be told. */
function withoutSpread(found: ClaimFigures, value: number): Omit<Decision, "corrected"> {
  const none =
    value === 0 && found.claim.kind !== "level" ? "the same in every run: there is no difference at all" : undefined;
  const why = found.interval.defined ? (found.p.defined ? "" : found.p.why) : found.interval.why;
  return open(found, none ?? `${short(value)}, without an interval: ${why}`);
}

function open({ detectable, n }: ClaimFigures, why: string): Omit<Decision, "corrected"> {
  const seen = detectable.defined
    ? `; ${n[1]} seeds find an effect of ${short(detectable.value)} with a chance of ${100 * DESIGN.power} %`
    : "";
  return { outcome: "inconclusive", because: `${why}${seen}` };
}

function pText(p: number | undefined): string {
  if (p === undefined) return "p not defined";
  return p < 0.0001 ? "p < 0.0001" : `p = ${Number(p.toPrecision(2))}`;
}
