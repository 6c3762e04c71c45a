import type { ScenarioSpec } from "../../../scenario/spec.js";
import { defineCheck } from "../check.js";
import { changedSomething, configuredParts } from "../configured-parts.js";
import { counted, listed, short } from "../words.js";

/** Runs it takes before sameness means anything. */
const RUNS = 5;

/** Sums of what levers and dynamics do. One of 0 has its reason when all that is configured did something else. */
const SUMS_OF_ACTS = ["governance_cost", "frozen_agents"];

/** Metrics named in the message, at most. */
const NAMED = 8;

interface Value {
  readonly pooled: number;
  readonly mean: number | undefined;
  runs: number;
}

/** Metrics that seeds do not move. */
export const constantMetric = defineCheck({
  name: "constant_metric",
  summary:
    "a metric with one value in all runs of different seeds, five or more; but for figures of a network whose edges never change, and costs and freezes of 0 where everything that is configured did something else",
  watch(context) {
    const parts = configuredParts(context).filter(({ inert }) => inert === undefined);
    const acting = new Set<string>();
    const values = new Map<string, Value>();
    const moved = new Set<string>();
    let runs = 0;
    const hasReason = (column: string, { pooled }: Value) =>
      (pooled === 0 && SUMS_OF_ACTS.includes(column) && parts.every(({ name }) => acting.has(name))) ||
      isFixed(column, context.scenario.spec);
    return {
      run({ pooled, epochMeans, activity }) {
        runs += 1;
        for (const part of parts) if (changedSomething(part, activity)) acting.add(part.name);
        for (const [column, value] of Object.entries(pooled)) {
          if (value === undefined || moved.has(column)) continue;
          const known = values.get(column);
          if (known === undefined) values.set(column, { pooled: value, mean: epochMeans[column], runs: 1 });
          else if (known.pooled === value && known.mean === epochMeans[column]) known.runs += 1;
          else moved.add(column);
        }
      },
      *remarks() {
        const constant = [...values].filter(
          ([column, value]) => value.runs >= RUNS && !moved.has(column) && !hasReason(column, value),
        );
        if (constant.length === 0) return;
        const shown = constant.map(([column, { pooled }]) => `${column} (${short(pooled)})`);
        yield {
          severity: "note",
          message: `the same in all ${counted(runs, "run")}, whatever the seed: ${listed(shown, NAMED)}`,
          evidence: Object.fromEntries([["runs", runs], ...constant.map(([column, { pooled }]) => [column, pooled])]),
          advice: "Compare nothing by it: no test can tell arms apart by what does not vary.",
        };
      },
    };
  },
});

/** Figures of a network keep their values unless something moves its edges; its agents are always all there. */
function isFixed(column: string, { network, perturbations }: ScenarioSpec): boolean {
  if (!column.startsWith("network_")) return false;
  const moving = network?.dynamic === true || perturbations !== undefined;
  return !moving || column === "network_n_agents";
}
