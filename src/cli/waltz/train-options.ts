import { InputError } from "../../base/errors.js";
import { POLICIES } from "../../learning/policies.js";
import { applyOverrides, type Override, overridePlace, parseOverride } from "../../scenario/overrides.js";
import { AGENTS } from "../../waltz/environments/environment.js";
import type { PolicyChoice } from "../../waltz/trained-pair.js";
import { idleKeys, neverAsked, type TrainingMethod } from "../../waltz/training/idle-keys.js";
import { type PresetName, preset } from "../../waltz/training/presets.js";
import type { StageSettings } from "../../waltz/training/settings.js";
import { type KeyFault, stageKeyFaults, stageKeys, stageSettings } from "../../waltz/training/stage-keys.js";
import { dashed } from "./dashed.js";
import { GatheredFaults } from "./gathered-faults.js";
import type { WorldOptions } from "./train-world.js";

/** What `swarm waltz train` is told. */
export interface TrainOptions extends WorldOptions {
  readonly policy?: string | undefined;
  readonly hidden: number;
  readonly embeddingCache: string;
  readonly method: TrainingMethod;
  readonly preset: PresetName;
  readonly iterations?: number | undefined;
  readonly set?: readonly string[] | undefined;
  readonly from?: readonly string[] | undefined;
  readonly seed: number;
  readonly checkpointEvery: number;
  readonly out?: string | undefined;
  readonly restart?: true | undefined;
  readonly quiet?: true | undefined;
  readonly json?: true | undefined;
}

/** Options about prompts and how they are read, and the worlds that have any use for them. */
const OF_PROMPTS = [
  ...["xstest", "folds", "fold", "partial", "variant", "dimension", "crossing"],
  ...["embeddings", "embeddingCache"],
];
const READ: Readonly<Record<TrainOptions["environment"], readonly string[]>> = {
  toy: [],
  xstest: OF_PROMPTS,
  house: ["folds", "fold", "partial", "dimension", "crossing"],
};

/** The policy that new agents get. */
export function chosenPolicy({ policy, environment, hidden }: TrainOptions): PolicyChoice {
  const make = policy ?? (environment === "toy" ? "tabular" : "linear");
  return { make, hidden: POLICIES.find(make)?.hasHidden ? hidden : 0 };
}

/**
 * @param given names of the options that stand on the command line
 * @throws InputError for options that can do nothing beside the others
 */
export function refuseIdleOptions(options: TrainOptions, given: ReadonlySet<string>): void {
  const { environment, from } = options;
  const faults: string[] = [];
  for (const name of OF_PROMPTS.filter((one) => given.has(one) && !READ[environment].includes(one))) {
    faults.push(`--${dashed(name)} does nothing in the world "${environment}"`);
  }
  if (environment === "xstest") faults.push(...idleBesideEmbeddings(options, given));
  for (const name of ["policy", "hidden"].filter((one) => given.has(one))) {
    const { make, hidden } = chosenPolicy(options);
    if (from !== undefined) faults.push(`--${name} does nothing: agents given by --from bring their policies`);
    else if (name === "hidden" && hidden === 0)
      faults.push(`--hidden does nothing: a ${make} policy has no hidden layer`);
  }
  if (faults.length > 0) throw new InputError(faults.map((message) => ({ message })));
}

function idleBesideEmbeddings({ embeddings, variant }: TrainOptions, given: ReadonlySet<string>): readonly string[] {
  if (embeddings === undefined) {
    return given.has("embeddingCache") ? ["--embedding-cache does nothing without --embeddings"] : [];
  }
  return [
    ...(given.has("dimension") ? ["--dimension does nothing: embeddings have as many as their model gives"] : []),
    ...(variant === "text" ? ["--embeddings are of prompts: the variant text reads answers, too, as n-grams"] : []),
  ];
}

/** The settings of the preset with those of the command line in their places. @throws InputError with everything that is wrong with them */
export function settingsOf(stage: StageSettings["stage"], make: string, options: TrainOptions): StageSettings {
  const { method, iterations } = options;
  const faults = new GatheredFaults();
  const given = (options.set ?? []).flatMap((text) => faults.from(() => parseOverride(text)) ?? []);
  const both = method === "supervised" ? { train: [...AGENTS] } : {};
  const base: Record<string, unknown> = { ...stageKeys(preset(options.preset, stage, make)), ...both };
  const set = given.reduce((before, one) => faults.from(() => applyOverrides(before, [one])) ?? before, base);
  const keys = iterations === undefined ? set : { ...set, iterations };
  const twice = iterations === undefined ? undefined : given.find(({ path }) => path[0] === "iterations");
  if (twice !== undefined) faults.add([{ message: "--iterations is given as well", place: twice.place }]);
  const place = (fault: KeyFault) => placed(fault, given, base);
  const wrong = stageKeyFaults(keys);
  faults.add(wrong.map(place));
  if (wrong.length === 0) {
    const settings = stageSettings(stage, keys);
    const paths = given.map(({ path }) => path);
    faults.add(idleKeys(paths, settings, method, options.from === undefined).map(place));
    const never = neverAsked(settings, method);
    if (never !== undefined) faults.add([{ message: never }]);
  }
  faults.tell();
  return stageSettings(stage, keys);
}

function placed({ path, at, message }: KeyFault, given: readonly Override[], base: Readonly<Record<string, unknown>>) {
  const place = overridePlace(path, at, given, base);
  return place === undefined ? { message } : { message, place };
}
