import { Value } from "@sinclair/typebox/value";
import { type Fault, ScenarioError } from "../base/errors.js";
import { NATIVE, type Semantics, SWARM_1_9 } from "../model/semantics.js";
import { checkScenario } from "./check.js";
import { BUILT_IN, type Extensions } from "./extensions.js";
import { readMaterial } from "./material.js";
import { modelSchema } from "./models-block.js";
import { scenarioSchema } from "./schema.js";
import type { Scenario, ScenarioSpec } from "./spec.js";

/** A scenario as a manifest records it. */
export interface RecordedScenario {
  /** Where it is recorded, for messages. */
  readonly recordedIn: string;
  /** The scenario file that it came from. */
  readonly file: string;
  /** The scenario with every default filled in. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Name of the semantics it was run under. */
  readonly semantics: string;
}

const SEMANTICS: readonly Semantics[] = [NATIVE, SWARM_1_9];

/**
 * The scenario that a run was made from, without its file: as it was recorded. Keys that it lacks, because an earlier
 * version wrote it, get the defaults of this one. Files that it names are read as they are now. Warnings are not made
 * again.
 *
 * @throws ScenarioError where this version cannot run it, or a file that it names cannot be read
 */
export function restoreScenario(recorded: RecordedScenario, extensions: Extensions = BUILT_IN): Scenario {
  const { recordedIn, file, parameters, semantics: name } = recorded;
  const place = { file: recordedIn };
  const semantics = SEMANTICS.find((known) => known.name === name);
  if (semantics === undefined) {
    const known = SEMANTICS.map((each) => each.name).join(", ");
    throw new ScenarioError([{ message: `unknown semantics "${name}"; there are: ${known}`, place }]);
  }
  const data = structuredClone(parameters) as Record<string, unknown>;
  // Keys that a replay passed over are not in the record: what is there must be known, whatever the semantics.
  const { faults } = checkScenario(data, extensions, NATIVE, () => place);
  if (faults.length > 0) throw new ScenarioError(faults.map(inRecord));
  const spec = withDefaults(data, extensions);
  const { material, faults: unread } = readMaterial(spec, extensions, () => place, file);
  if (unread.length > 0) throw new ScenarioError(unread);
  return { file, spec, semantics, warnings: [], ...(material.files.length > 0 && { material }) };
}

function inRecord({ message, ...rest }: Fault): Fault {
  return { message: `its parameters cannot be run by this version: ${message}`, ...rest };
}

function withDefaults(data: Record<string, unknown>, extensions: Extensions): ScenarioSpec {
  const spec = Value.Default(scenarioSchema(extensions), data) as ScenarioSpec;
  const agents = spec.agents.map(({ config, ...agent }) => {
    const definition = extensions.agents.find(agent.type);
    if (definition === undefined) throw new Error(extensions.agents.unknown(agent.type));
    return { ...agent, config: Value.Default(definition.config, config) as Readonly<Record<string, unknown>> };
  });
  const models = Object.entries(spec.models ?? {}).map(([name, model]) => {
    const provider = extensions.providers.find(model.provider);
    if (provider === undefined) throw new Error(extensions.providers.unknown(model.provider));
    return [name, Value.Default(modelSchema(provider), model)] as const;
  });
  return { ...spec, agents, ...(models.length > 0 && { models: Object.fromEntries(models) }) } as ScenarioSpec;
}
