import { Value } from "@sinclair/typebox/value";
import { type Fault, ScenarioError } from "../base/errors.js";
import { isMap } from "../base/is-map.js";
import { NATIVE, type Semantics, SWARM_1_9 } from "../model/semantics.js";
import { advise } from "./advice.js";
import { checkScenario, type Locate } from "./check.js";
import { SourceDocument } from "./document.js";
import { BUILT_IN, type Extensions } from "./extensions.js";
import { readMaterial } from "./material.js";
import { modelSchema } from "./models-block.js";
import { applyOverrides, type Override, overridePlace, parseOverride } from "./overrides.js";
import { MAX_COUNT, scenarioSchema } from "./schema.js";
import { readSource } from "./source-text.js";
import type { Scenario, ScenarioSpec } from "./spec.js";
import { type SpecFault, specFaults, specFaultText } from "./spec-faults.js";

/** Used where a scenario names no seed: a run can always be repeated. */
const DEFAULT_SEED = 42;

export interface LoadOptions {
  /** `key=value` overrides, later ones win. */
  readonly set?: readonly string[];
  readonly seed?: number;
  readonly epochs?: number;
  readonly steps?: number;
  /** Behave as the reference system does, random numbers included. */
  readonly compat?: "swarm-1.9";
  readonly extensions?: Extensions;
}

/**
 * Reads a scenario file, checks it and fills in every default.
 * @throws ScenarioError with all faults at once and their places, InputError for an override that cannot be read
 */
export function loadScenario(file: string, options: LoadOptions = {}): Scenario {
  return parseScenario(readSource(file), file, options);
}

/** The same for text that is at hand; `file` is what messages call it. */
export function parseScenario(text: string, file: string, options: LoadOptions = {}): Scenario {
  const document = SourceDocument.parse(file, text, semanticsOf(options).yamlVersion);
  return scenarioFrom(document, givenOverrides(options).map(parseOverride), options);
}

/**
 * The same for a file that is parsed already, with values put in place of its own: what makes thousands of variants of one
 * file out of a single reading.
 */
export function scenarioFrom(
  document: SourceDocument,
  overrides: readonly Override[],
  options: Pick<LoadOptions, "compat" | "extensions"> & { readonly warnings?: boolean } = {},
): Scenario {
  const extensions = options.extensions ?? BUILT_IN;
  const semantics = semanticsOf(options);
  const { file } = document;
  const data = applyOverrides(document.data, overrides);
  const locate: Locate = (path, at) => overridePlace(path, at, overrides, document.data) ?? document.placeOf(path, at);

  const given = structuredClone(data);
  if (semantics.unreadKeysTolerated) dropEmptyBlocks(data);
  const tidied = tidy(data, extensions, locate);
  const { faults, warnings } = checkScenario(data, extensions, semantics, locate);
  const all = [...tidied, ...faults];
  if (all.length > 0) throw new ScenarioError(all);
  const spec = complete(data, extensions);
  const replayed = semantics.name !== "native";
  const found = specFaults(spec, given, extensions);
  const refuses = ({ refused }: SpecFault) => refused === "always" || (refused === "unless replayed" && !replayed);
  const placed = (fault: SpecFault): Fault => ({ message: specFaultText(fault), place: locate(fault.path, "key") });
  const refused = [...refusals(spec, extensions, replayed, locate), ...found.filter(refuses).map(placed)];
  const { material, faults: unread } = readMaterial(spec, extensions, locate, file);
  refused.push(...unread);
  if (refused.length > 0) throw new ScenarioError(refused);
  const loaded = { file, spec, semantics, ...(material.files.length > 0 && { material }) };
  if (options.warnings === false) return { ...loaded, warnings: [] };
  const remarks = found.filter((fault) => !refuses(fault)).map(placed);
  return { ...loaded, warnings: [...warnings, ...advise(given, spec, extensions, locate), ...remarks] };
}

function semanticsOf({ compat }: Pick<LoadOptions, "compat">): Semantics {
  return compat === "swarm-1.9" ? SWARM_1_9 : NATIVE;
}

/** To the reference system `network: {}` is no network and `perturbations: {}` no perturbations. */
function dropEmptyBlocks(data: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(data))
    if (isMap(value) && Object.keys(value).length === 0) delete data[key];
}

function givenOverrides({ set = [], seed, epochs, steps }: LoadOptions): string[] {
  const short = { "simulation.seed": seed, "simulation.n_epochs": epochs, "simulation.steps_per_epoch": steps };
  const own = Object.entries(short).filter(([, value]) => value !== undefined);
  return [...set, ...own.map(([key, value]) => `${key}=${value}`)];
}

/** Empty blocks count as absent, and keys of levers go by their own names. Says where two names collide. */
function tidy(data: Record<string, unknown>, extensions: Extensions, locate: Locate): Fault[] {
  for (const key of Object.keys(data)) if (data[key] === null) delete data[key];
  const simulation = data.simulation as Record<string, unknown> | undefined;
  if (isMap(simulation) && simulation.seed === null) delete simulation.seed;
  const { governance } = data;
  if (!isMap(governance)) return [];
  const faults: Fault[] = [];
  for (const { aliases = {} } of extensions.levers) {
    for (const [alias, key] of Object.entries(aliases)) {
      if (!Object.hasOwn(governance, alias)) continue;
      if (Object.hasOwn(governance, key)) {
        const message = `governance.${alias} and governance.${key} are two names of one key: give one of them`;
        faults.push({ message, place: locate(["governance", alias], "key") });
      }
    }
  }
  return faults;
}

/** Fills in the defaults of the schema; an agent's config gets those of its type. */
function complete(data: Record<string, unknown>, extensions: Extensions): ScenarioSpec {
  const spec = Value.Default(scenarioSchema(extensions), data) as ScenarioSpec & Record<string, unknown>;
  const governance = spec.governance as Record<string, unknown>;
  for (const { aliases = {} } of extensions.levers) {
    for (const [alias, key] of Object.entries(aliases)) {
      if (!Object.hasOwn(governance, alias)) continue;
      governance[key] = governance[alias];
      delete governance[alias];
    }
  }
  const agents = spec.agents.map(({ config, ...agent }) => {
    const definition = extensions.agents.find(agent.type);
    if (definition === undefined) throw new Error(extensions.agents.unknown(agent.type));
    return { ...agent, config: Value.Default(definition.config, config ?? {}) };
  });
  const simulation = { ...spec.simulation, seed: spec.simulation.seed ?? DEFAULT_SEED };
  const models = spec.models && completeModels(spec.models, extensions);
  return { ...spec, agents, simulation, ...(models && { models }) } as ScenarioSpec;
}

/** Each model gets the defaults of its provider. */
function completeModels(models: NonNullable<ScenarioSpec["models"]>, extensions: Extensions) {
  const completed = Object.entries(models).map(([name, model]) => {
    const definition = extensions.providers.find(model.provider);
    if (definition === undefined) throw new Error(extensions.providers.unknown(model.provider));
    return [name, Value.Default(modelSchema(definition), model)];
  });
  return Object.fromEntries(completed);
}

/** What the schema cannot see. */
function refusals(spec: ScenarioSpec, extensions: Extensions, compat: boolean, locate: Locate): Fault[] {
  const faults: Fault[] = [];
  const total = spec.agents.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) faults.push({ message: "no agents: every count is 0", place: locate(["agents"], "key") });
  if (total > MAX_COUNT) {
    faults.push({ message: `${total} agents are too many: at most ${MAX_COUNT}`, place: locate(["agents"], "key") });
  }
  spec.agents.forEach(({ type }, i) => {
    const why = extensions.agents.find(type)?.refusedInCompat;
    if (compat && why !== undefined) {
      faults.push({
        message: `agent type "${type}" cannot replay the reference system: ${why}`,
        place: locate(["agents", i, "type"], "value"),
      });
    }
  });
  return faults;
}
