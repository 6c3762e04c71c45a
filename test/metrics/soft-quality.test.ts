import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { toxicityDecomposition } from "../../src/metrics/soft/decomposition.js";
import { acceptanceRate, counts, toxicityHard } from "../../src/metrics/soft/hard.js";
import { participationByQuality } from "../../src/metrics/soft/participation.js";
import {
  averageQuality,
  qualityDeviation,
  qualityVariance,
  toxicityRate,
  toxicityRateAll,
} from "../../src/metrics/soft/quality.js";
import {
  conditionalLosses,
  qualityCorrelation,
  qualityGap,
  selectionSaturation,
  spread,
} from "../../src/metrics/soft/selection.js";
import { ambiguity, flagUncertain, uncertainFraction } from "../../src/metrics/soft/uncertainty.js";
import { coefficientsOfVariation, payoffVariances } from "../../src/metrics/soft/variance.js";
import { welfare } from "../../src/metrics/soft/welfare.js";
import { DEFAULT_PAYOFF } from "../../src/model/payoff.js";
import { sample, samples } from "../support/samples.js";

/** p = 0.75 and 0.25 accepted, 0.5 and 0.125 rejected: means 0.5 and 0.3125, over all 0.40625. */
const FOUR = [sample(0.75, true), sample(0.25, true), sample(0.5, false), sample(0.125, false)];

describe("figures worked by hand for p = 0.75, 0.25 accepted and 0.5, 0.125 rejected", () => {
  it("toxicity is what is missing from the mean p", () => {
    expect(toxicityRate(FOUR)).toBe(0.5);
    expect(toxicityRateAll(FOUR)).toBe(0.59375);
    expect(toxicityHard(FOUR)).toBe(0.5);
  });

  it("the gap is the difference of the means, and spread its effect on the stake of 3", () => {
    expect(qualityGap(FOUR)).toBe(0.1875);
    expect(spread(FOUR, DEFAULT_PAYOFF)).toBe(-0.28125);
    expect(toxicityDecomposition(FOUR)).toEqual({
      baselineHarm: 0.59375,
      selectionCredit: 0.09375,
      toxicity: 0.5,
      reconstructionError: 0,
    });
  });

  it("variance and correlation use population moments", () => {
    // Squared distances from 0.40625, in 1/32: 11, -5, 3, -9: (121 + 25 + 9 + 81) / 1024 / 4
    expect(qualityVariance(FOUR)).toBeCloseTo(236 / 4096, 15);
    expect(qualityVariance(FOUR, "accepted")).toBe(0.0625);
    expect(qualityDeviation(FOUR, "accepted")).toBe(0.25);
    // Cov(p, a) = ((11 - 5) / 2 - (3 - 9) / 2) / 32 / 4 = 6/128; sd(a) = 0.5
    const expected = 6 / 128 / (Math.sqrt(236 / 4096) * 0.5);
    expect(qualityCorrelation(FOUR)).toBeCloseTo(expected, 14);
    expect(selectionSaturation(FOUR)).toBeCloseTo(expected, 14);
  });

  it("payoffs are half the surplus a side: 0.625, -0.125 accepted and 0.25, -0.3125 rejected", () => {
    // Mean over the accepted 0.25; over all 0.109375.
    expect(conditionalLosses(FOUR, DEFAULT_PAYOFF)).toEqual({ initiator: 0.140625, counterparty: 0.140625 });
    expect(welfare(FOUR, DEFAULT_PAYOFF)).toEqual({
      totalWelfare: 1,
      netSocialWelfare: 1 - 2,
      averageInitiatorPayoff: 0.25,
      averageCounterpartyPayoff: 0.25,
    });
    // The payoff is 1.5 p - 0.5 a side, so its variance is 2.25 times that of p.
    const { initiator, counterparty } = payoffVariances(FOUR, DEFAULT_PAYOFF);
    expect(initiator).toBeCloseTo((2.25 * 236) / 4096, 15);
    expect(counterparty).toBe(initiator);
    const variation = coefficientsOfVariation(FOUR, DEFAULT_PAYOFF);
    expect(variation.p).toBeCloseTo(Math.sqrt(236 / 4096) / 0.40625, 14);
    expect(variation.initiator).toBeCloseTo((1.5 * Math.sqrt(236 / 4096)) / 0.109375, 13);
  });

  it("counts split at the threshold, which itself is high quality", () => {
    expect(counts(FOUR)).toEqual({ total: 4, accepted: 2, rejected: 2, highQuality: 2, lowQuality: 2 });
    expect(participationByQuality(FOUR, 0.25)).toEqual({
      highQualityAcceptance: 2 / 3,
      lowQualityAcceptance: 0,
      highQualityCount: 3,
      lowQualityCount: 1,
    });
    expect(acceptanceRate(FOUR)).toBe(0.5);
    expect(averageQuality(FOUR)).toBe(0.40625);
    expect(averageQuality(FOUR, "accepted")).toBe(0.5);
  });

  it("ambiguity is 1 at a half and falls to 0 at the ends", () => {
    expect(ambiguity(FOUR)).toBe((0.5 + 0.5 + 1 + 0.25) / 4);
    expect(ambiguity([{ p: 0 }, { p: 1 }])).toBe(0);
  });
});

describe("uncertainty", () => {
  it("excludes both ends of the band as doubles have them: 0.4 and 0.6 with a band of 0.1", () => {
    const at = [0.4, 0.6, 0.41, 0.59, 0.5].map((p) => ({ p }));
    expect(flagUncertain(at, 0.1)).toEqual([2, 3, 4]);
    expect(uncertainFraction(at, 0.1)).toBe(0.6);
  });

  it.each([-0.1, Number.NaN])("refuses a band of %d", (band) => {
    expect(() => flagUncertain([], band)).toThrow(RangeError);
  });
});

describe("figures that are not defined are 0", () => {
  const rejectedOnly = [sample(0.75, false), sample(0.25, false)];
  const acceptedOnly = [sample(0.75, true), sample(0.25, true)];

  it("without interactions", () => {
    const figures = [
      toxicityRate([]),
      toxicityRateAll([]),
      toxicityHard([]),
      acceptanceRate([]),
      qualityGap([]),
      spread([], DEFAULT_PAYOFF),
      qualityCorrelation([]),
      selectionSaturation([]),
      averageQuality([]),
      qualityVariance([]),
      uncertainFraction([]),
      ambiguity([]),
      ...Object.values(conditionalLosses([], DEFAULT_PAYOFF)),
      ...Object.values(toxicityDecomposition([])),
      ...Object.values(welfare([], DEFAULT_PAYOFF)),
      ...Object.values(payoffVariances([], DEFAULT_PAYOFF)),
      ...Object.values(coefficientsOfVariation([], DEFAULT_PAYOFF)),
      ...Object.values(participationByQuality([])),
      ...Object.values(counts([])),
    ];
    expect(figures.filter((figure) => figure !== 0)).toEqual([]);
  });

  it("without accepted ones, but for what is taken over all", () => {
    expect(toxicityRate(rejectedOnly)).toBe(0);
    expect(toxicityRateAll(rejectedOnly)).toBe(0.5);
    expect(qualityGap(rejectedOnly)).toBe(0);
    expect(spread(rejectedOnly, DEFAULT_PAYOFF)).toBe(0);
    expect(toxicityDecomposition(rejectedOnly)).toEqual({
      baselineHarm: 0.5,
      selectionCredit: 0,
      toxicity: 0,
      reconstructionError: 0.5,
    });
  });

  it("without rejected ones, where acceptance selects nothing", () => {
    expect(qualityGap(acceptedOnly)).toBe(0);
    expect(qualityCorrelation(acceptedOnly)).toBe(0);
    expect(spread(acceptedOnly, DEFAULT_PAYOFF)).toBe(0);
    expect(conditionalLosses(acceptedOnly, DEFAULT_PAYOFF)).toEqual({ initiator: 0, counterparty: 0 });
    expect(toxicityDecomposition(acceptedOnly).selectionCredit).toBe(0);
  });
});

describe("any interactions", () => {
  test.prop([fc.double({ min: 0, max: 1, noNaN: true }), fc.array(fc.boolean(), { minLength: 2, maxLength: 50 })])(
    "of one and the same p show exactly no gap, spread, variance or correlation",
    (p, acceptances) => {
      const all = acceptances.map((accepted) => sample(p, accepted));
      expect(qualityGap(all)).toBe(0);
      expect(spread(all, DEFAULT_PAYOFF)).toBe(0);
      expect(qualityVariance(all)).toBe(0);
      expect(qualityCorrelation(all)).toBe(0);
      expect(selectionSaturation(all)).toBe(0);
      expect(averageQuality(all)).toBe(p);
    },
  );

  test.prop([samples])("have toxicity equal to baseline harm less selection credit", (all) => {
    fc.pre(all.some(({ accepted }) => accepted));
    expect(toxicityDecomposition(all).reconstructionError).toBeLessThan(1e-14);
  });

  test.prop([samples])("have a saturation that is the size of the correlation, at most 1", (all) => {
    const correlation = qualityCorrelation(all);
    expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
    expect(selectionSaturation(all)).toBeCloseTo(Math.abs(correlation), 10);
  });

  test.prop([samples])("have figures that do not depend on their order", (all) => {
    const turned = all.toReversed();
    expect(qualityGap(turned)).toBeCloseTo(qualityGap(all), 12);
    expect(qualityCorrelation(turned)).toBeCloseTo(qualityCorrelation(all), 9);
    expect(welfare(turned, DEFAULT_PAYOFF).totalWelfare).toBeCloseTo(welfare(all, DEFAULT_PAYOFF).totalWelfare, 10);
  });

  it.each([-0.01, 1.01, Number.NaN])("are refused if a p is %d", (p) => {
    const bad = [sample(0.5, true), sample(p, false)];
    expect(() => toxicityRate(bad)).toThrow(RangeError);
    expect(() => welfare(bad, DEFAULT_PAYOFF)).toThrow(RangeError);
    expect(() => participationByQuality(bad)).toThrow(RangeError);
    expect(() => counts(bad)).toThrow(RangeError);
    expect(() => flagUncertain(bad)).toThrow(RangeError);
    expect(() => ambiguity(bad)).toThrow(RangeError);
  });

  it("are refused if a payoff is not finite or a parameter out of range", () => {
    expect(() => welfare([sample(0.5, true, { tau: Number.NaN })], DEFAULT_PAYOFF)).toThrow(RangeError);
    expect(() => welfare([], { ...DEFAULT_PAYOFF, theta: 2 })).toThrow(RangeError);
    expect(() => spread([], { ...DEFAULT_PAYOFF, s_plus: -1 })).toThrow(RangeError);
    expect(() => counts([], 1.5)).toThrow(RangeError);
  });
});
