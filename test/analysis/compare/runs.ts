import type { ArmInput } from "../../../src/analysis/compare/compare-arms.js";
import type { RunFigures } from "../../../src/analysis/compare/run-figures.js";
import type { TypeDigest } from "../../../src/scenario/digest.js";

/** A run that is known by its pooled figures. */
export function run(
  seed: number | undefined,
  pooled: Readonly<Record<string, number | undefined>>,
  types: RunFigures["types"] = {},
): RunFigures {
  return { seed, figures: { pooled }, whole: {}, types };
}

/** An arm of one metric: a value per seed, from seed 1 on. */
export function armOf(name: string, values: readonly (number | undefined)[], metric = "toxicity_rate"): ArmInput {
  return armOfRuns(
    name,
    values.map((value, i) => run(i + 1, { [metric]: value })),
  );
}

export function armOfRuns(name: string, runs: readonly RunFigures[]): ArmInput {
  const info = {
    sources: ["test.yaml"],
    settings: [],
    changes: null,
    scenario_id: null,
    parameters_sha256: null,
    parameters: null,
  };
  return { name, runs, info, trajectories: [], activity: [] };
}

/** Agents of one type, of which only these figures matter. */
export function typeOf(figures: Partial<TypeDigest>): TypeDigest {
  return {
    agents: 1,
    reputation: 0,
    resources: 0,
    total_payoff: 0,
    interactions_initiated: 0,
    interactions_received: 0,
    accepted_initiated: 0,
    turns: 0,
    governance_cost: 0,
    freezes: 0,
    frozen: 0,
    ...figures,
  };
}
