import { defineMetric, type MetricColumn } from "../contract/metric.js";

const SOURCE = "SWARM v1.9.0 security analysis";

const columns: readonly MetricColumn[] = [
  {
    name: "ecosystem_threat_level",
    unit: "score",
    direction: "higher is worse",
    formula: "threat level in [0, 1] of the latest analysis",
    source: SOURCE,
  },
  { name: "active_threats", unit: "count", direction: "higher is worse", formula: "threat indicators", source: SOURCE },
  {
    name: "contagion_depth",
    unit: "count",
    direction: "higher is worse",
    formula: "longest chain less one",
    source: SOURCE,
  },
  {
    name: "containment_effectiveness",
    unit: "share",
    direction: "higher is better",
    formula: "contained chains / chains, 1 without chains",
    source: SOURCE,
  },
  { name: "quarantined_agents", unit: "count", direction: "neutral", formula: "agents in quarantine", source: SOURCE },
];

const blank = columns.map(() => undefined);

/** The security lever's latest analysis; blank where the lever is off or has not analysed yet. */
export const security = defineMetric({
  name: "security",
  columns,
  create: () => ({
    values(facts) {
      const report = facts.report("security");
      return report === undefined ? blank : columns.map(({ name }) => report[name]);
    },
    reset() {},
  }),
});
