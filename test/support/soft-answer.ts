import { brierScore, calibrationError, logLoss } from "../../src/metrics/soft/calibration.js";
import { calibrationCurve, expectedCalibrationError } from "../../src/metrics/soft/calibration-curve.js";
import { toxicityDecomposition } from "../../src/metrics/soft/decomposition.js";
import { discriminationAuc } from "../../src/metrics/soft/discrimination.js";
import { qualityDistribution } from "../../src/metrics/soft/distribution.js";
import { participationByQuality } from "../../src/metrics/soft/participation.js";
import {
  averageQuality,
  qualityDeviation,
  qualityVariance,
  toxicityRate,
  toxicityRateAll,
} from "../../src/metrics/soft/quality.js";
import type { Sample } from "../../src/metrics/soft/sample.js";
import {
  conditionalLosses,
  qualityCorrelation,
  qualityGap,
  selectionSaturation,
  spread,
} from "../../src/metrics/soft/selection.js";
import { type Derived, synthesisDepth, synthesisFraction } from "../../src/metrics/soft/synthesis.js";
import { flagUncertain, uncertainFraction } from "../../src/metrics/soft/uncertainty.js";
import { coefficientsOfVariation, payoffVariances } from "../../src/metrics/soft/variance.js";
import { welfare } from "../../src/metrics/soft/welfare.js";
import { DEFAULT_PAYOFF, type PayoffParameters } from "../../src/model/payoff.js";

/** Input of a golden case of the soft metrics: interactions as columns. */
export interface SoftInput {
  n: number;
  config: PayoffParameters | null;
  params: { threshold: number; band: number; bins: number };
  interactions: {
    p: number[];
    accepted: (0 | 1)[];
    tau: number[];
    c_a: number[];
    c_b: number[];
    r_a: number[];
    r_b: number[];
    ground_truth: (1 | -1 | null)[];
    initiator: number[];
    causal_parents: number[][];
  };
}

/** Every pure function of the soft metrics, laid out as the golden cases expect. */
export function softAnswer({ n, config, params: { threshold, band, bins }, interactions }: SoftInput): unknown {
  const params = config ?? DEFAULT_PAYOFF;
  const samples = Array.from({ length: n }, (_, i): Sample & Derived => ({
    p: interactions.p[i],
    accepted: interactions.accepted[i] === 1,
    tau: interactions.tau[i],
    costA: interactions.c_a[i],
    costB: interactions.c_b[i],
    rA: interactions.r_a[i],
    rB: interactions.r_b[i],
    groundTruth: interactions.ground_truth[i] ?? undefined,
    id: String(i),
    initiator: String(interactions.initiator[i]),
    causalParents: interactions.causal_parents[i].map(String),
  }));
  const losses = conditionalLosses(samples, params);
  const decomposition = toxicityDecomposition(samples);
  const sums = welfare(samples, params);
  const variances = payoffVariances(samples, params);
  const variation = coefficientsOfVariation(samples, params);
  const participation = participationByQuality(samples, threshold);
  return {
    toxicity_rate: toxicityRate(samples),
    toxicity_rate_all: toxicityRateAll(samples),
    conditional_loss_initiator: losses.initiator,
    conditional_loss_counterparty: losses.counterparty,
    spread: spread(samples, params),
    quality_gap: qualityGap(samples),
    quality_correlation: qualityCorrelation(samples),
    toxicity_decomposition: {
      baseline_harm: decomposition.baselineHarm,
      selection_credit: decomposition.selectionCredit,
      toxicity: decomposition.toxicity,
      reconstruction_error: decomposition.reconstructionError,
    },
    selection_saturation: selectionSaturation(samples),
    welfare_metrics: {
      total_welfare: sums.totalWelfare,
      total_social_surplus: sums.netSocialWelfare,
      net_social_welfare: sums.netSocialWelfare,
      avg_initiator_payoff: sums.averageInitiatorPayoff,
      avg_counterparty_payoff: sums.averageCounterpartyPayoff,
    },
    calibration_error: calibrationError(samples),
    brier_score: brierScore(samples),
    log_loss: logLoss(samples),
    log_loss_eps_0p01: logLoss(samples, 0.01),
    discrimination_auc: discriminationAuc(samples),
    calibration_curve: calibrationCurve(samples, bins).map((bin) => [bin.predicted, bin.observed, bin.count]),
    expected_calibration_error: expectedCalibrationError(samples, bins),
    synthesis_fraction: synthesisFraction(samples),
    synthesis_depth: synthesisDepth(samples),
    payoff_variance_initiator: variances.initiator,
    payoff_variance_counterparty: variances.counterparty,
    coefficient_of_variation: {
      cv_p: variation.p,
      cv_payoff_initiator: variation.initiator,
      cv_payoff_counterparty: variation.counterparty,
    },
    participation_by_quality: {
      high_quality_acceptance: participation.highQualityAcceptance,
      low_quality_acceptance: participation.lowQualityAcceptance,
      high_quality_count: participation.highQualityCount,
      low_quality_count: participation.lowQualityCount,
    },
    flag_uncertain: flagUncertain(samples, band),
    uncertain_fraction: uncertainFraction(samples, band),
    average_quality: averageQuality(samples),
    average_quality_accepted_only: averageQuality(samples, "accepted"),
    quality_variance: qualityVariance(samples),
    quality_variance_accepted_only: qualityVariance(samples, "accepted"),
    quality_std: qualityDeviation(samples),
    quality_std_accepted_only: qualityDeviation(samples, "accepted"),
    quality_distribution: qualityDistribution(samples, bins).map((bin) => [bin.from, bin.to, bin.count]),
  };
}
