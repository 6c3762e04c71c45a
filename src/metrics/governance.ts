import { defineMetric } from "../contract/metric.js";

/** What governance takes from the population. */
export const governance = defineMetric({
  name: "governance",
  columns: [
    { name: "governance_cost", unit: "payoff", direction: "neutral", formula: "sum(c_a + c_b)", source: "swarm-lab" },
    { name: "frozen_agents", unit: "count", direction: "neutral", formula: "frozen at the end", source: "swarm-lab" },
  ],
  create() {
    let cost = 0;
    return {
      interaction({ costA, costB }) {
        cost += costA + costB;
      },
      values: ({ frozenAgents }) => [cost, frozenAgents],
      reset() {
        cost = 0;
      },
    };
  },
});
