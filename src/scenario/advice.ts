import type { TSchema } from "@sinclair/typebox";
import type { Fault } from "../base/errors.js";
import { unknownCriterion } from "../metrics/criteria.js";
import { activeLevers } from "./build-levers.js";
import type { Locate } from "./check.js";
import { type Path, pathText } from "./document.js";
import type { Extensions } from "./extensions.js";
import { scenarioSchema } from "./schema.js";
import type { ScenarioSpec } from "./spec.js";

interface Given {
  readonly path: Path;
  readonly value: unknown;
  readonly schema: TSchema;
}

/** Every key that the data gives and the schema knows, outermost first. */
function* givenKeys(schema: TSchema, data: unknown, path: Path = []): Iterable<Given> {
  if (typeof data !== "object" || data === null || schema.properties === undefined) return;
  for (const [key, value] of Object.entries(data)) {
    const inner: TSchema | undefined = schema.properties[key];
    if (inner === undefined) continue;
    const here = [...path, key];
    yield { path: here, value, schema: inner };
    yield* givenKeys(inner, value, here);
  }
}

/** Keys that are set and change nothing. A switch that is set to false asks for nothing and is left alone. */
function inertKeys(spec: unknown, extensions: Extensions, locate: Locate): Fault[] {
  const given = [...givenKeys(scenarioSchema(extensions), spec)];
  const { agents } = spec as { agents: { type?: string; config?: unknown }[] };
  agents.forEach(({ type = "honest", config }, i) => {
    const definition = extensions.agents.find(type);
    if (definition !== undefined) given.push(...givenKeys(definition.config, config, ["agents", i, "config"]));
  });
  return given
    .filter(({ schema, value }) => schema.inert !== undefined && value !== false)
    .map(({ path, schema }) => ({
      message: `${pathText(path)} has no effect: ${schema.inert}`,
      place: locate(path, "key"),
    }));
}

/** Keys of levers that are off, set to something else than their default. */
function keysOfIdleLevers(
  given: Readonly<Record<string, unknown>>,
  spec: ScenarioSpec,
  extensions: Extensions,
  locate: Locate,
): Fault[] {
  const faults: Fault[] = [];
  const levers = [...extensions.levers];
  const on = activeLevers(spec, extensions);
  for (const key of Object.keys(given)) {
    const readers = levers.filter(({ config, aliases = {} }) => key in config.properties || key in aliases);
    const reader = readers[0];
    if (reader === undefined || readers.some((lever) => on.includes(lever)) || reader.inert?.[key] !== undefined)
      continue;
    const schema = reader.config.properties[reader.aliases?.[key] ?? key];
    if (given[key] === schema.default || given[key] === false) continue;
    const message = `governance.${key} has no effect: the lever ${reader.name} is off`;
    faults.push({ message, place: locate(["governance", key], "key") });
  }
  return faults;
}

/** What is worth saying about a scenario that can be run. `data` is as the user gave it, `spec` with defaults. */
export function advise(
  data: Readonly<Record<string, unknown>>,
  spec: ScenarioSpec,
  extensions: Extensions,
  locate: Locate,
): Fault[] {
  const governance = (data.governance ?? {}) as Readonly<Record<string, unknown>>;
  const simulation = (data.simulation ?? {}) as Readonly<Record<string, unknown>>;
  const warnings = [...inertKeys(data, extensions, locate), ...keysOfIdleLevers(governance, spec, extensions, locate)];
  if (simulation.seed === undefined || simulation.seed === null) {
    const message = `simulation.seed is not given: ${spec.simulation.seed} is used, so that the run can be repeated`;
    warnings.push({ message, place: locate(["simulation"], "key") });
  }
  const kept = governance.reputation_decay;
  if (typeof kept === "number" && kept < 0.5) {
    const message = `governance.reputation_decay is the share that is kept: ${kept} takes away ${Math.round(100 * (1 - kept))} % of every reputation per epoch`;
    warnings.push({ message, place: locate(["governance", "reputation_decay"], "value") });
  }
  const total = spec.agents.reduce((sum, { count }) => sum + count, 0);
  const { max_actions_per_step: cap, schedule_mode: mode } = spec.simulation;
  if (total > cap && mode === "round_robin") {
    const message = `${total - cap} of ${total} agents never act: simulation.max_actions_per_step is ${cap} and turns go in registration order`;
    warnings.push({ message, place: locate(["simulation", "max_actions_per_step"], "key") });
  }
  for (const key of Object.keys(spec.success_criteria)) {
    const message = unknownCriterion(key);
    if (message !== undefined) warnings.push({ message, place: locate(["success_criteria", key], "key") });
  }
  return warnings;
}
