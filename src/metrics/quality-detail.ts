import { defineMetric, type MetricColumn } from "../contract/metric.js";
import { socialSurplus } from "../model/payoff.js";
import { QualityTally } from "./soft/tally.js";
import { ambiguityOf } from "./soft/uncertainty.js";

const SOFT = "SWARM v1.9.0 soft metrics";
const REPORTER = "SWARM v1.9.0 reporter";

const columns: readonly MetricColumn[] = [
  {
    name: "acceptance_rate",
    unit: "share",
    direction: "neutral",
    formula: "alpha = accepted / n",
    source: REPORTER,
  },
  { name: "baseline_harm", unit: "probability", direction: "higher is worse", formula: "1 - mean(p)", source: SOFT },
  {
    name: "selection_credit",
    unit: "probability",
    direction: "higher is better",
    formula: "(1 - alpha) quality_gap; baseline_harm less toxicity_rate",
    source: SOFT,
  },
  {
    name: "selection_saturation",
    unit: "share",
    direction: "neutral",
    formula: "abs(quality_gap) sqrt(alpha (1 - alpha)) / sd(p)",
    source: SOFT,
  },
  {
    name: "avg_accepted_quality",
    unit: "probability",
    direction: "higher is better",
    formula: "mean_A(p)",
    source: SOFT,
  },
  {
    name: "avg_counterparty_payoff",
    unit: "payoff",
    direction: "higher is better",
    formula: "mean_A(pi_b)",
    source: SOFT,
  },
  {
    name: "toxicity_hard",
    unit: "share",
    direction: "higher is worse",
    formula: "share of accepted with p < 0.5",
    source: REPORTER,
  },
  {
    name: "high_quality_acceptance",
    unit: "share",
    direction: "higher is better",
    formula: "accepted share of p >= 0.5",
    source: REPORTER,
  },
  {
    name: "low_quality_acceptance",
    unit: "share",
    direction: "higher is worse",
    formula: "accepted share of p < 0.5",
    source: REPORTER,
  },
  { name: "quality_variance", unit: "score", direction: "neutral", formula: "Var(p), population", source: SOFT },
  {
    name: "uncertain_fraction",
    unit: "share",
    direction: "higher is worse",
    formula: "share with 0.3 < p < 0.7",
    source: SOFT,
  },
  {
    name: "ambiguity",
    unit: "share",
    direction: "higher is worse",
    formula: "mean(1 - abs(2p - 1)); called incoherence_index in the reference system's export",
    source: "SWARM v1.9.0 export",
  },
];

/** What lies behind the headline figures: selection taken apart, and hard counts beside the soft ones. */
export const qualityDetail = defineMetric({
  name: "quality_detail",
  columns,
  create({ payoff }) {
    const tally = new QualityTally(payoff);
    let ambiguities = 0;
    return {
      interaction({ p, accepted, payoffA, payoffB }) {
        tally.add(p, accepted, payoffA, payoffB, socialSurplus(p, payoff));
        ambiguities += ambiguityOf(p);
      },
      values: () => [
        tally.acceptanceRate,
        tally.toxicityRateAll,
        tally.selectionCredit,
        tally.selectionSaturation,
        tally.averageAcceptedQuality,
        tally.averageCounterpartyPayoff,
        tally.toxicityHard,
        tally.highQualityAcceptance,
        tally.lowQualityAcceptance,
        tally.qualityVariance,
        tally.uncertainFraction,
        tally.total === 0 ? undefined : ambiguities / tally.total,
      ],
      reset() {
        tally.reset();
        ambiguities = 0;
      },
    };
  },
});
