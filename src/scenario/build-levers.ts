import type { RandomSource } from "../base/random/random-source.js";
import type { LeverDefinition } from "../contract/lever.js";
import { gated } from "../engine/gated-lever.js";
import type { NamedLever } from "../engine/governance.js";
import type { World } from "../engine/world.js";
import { movedLeverKeys } from "./build-dynamics.js";
import type { Extensions } from "./extensions.js";
import { RunningLeverKeys } from "./lever-keys.js";
import { notBuilt } from "./not-built.js";
import type { Scenario, ScenarioSpec } from "./spec.js";

/** The keys of one lever out of the flat governance block; the object is the lever's own and live. */
function leverConfig(lever: LeverDefinition, governance: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.keys(lever.config.properties).map((key) => [key, governance[key]]));
}

/** Levers that the reference system leaves out of a run for good when they are off at its start. */
const FIXED_AT_START = new Set([
  "self_ensemble",
  "incoherence_breaker",
  "decomposition",
  "incoherence_friction",
  "rbac",
  "resample",
]);

/** The levers that take part in a run: those that are on, and those that a dynamic may switch on. */
export function activeLevers(spec: ScenarioSpec, extensions: Extensions): readonly LeverDefinition[] {
  const moved = movedLeverKeys(spec, extensions);
  return [...extensions.levers].filter(
    (lever) => readsOneOf(moved, lever) || lever.isOn(leverConfig(lever, spec.governance)),
  );
}

function readsOneOf(keys: ReadonlySet<string>, { config }: LeverDefinition): boolean {
  return Object.keys(config.properties).some((key) => keys.has(key));
}

/**
 * The levers of a run, in registry order, and the keys of all levers. One of which a dynamic may set a key stands behind a
 * gate that follows its switch.
 */
export function buildLevers(
  { spec, semantics }: Scenario,
  extensions: Extensions,
  world: World,
  source: RandomSource,
): { readonly levers: readonly NamedLever[]; readonly keys: RunningLeverKeys } {
  const replayed = semantics.unreadKeysTolerated;
  const moved = movedLeverKeys(spec, extensions);
  const active = activeLevers(spec, extensions);
  const keys = new RunningLeverKeys((key) => replayed && notBuilt(["governance", key]) !== undefined);
  const levers: NamedLever[] = [];
  for (const definition of extensions.levers) {
    const config = leverConfig(definition, spec.governance);
    keys.add(config);
    if (!active.includes(definition)) continue;
    if (semantics.someLeversFixedAtStart && FIXED_AT_START.has(definition.name) && !definition.isOn(config)) continue;
    const streams = (purpose: string) => source.family(`${definition.name}/${purpose}`, world.ids);
    const context = { agents: world, stepsPerEpoch: spec.simulation.steps_per_epoch, semantics, streams };
    const lever = definition.create(config, context);
    const changes = readsOneOf(moved, definition);
    levers.push({ name: definition.name, lever: changes ? gated(lever, () => definition.isOn(config)) : lever });
  }
  return { levers, keys };
}
