import { InputError } from "../base/errors.js";
import { didYouMean } from "../base/nearest.js";
import type { JudgeDefinition } from "../contract/judge.js";
import type { NeededJudge, Needs } from "../contract/services.js";
import { completeConfig } from "../llm/complete-config.js";
import type { Extensions } from "./extensions.js";
import type { ScenarioSpec } from "./spec.js";
import type { SpecFault } from "./spec-faults.js";

/** What the agents of one entry need. */
export interface EntryNeeds {
  /** Place of the entry in `agents`. */
  readonly entry: number;
  readonly needs: Needs;
}

/** What the entries of a scenario need that have agents. */
export function needsOf({ agents }: ScenarioSpec, extensions: Extensions): readonly EntryNeeds[] {
  return agents.flatMap(({ type, count, config }, entry) => {
    const needs = count === 0 ? undefined : extensions.agents.find(type)?.needs?.(config);
    return needs === undefined ? [] : [{ entry, needs }];
  });
}

/** Names of all models that somebody asks, judges included. */
export function modelsAsked(spec: ScenarioSpec, extensions: Extensions): ReadonlySet<string> {
  const names = needsOf(spec, extensions).flatMap(({ needs: { models, judge } }) => [
    ...models.map(({ name }) => name),
    ...(judge?.model.name === undefined || !asksModel(judge, extensions) ? [] : [judge.model.name]),
  ]);
  return new Set(names);
}

export function asksModel({ name }: NeededJudge, extensions: Extensions): boolean {
  return extensions.judges.find(name)?.needs.includes("model") ?? false;
}

/**
 * The config of a judge, complete: of the keys that all judges are given those that it knows, and its own.
 * @throws InputError with every key of its own that it does not know, or that does not fit
 */
export function judgeConfig({ config, own }: NeededJudge, definition: JudgeDefinition): unknown {
  const known = Object.entries(config).filter(([key]) => Object.hasOwn(definition.config.properties, key));
  return completeConfig(definition.config, { ...Object.fromEntries(known), ...own.config }, definition.name);
}

/** Names that lead nowhere, judges that cannot do their work, and models that nobody asks. */
export function needFaults(spec: ScenarioSpec, extensions: Extensions): readonly SpecFault[] {
  const faults = needsOf(spec, extensions).flatMap(({ entry, needs }) => {
    const at = (key: string, message: string, refused: SpecFault["refused"] = "always"): SpecFault => {
      return { path: ["agents", entry, "config", key], message, refused };
    };
    const nameless = needs.models.flatMap(({ key, name }) => {
      const message = modelFault(name, spec);
      return message === undefined ? [] : [at(key, message)];
    });
    return [...nameless, ...(needs.judge === undefined ? [] : judgeFaults(needs.judge, spec, extensions, at))];
  });
  const asked = modelsAsked(spec, extensions);
  const idle = Object.keys(spec.models ?? {})
    .filter((name) => !asked.has(name))
    .map((name): SpecFault => ({ path: ["models", name], message: "is asked by nobody", refused: "never" }));
  return [...faults, ...idle];
}

function modelFault(name: string, { models }: ScenarioSpec): string | undefined {
  if (models === undefined) return `names the model "${name}", and the scenario has no block of models`;
  if (Object.hasOwn(models, name)) return undefined;
  return `names no model of the models block: "${name}"${didYouMean(name, Object.keys(models))}`;
}

function judgeFaults(
  judge: NeededJudge,
  spec: ScenarioSpec,
  extensions: Extensions,
  at: (key: string, message: string, refused?: SpecFault["refused"]) => SpecFault,
): readonly SpecFault[] {
  const { name, key, model, labels } = judge;
  const definition = extensions.judges.find(name);
  if (definition === undefined) {
    return [
      at(key, `names no judge: ${extensions.judges.unknown(name)}; there are: ${extensions.judges.names.join(", ")}`),
    ];
  }
  const { needs } = definition;
  const faults: SpecFault[] = ownKeyFaults(judge, definition).map((message) => at(judge.own.key, message));
  if (needs.includes("model")) {
    if (model.name === undefined) faults.push(at(model.key, `is missing: ${name} has to ask a model`));
    else {
      const message = modelFault(model.name, spec);
      if (message !== undefined) faults.push(at(model.key, message));
    }
  } else if (model.name !== undefined) faults.push(at(model.key, `has no effect: ${name} asks no model`, "never"));
  if (needs.includes("labels")) {
    if (labels.file === undefined)
      faults.push(at(labels.key, `is missing: ${name} takes its word from a file of labels`));
  } else if (labels.file !== undefined) faults.push(at(labels.key, `has no effect: ${name} reads no labels`, "never"));
  if (judge.breaches && definition.complianceOnly) {
    faults.push(at(key, `is ${name}, which sees compliance alone: it cannot tell whether a message breaks the rules`));
  }
  if (needs.includes("rule") && judge.breaches && !judge.rules) {
    faults.push(at(key, `is ${name}, which needs rules with markers: give rule_markers`));
  }
  return faults;
}

/** What is wrong with the keys that are meant for this judge alone. */
function ownKeyFaults(judge: NeededJudge, definition: JudgeDefinition): readonly string[] {
  const twice = Object.keys(judge.own.config).filter((key) => Object.hasOwn(judge.config, key));
  if (twice.length > 0) return twice.map((key) => `gives ${key}, which has a key of its own: judge_${key}`);
  try {
    judgeConfig(judge, definition);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.faults.map(({ message }) => `does not fit: ${message}`);
  }
}
