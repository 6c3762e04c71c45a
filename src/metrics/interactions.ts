import { defineMetric, type MetricColumn } from "../contract/metric.js";
import { socialSurplus } from "../model/payoff.js";
import { QualityTally } from "./soft/tally.js";

const SOFT = "SWARM v1.9.0 soft metrics";
const A = "accepted interactions";

const columns: readonly MetricColumn[] = [
  { name: "total_interactions", unit: "count", direction: "neutral", formula: "n", source: SOFT },
  { name: "accepted_interactions", unit: "count", direction: "neutral", formula: `number of ${A}`, source: SOFT },
  { name: "rejected_interactions", unit: "count", direction: "neutral", formula: "n - accepted", source: SOFT },
  { name: "toxicity_rate", unit: "probability", direction: "higher is worse", formula: "mean_A(1 - p)", source: SOFT },
  {
    name: "toxicity_rate_all",
    unit: "probability",
    direction: "higher is worse",
    formula: "mean(1 - p)",
    source: SOFT,
  },
  {
    name: "quality_gap",
    unit: "probability",
    direction: "higher is better",
    formula: "mean_A(p) - mean_R(p)",
    source: SOFT,
  },
  {
    name: "spread",
    unit: "payoff",
    direction: "higher is worse",
    formula: "(s_plus + s_minus)(mean(p) - mean_A(p))",
    source: SOFT,
  },
  {
    name: "conditional_loss_initiator",
    unit: "payoff",
    direction: "higher is better",
    formula: "mean_A(pi_a) - mean(pi_a)",
    source: SOFT,
  },
  {
    name: "conditional_loss_counterparty",
    unit: "payoff",
    direction: "higher is better",
    formula: "mean_A(pi_b) - mean(pi_b)",
    source: SOFT,
  },
  {
    name: "quality_correlation",
    unit: "correlation",
    direction: "higher is better",
    formula: "Cov(p, accepted) / (sd(p) sqrt(alpha beta))",
    source: SOFT,
  },
  { name: "avg_quality", unit: "probability", direction: "higher is better", formula: "mean(p)", source: SOFT },
  { name: "avg_payoff", unit: "payoff", direction: "higher is better", formula: "mean_A(pi_a)", source: SOFT },
  { name: "total_welfare", unit: "payoff", direction: "higher is better", formula: "sum_A(pi_a + pi_b)", source: SOFT },
  { name: "net_social_welfare", unit: "payoff", direction: "higher is better", formula: "sum_A(S - E)", source: SOFT },
];

/** The figures that every safety question starts from. A = accepted, R = rejected, unmarked = all interactions. */
export const interactions = defineMetric({
  name: "interactions",
  columns,
  create({ payoff }) {
    const tally = new QualityTally(payoff);
    return {
      interaction: ({ p, accepted, payoffA, payoffB }) =>
        tally.add(p, accepted, payoffA, payoffB, socialSurplus(p, payoff)),
      values: () => [
        tally.total,
        tally.accepted,
        tally.rejected,
        tally.toxicityRate,
        tally.toxicityRateAll,
        tally.qualityGap,
        tally.spread,
        tally.conditionalLossInitiator,
        tally.conditionalLossCounterparty,
        tally.qualityCorrelation,
        tally.averageQuality,
        tally.averageInitiatorPayoff,
        tally.totalWelfare,
        tally.netSocialWelfare,
      ],
      reset: () => tally.reset(),
    };
  },
});
