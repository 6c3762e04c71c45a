import type { PayoffParameters } from "../../model/payoff.js";
import { brierScore, calibrationError, logLoss } from "./calibration.js";
import { expectedCalibrationError } from "./calibration-curve.js";
import { toxicityDecomposition } from "./decomposition.js";
import { discriminationAuc } from "./discrimination.js";
import { acceptanceRate, type Counts, counts, toxicityHard } from "./hard.js";
import type { DecisionIncoherence } from "./incoherence.js";
import { type IncoherenceSummary, summarizeIncoherence } from "./incoherence-summary.js";
import { participationByQuality } from "./participation.js";
import { averageQuality, qualityVariance, toxicityRate } from "./quality.js";
import type { Sample } from "./sample.js";
import { conditionalLosses, qualityCorrelation, qualityGap, selectionSaturation, spread } from "./selection.js";
import { uncertainFraction } from "./uncertainty.js";
import { payoffVariances } from "./variance.js";
import { type Welfare, welfare } from "./welfare.js";

export interface ReportOptions<T extends Sample> {
  /** Least p that counts as high quality, in [0, 1]; 0.5 if not given. */
  readonly threshold?: number;
  /** Half width around 0.5 in which p counts as uncertain, >= 0; 0.2 if not given. */
  readonly band?: number;
  /** Decisions that were replayed, where any were. */
  readonly decisions?: Iterable<DecisionIncoherence>;
  /** Whether an interaction carries the mark of a rationalisation, where such marks are kept. */
  readonly isRationalized?: (sample: T) => boolean;
}

/** All figures of a set of interactions, in groups. Ranges and values for nothing are those of the single functions. */
export interface QualityReport {
  readonly soft: {
    readonly toxicityRate: number;
    readonly conditionalLossInitiator: number;
    readonly conditionalLossCounterparty: number;
    readonly spread: number;
    readonly qualityGap: number;
    readonly qualityCorrelation: number;
    readonly baselineHarm: number;
    readonly selectionCredit: number;
    readonly selectionSaturation: number;
    readonly averageQuality: number;
    readonly uncertainFraction: number;
  };
  readonly hard: {
    readonly toxicityRate: number;
    readonly acceptanceRate: number;
    readonly highQualityAcceptance: number;
    readonly lowQualityAcceptance: number;
  };
  readonly counts: Counts;
  readonly welfare: Welfare;
  /** Each undefined without known outcomes (the last also with outcomes of one kind only). */
  readonly calibration: {
    readonly calibrationError: number | undefined;
    readonly brierScore: number | undefined;
    readonly logLoss: number | undefined;
    readonly expectedCalibrationError: number | undefined;
    readonly discriminationAuc: number | undefined;
  };
  readonly variance: {
    readonly quality: number;
    readonly payoffInitiator: number;
    readonly payoffCounterparty: number;
  };
  /** Undefined unless decisions were given. */
  readonly incoherence: IncoherenceSummary | undefined;
  /** Undefined unless marks were given. */
  readonly obfuscation: { readonly rationalizedFraction: number } | undefined;
}

/** Works out every figure of the set. @throws RangeError if a sample, a parameter or an option is outside its range */
export function qualityReport<T extends Sample>(
  samples: readonly T[],
  params: PayoffParameters,
  { threshold = 0.5, band = 0.2, decisions, isRationalized }: ReportOptions<T> = {},
): QualityReport {
  const losses = conditionalLosses(samples, params);
  const variances = payoffVariances(samples, params);
  const { baselineHarm, selectionCredit } = toxicityDecomposition(samples);
  const { highQualityAcceptance, lowQualityAcceptance } = participationByQuality(samples, threshold);
  return {
    soft: {
      toxicityRate: toxicityRate(samples),
      conditionalLossInitiator: losses.initiator,
      conditionalLossCounterparty: losses.counterparty,
      spread: spread(samples, params),
      qualityGap: qualityGap(samples),
      qualityCorrelation: qualityCorrelation(samples),
      baselineHarm,
      selectionCredit,
      selectionSaturation: selectionSaturation(samples),
      averageQuality: averageQuality(samples),
      uncertainFraction: uncertainFraction(samples, band),
    },
    hard: {
      toxicityRate: toxicityHard(samples, threshold),
      acceptanceRate: acceptanceRate(samples),
      highQualityAcceptance,
      lowQualityAcceptance,
    },
    counts: counts(samples, threshold),
    welfare: welfare(samples, params),
    calibration: {
      calibrationError: calibrationError(samples),
      brierScore: brierScore(samples),
      logLoss: logLoss(samples),
      expectedCalibrationError: expectedCalibrationError(samples),
      discriminationAuc: discriminationAuc(samples),
    },
    variance: {
      quality: qualityVariance(samples),
      payoffInitiator: variances.initiator,
      payoffCounterparty: variances.counterparty,
    },
    incoherence: decisions === undefined ? undefined : summarizeIncoherence(decisions),
    obfuscation:
      isRationalized === undefined ? undefined : { rationalizedFraction: fractionOf(samples, isRationalized) },
  };
}

/** Share of the samples for which `holds`, in [0, 1]; 0 if there are none. */
function fractionOf<T>(samples: readonly T[], holds: (sample: T) => boolean): number {
  return samples.length === 0 ? 0 : samples.filter(holds).length / samples.length;
}
