import type { TSchema } from "@sinclair/typebox";
import { activeLevers } from "./build-levers.js";
import { BUILT_IN, type Extensions } from "./extensions.js";
import { edgeDynamicsOf, topologyOf } from "./network-block.js";
import { scenarioSchema } from "./schema.js";
import type { ScenarioSpec } from "./spec.js";

/** Blocks that nothing in a run looks at. */
const FOR_PEOPLE = ["scenario_id", "description", "motif", "success_criteria", "outputs"];

/**
 * What of a scenario can reach the figures of its runs, as plain data: without names, without keys that have no effect,
 * without levers, dynamics and networks that are off, without agents of which there are none. Two scenarios that agree in
 * it give the same runs; that two which differ give different ones is not promised.
 */
export function effectiveSpec(
  spec: ScenarioSpec,
  extensions: Extensions = BUILT_IN,
): Readonly<Record<string, unknown>> {
  const { agents, governance, network } = spec;
  const { properties } = scenarioSchema(extensions);
  const rest = Object.entries(spec).filter(
    ([key, block]) => !["agents", "governance", "network", ...FOR_PEOPLE].includes(key) && !isOff(block),
  );
  return {
    ...Object.fromEntries(rest.map(([key, block]) => [key, withoutInert(properties[key], block)])),
    agents: agents
      .filter(({ count }) => count > 0)
      .map(({ type, count, config }) => ({
        type,
        count,
        config: withoutInert(extensions.agents.find(type)?.config, config),
      })),
    governance: governanceRead(spec, governance, extensions),
    topology: topologyOf(network),
    edges: topologyOf(network) && edgeDynamicsOf(network),
  };
}

function governanceRead(spec: ScenarioSpec, governance: ScenarioSpec["governance"], extensions: Extensions) {
  const keys = activeLevers(spec, extensions).flatMap(({ config, inert = {} }) =>
    Object.keys(config.properties).filter((key) => inert[key] === undefined),
  );
  return Object.fromEntries([...new Set(keys)].map((key) => [key, governance[key]]));
}

function isOff(block: unknown): boolean {
  return typeof block === "object" && block !== null && "enabled" in block && block.enabled === false;
}

function withoutInert(schema: TSchema | undefined, value: unknown): unknown {
  if (schema?.properties === undefined || typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => schema.properties[key]?.inert === undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutInert(schema.properties[key], inner)]));
}
