import type { ArmInput } from "../../../src/analysis/compare/compare-arms.js";
import type { RunFigures } from "../../../src/analysis/compare/run-figures.js";
import { NO_AGENTS, type TypeDigest } from "../../../src/scenario/digest.js";

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
  return { ...NO_AGENTS, agents: 1, ...figures };
}
