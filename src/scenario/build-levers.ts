import type { RandomSource } from "../base/random/random-source.js";
import type { LeverDefinition } from "../contract/lever.js";
import { gated } from "../engine/gated-lever.js";
import type { NamedLever } from "../engine/governance.js";
import type { World } from "../engine/world.js";
import type { Extensions } from "./extensions.js";
import { RunningLeverKeys } from "./lever-keys.js";
import { notBuilt } from "./not-built.js";
import type { Scenario } from "./spec.js";

/** The keys of one lever out of the flat governance block; the object is the lever's own and live. */
export function leverConfig(lever: LeverDefinition, governance: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.keys(lever.config.properties).map((key) => [key, governance[key]]));
}

/**
 * The levers that are on, in registry order, and the keys they read. A lever of which a dynamic may set a key is built
 * even if it is off, behind a gate that follows its switch.
 */
export function buildLevers(
  { spec, semantics }: Scenario,
  extensions: Extensions,
  world: World,
  source: RandomSource,
  moved: ReadonlySet<string>,
): { readonly levers: readonly NamedLever[]; readonly keys: RunningLeverKeys } {
  const replayed = semantics.unreadKeysTolerated;
  const keys = new RunningLeverKeys((key) => replayed && notBuilt(["governance", key]) !== undefined);
  const levers: NamedLever[] = [];
  for (const definition of extensions.levers) {
    const config = leverConfig(definition, spec.governance);
    keys.add(config);
    const changes = Object.keys(config).some((key) => moved.has(key));
    if (!changes && !definition.isOn(config)) continue;
    const streams = (purpose: string) => source.family(`${definition.name}/${purpose}`, world.ids);
    const context = { agents: world, stepsPerEpoch: spec.simulation.steps_per_epoch, semantics, streams };
    const lever = definition.create(config, context);
    levers.push({ name: definition.name, lever: changes ? gated(lever, () => definition.isOn(config)) : lever });
  }
  return { levers, keys };
}
