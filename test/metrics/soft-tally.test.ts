import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { toxicityDecomposition } from "../../src/metrics/soft/decomposition.js";
import { acceptanceRate, counts, toxicityHard } from "../../src/metrics/soft/hard.js";
import { participationByQuality } from "../../src/metrics/soft/participation.js";
import { averageQuality, qualityVariance, toxicityRate, toxicityRateAll } from "../../src/metrics/soft/quality.js";
import type { Sample } from "../../src/metrics/soft/sample.js";
import {
  conditionalLosses,
  qualityCorrelation,
  qualityGap,
  selectionSaturation,
  spread,
} from "../../src/metrics/soft/selection.js";
import { QualityTally } from "../../src/metrics/soft/tally.js";
import { uncertainFraction } from "../../src/metrics/soft/uncertainty.js";
import { payoffVariances } from "../../src/metrics/soft/variance.js";
import { welfare } from "../../src/metrics/soft/welfare.js";
import {
  counterpartyPayoff,
  DEFAULT_PAYOFF,
  initiatorPayoff,
  type PayoffParameters,
  socialSurplus,
} from "../../src/model/payoff.js";
import { millionths, probability, sample, samples } from "../support/samples.js";

const params: fc.Arbitrary<PayoffParameters> = fc.record({
  s_plus: millionths(0, 5),
  s_minus: millionths(0, 5),
  h: millionths(0, 5),
  theta: millionths(0, 1),
  rho_a: millionths(0, 1),
  rho_b: millionths(0, 1),
  w_rep: millionths(0, 5),
});

function tallyOf(all: readonly Sample[], payoff: PayoffParameters, threshold = 0.5, band = 0.2): QualityTally {
  const tally = new QualityTally(payoff, { threshold, band });
  for (const { p, accepted, tau, costA, costB, rA, rB } of all) {
    const payoffA = initiatorPayoff(p, tau, costA, rA, payoff);
    const payoffB = counterpartyPayoff(p, tau, costB, rB, payoff);
    tally.add(p, accepted, payoffA, payoffB, socialSurplus(p, payoff));
  }
  return tally;
}

/** Every figure of the tally: its value, what the pure functions make of the same, and whether it is defined. */
function pairs(all: readonly Sample[], payoff: PayoffParameters, threshold: number, band: number) {
  const tally = tallyOf(all, payoff, threshold, band);
  const n = all.length;
  const accepted = all.filter((one) => one.accepted).length;
  const high = all.filter(({ p }) => p >= threshold).length;
  const both = accepted > 0 && accepted < n;
  const varies = new Set(all.map(({ p }) => p)).size > 1;
  const losses = conditionalLosses(all, payoff);
  const variances = payoffVariances(all, payoff);
  const participation = participationByQuality(all, threshold);
  const sums = welfare(all, payoff);
  const count = counts(all, threshold);
  const figures: Record<string, readonly [number | undefined, number, boolean]> = {
    total: [tally.total, count.total, true],
    accepted: [tally.accepted, count.accepted, true],
    rejected: [tally.rejected, count.rejected, true],
    highQualityCount: [tally.highQualityCount, count.highQuality, true],
    lowQualityCount: [tally.lowQualityCount, count.lowQuality, true],
    totalWelfare: [tally.totalWelfare, sums.totalWelfare, true],
    netSocialWelfare: [tally.netSocialWelfare, sums.netSocialWelfare, true],
    toxicityRate: [tally.toxicityRate, toxicityRate(all), accepted > 0],
    toxicityRateAll: [tally.toxicityRateAll, toxicityRateAll(all), n > 0],
    baselineHarm: [tally.toxicityRateAll, toxicityDecomposition(all).baselineHarm, n > 0],
    toxicityHard: [tally.toxicityHard, toxicityHard(all, threshold), accepted > 0],
    qualityGap: [tally.qualityGap, qualityGap(all), both],
    qualityCorrelation: [tally.qualityCorrelation, qualityCorrelation(all), both && varies],
    selectionSaturation: [tally.selectionSaturation, selectionSaturation(all), both && varies],
    selectionCredit: [tally.selectionCredit, toxicityDecomposition(all).selectionCredit, accepted > 0],
    spread: [tally.spread, spread(all, payoff), accepted > 0],
    conditionalLossInitiator: [tally.conditionalLossInitiator, losses.initiator, accepted > 0],
    conditionalLossCounterparty: [tally.conditionalLossCounterparty, losses.counterparty, accepted > 0],
    averageQuality: [tally.averageQuality, averageQuality(all), n > 0],
    averageAcceptedQuality: [tally.averageAcceptedQuality, averageQuality(all, "accepted"), accepted > 0],
    uncertainFraction: [tally.uncertainFraction, uncertainFraction(all, band), n > 0],
    acceptanceRate: [tally.acceptanceRate, acceptanceRate(all), n > 0],
    highQualityAcceptance: [tally.highQualityAcceptance, participation.highQualityAcceptance, high > 0],
    lowQualityAcceptance: [tally.lowQualityAcceptance, participation.lowQualityAcceptance, high < n],
    averageInitiatorPayoff: [tally.averageInitiatorPayoff, sums.averageInitiatorPayoff, accepted > 0],
    averageCounterpartyPayoff: [tally.averageCounterpartyPayoff, sums.averageCounterpartyPayoff, accepted > 0],
    qualityVariance: [tally.qualityVariance, qualityVariance(all), n > 1],
    acceptedQualityVariance: [tally.acceptedQualityVariance, qualityVariance(all, "accepted"), accepted > 1],
    payoffVarianceInitiator: [tally.payoffVarianceInitiator, variances.initiator, n > 1],
    payoffVarianceCounterparty: [tally.payoffVarianceCounterparty, variances.counterparty, n > 1],
  };
  return Object.entries(figures);
}

describe("QualityTally", () => {
  test.prop([samples, params, probability, millionths(0, 0.5)])(
    "gives what the pure functions give, and undefined where they give 0 for want of a value",
    (all, payoff, threshold, band) => {
      for (const [name, [streamed, pure, defined]] of pairs(all, payoff, threshold, band)) {
        if (defined) expect(streamed, name).toBeCloseTo(pure, 10);
        else expect([streamed, pure], name).toEqual([undefined, 0]);
      }
    },
  );

  it("has a pair in that comparison for every figure it offers", () => {
    const offered = Object.entries(Object.getOwnPropertyDescriptors(QualityTally.prototype))
      .filter(([, descriptor]) => descriptor.get !== undefined)
      .map(([name]) => name);
    const compared = pairs([], DEFAULT_PAYOFF, 0.5, 0.2).map(([name]) => name);
    expect(compared).toEqual(expect.arrayContaining(offered));
  });

  it("has the figures worked by hand for p = 0.75 accepted and 0.25 rejected", () => {
    const tally = tallyOf([sample(0.75, true), sample(0.25, false)], DEFAULT_PAYOFF);
    expect(tally.toxicityRate).toBe(0.25);
    expect(tally.qualityGap).toBe(0.5);
    expect(tally.qualityCorrelation).toBe(1);
    expect(tally.spread).toBe(-0.75);
    expect(tally.conditionalLossInitiator).toBe(0.375);
    expect(tally.selectionCredit).toBe(0.25);
    expect(tally.totalWelfare).toBe(1.25);
    expect(tally.netSocialWelfare).toBe(0.75);
    expect(tally.qualityVariance).toBe(0.0625);
    expect(tally.averageInitiatorPayoff).toBe(0.625);
  });

  test.prop([fc.double({ min: 0, max: 1, noNaN: true }), fc.array(fc.boolean(), { minLength: 2, maxLength: 50 })])(
    "shows exactly no gap or variance for one and the same p",
    (p, acceptances) => {
      const tally = tallyOf(
        acceptances.map((accepted) => sample(p, accepted)),
        DEFAULT_PAYOFF,
      );
      expect(tally.qualityGap ?? 0).toBe(0);
      expect(tally.qualityVariance).toBe(0);
      expect(tally.qualityCorrelation).toBeUndefined();
      expect(tally.averageQuality).toBe(p);
    },
  );

  it("refuses parameters and options outside their range", () => {
    expect(() => new QualityTally({ ...DEFAULT_PAYOFF, theta: 2 })).toThrow(RangeError);
    expect(() => new QualityTally(DEFAULT_PAYOFF, { threshold: 1.5 })).toThrow(RangeError);
    expect(() => new QualityTally(DEFAULT_PAYOFF, { band: -1 })).toThrow(RangeError);
  });
});
