import { pathText } from "../scenario/document.js";
import { scenarioFrom } from "../scenario/load.js";
import type { Scenario } from "../scenario/spec.js";
import type { Setting } from "./design-scale.js";
import { overridesOf, type Study } from "./study.js";

export interface PointOptions {
  /** Whether the scenario says what is worth knowing of it; that takes as long as all the rest. */
  readonly warnings?: boolean;
  /** Paths, as text, that stay as they are in the scenario. */
  readonly without?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The scenario of one point; its seed is still that of the base scenario. The study's and the scenario's files were read
 * once and are not parsed again.
 *
 * @throws ScenarioError with everything that keeps it from being run, InputError for paths that lead nowhere
 */
export function scenarioAt(
  study: Study,
  settings: readonly Setting[],
  { warnings = false, without = NONE }: PointOptions = {},
): Scenario {
  if (study.variants !== undefined) return study.variants.scenarioOf(settings);
  const overrides = overridesOf(study, settings).filter(
    ({ path }) => without.size === 0 || !without.has(pathText(path)),
  );
  return scenarioFrom(study.base, overrides, {
    warnings,
    ...(study.compat === undefined ? {} : { compat: study.compat }),
  });
}

/** The same scenario with another seed; everything else is shared. */
export function withSeed(scenario: Scenario, seed: number): Scenario {
  const { spec } = scenario;
  return { ...scenario, spec: { ...spec, simulation: { ...spec.simulation, seed } } };
}
