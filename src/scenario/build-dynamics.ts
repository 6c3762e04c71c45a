import type { RandomSource } from "../base/random/random-source.js";
import type { DynamicDefinition } from "../contract/dynamic.js";
import { type LeverKeys, SimulationControls } from "../engine/controls.js";
import { Dynamics } from "../engine/dynamics.js";
import type { Simulation } from "../engine/simulation.js";
import type { Extensions } from "./extensions.js";
import type { Scenario, ScenarioSpec } from "./spec.js";

/** The dynamics that a scenario has a block for, in registry order. */
export function configuredDynamics(spec: ScenarioSpec, extensions: Extensions): readonly DynamicDefinition[] {
  return [...extensions.dynamics].filter(({ name }) => spec[name] !== undefined);
}

/** Keys of the governance block that dynamics may set during the run. */
export function movedLeverKeys(spec: ScenarioSpec, extensions: Extensions): ReadonlySet<string> {
  return new Set(configuredDynamics(spec, extensions).flatMap(({ name, leverKeys }) => leverKeys?.(spec[name]) ?? []));
}

/** Gives a run its dynamics. A block without a seed of its own draws from streams on the run's seed. */
export function addDynamics(
  sim: Simulation,
  { spec, semantics }: Scenario,
  extensions: Extensions,
  source: RandomSource,
  keys: LeverKeys,
): void {
  const list = configuredDynamics(spec, extensions).map((definition) => {
    const { name } = definition;
    const streams = (purpose: string, seed?: number) =>
      (seed === undefined ? source : source.withSeed(seed)).family(`${name}/${purpose}`, sim.world.ids);
    const controls = new SimulationControls(sim, name, keys);
    return { name, dynamic: definition.create(spec[name], { controls, semantics, streams }) };
  });
  sim.dynamics = new Dynamics(sim.world, list);
}
