import { defineMetric, type MetricColumn } from "../contract/metric.js";

const SOURCE = "SWARM v1.9.0 collusion analysis";

const columns: readonly MetricColumn[] = [
  {
    name: "ecosystem_collusion_risk",
    unit: "score",
    direction: "higher is worse",
    formula: "risk in [0, 1] of the latest analysis",
    source: SOURCE,
  },
  { name: "flagged_pairs", unit: "count", direction: "higher is worse", formula: "suspicious pairs", source: SOURCE },
  { name: "flagged_groups", unit: "count", direction: "higher is worse", formula: "suspicious groups", source: SOURCE },
  {
    name: "collusion_detection_rate",
    unit: "share",
    direction: "higher is better",
    formula: "flagged adversarial agents / adversarial agents; blank without any",
    source: SOURCE,
  },
  {
    name: "undetected_collusion_pairs",
    unit: "count",
    direction: "higher is worse",
    formula: "pairs of adversarial agents with enough interactions that were not flagged; blank without such agents",
    source: SOURCE,
  },
];

const blank = columns.map(() => undefined);

/** The collusion lever's latest analysis; blank where the lever is off or has not analysed yet. */
export const collusion = defineMetric({
  name: "collusion",
  columns,
  create: () => ({
    values(facts) {
      const report = facts.report("collusion");
      return report === undefined ? blank : columns.map(({ name }) => report[name]);
    },
    reset() {},
  }),
});
