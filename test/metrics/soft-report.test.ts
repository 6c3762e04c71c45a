import { test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { compareSoftHard } from "../../src/metrics/soft/comparison.js";
import { decisionIncoherence } from "../../src/metrics/soft/incoherence.js";
import { qualityReport } from "../../src/metrics/soft/report.js";
import { DEFAULT_PAYOFF } from "../../src/model/payoff.js";
import { sample, samples } from "../support/samples.js";

/** With a transfer of 1/8 in the first, payoffs are 0.5 and 0.75 there, and -0.125 a side in the second. */
const TWO = [sample(0.75, true, { groundTruth: 1, tau: 0.125 }), sample(0.25, false, { groundTruth: -1 })];

describe("qualityReport", () => {
  it("lays out every figure, worked by hand for p = 0.75 accepted and good, 0.25 rejected and bad", () => {
    expect(qualityReport(TWO, DEFAULT_PAYOFF, { band: 0.25 })).toEqual({
      soft: {
        toxicityRate: 0.25,
        conditionalLossInitiator: 0.3125,
        conditionalLossCounterparty: 0.4375,
        spread: -0.75,
        qualityGap: 0.5,
        qualityCorrelation: 1,
        baselineHarm: 0.5,
        selectionCredit: 0.25,
        selectionSaturation: 1,
        averageQuality: 0.5,
        uncertainFraction: 0,
      },
      hard: { toxicityRate: 0, acceptanceRate: 0.5, highQualityAcceptance: 1, lowQualityAcceptance: 0 },
      counts: { total: 2, accepted: 1, rejected: 1, highQuality: 1, lowQuality: 1 },
      welfare: {
        totalWelfare: 1.25,
        netSocialWelfare: 0.75,
        averageInitiatorPayoff: 0.5,
        averageCounterpartyPayoff: 0.75,
      },
      calibration: {
        calibrationError: 0,
        brierScore: 0.0625,
        logLoss: expect.closeTo(Math.log(4 / 3), 14),
        expectedCalibrationError: 0.25,
        discriminationAuc: 1,
      },
      variance: { quality: 0.0625, payoffInitiator: 0.3125 ** 2, payoffCounterparty: 0.4375 ** 2 },
      incoherence: undefined,
      obfuscation: undefined,
    });
  });

  it("adds incoherence and obfuscation where it is given what they are made from", () => {
    const report = qualityReport(TWO, DEFAULT_PAYOFF, {
      decisions: [decisionIncoherence([{ action: "a" }, { action: "b" }], "a")],
      isRationalized: ({ p }) => p < 0.5,
    });
    expect(report.incoherence).toMatchObject({ decisions: 1, disagreement: 0.5, error: 0.5 });
    expect(report.obfuscation).toEqual({ rationalizedFraction: 0.5 });
    expect(qualityReport([], DEFAULT_PAYOFF, { isRationalized: () => true }).obfuscation).toEqual({
      rationalizedFraction: 0,
    });
  });

  test.prop([samples])("holds finite numbers alone, but for calibration without known outcomes", (all) => {
    const { soft, hard, counts, welfare, variance } = qualityReport(all, DEFAULT_PAYOFF);
    for (const group of [soft, hard, counts, welfare, variance]) {
      expect(Object.values(group).filter((figure) => !Number.isFinite(figure))).toEqual([]);
    }
  });
});

describe("compareSoftHard", () => {
  it("flags nothing where threshold and probabilities tell one story", () => {
    expect(compareSoftHard(qualityReport([sample(1, true), sample(0, false)], DEFAULT_PAYOFF))).toEqual({
      toxicityDifference: 0,
      toxicityDiffers: false,
      adverseSelection: false,
      highUncertainty: false,
    });
  });

  it("flags toxicity that a threshold hides, and many uncertain interactions", () => {
    // Accepted p of 0.625: soft toxicity 0.375, hard toxicity 0.
    const report = qualityReport([sample(0.625, true), sample(0.625, true)], DEFAULT_PAYOFF);
    expect(compareSoftHard(report)).toEqual({
      toxicityDifference: 0.375,
      toxicityDiffers: true,
      adverseSelection: false,
      highUncertainty: true,
    });
  });

  it("flags toxicity that a threshold overstates, and adverse selection", () => {
    // Accepted p of 0.25: soft toxicity 0.75, hard toxicity 1; the rejected one was better.
    const report = qualityReport([sample(0.25, true), sample(1, false)], DEFAULT_PAYOFF);
    expect(compareSoftHard(report)).toEqual({
      toxicityDifference: -0.25,
      toxicityDiffers: true,
      adverseSelection: true,
      highUncertainty: false,
    });
  });

  it("flags only what lies beyond the cuts of 0.05 and 0.3, not what lies on them", () => {
    const { soft, hard } = qualityReport(TWO, DEFAULT_PAYOFF);
    const flags = (toxicityRate: number, uncertainFraction: number) =>
      compareSoftHard({ soft: { ...soft, toxicityRate, uncertainFraction }, hard: { ...hard, toxicityRate: 0 } });
    expect(flags(0.05, 0.3)).toMatchObject({ toxicityDiffers: false, highUncertainty: false });
    expect(flags(0.051, 0.301)).toMatchObject({ toxicityDiffers: true, highUncertainty: true });
  });
});
