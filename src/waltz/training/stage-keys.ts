import { Type } from "@sinclair/typebox";
import { Ajv } from "ajv";
import { type Fault, InputError } from "../../base/errors.js";
import { OPTIMISERS } from "../../learning/optimiser.js";
import { objection } from "../../scenario/diagnostics.js";
import { AGENTS } from "../environments/environment.js";
import { FEEDBACK_MODES } from "./rollout.js";
import type { StageSettings } from "./settings.js";

const oneOf = (names: readonly string[]) => Type.Union(names.map((name) => Type.Literal(name)));
const strict = { additionalProperties: false } as const;
const reward = Type.Object({ name: Type.String(), weights: Type.Record(Type.String(), Type.Number()) }, strict);
const perAgent = <T extends Parameters<typeof Type.Array>[0]>(schema: T) =>
  Type.Object({ conversation: schema, feedback: schema }, strict);
const rate = Type.Number({ exclusiveMinimum: 0 });

/** The keys of a stage as they are given on the command line. */
const schema = Type.Object(
  {
    train: Type.Array(oneOf(AGENTS), { uniqueItems: true, minItems: 1 }),
    rewards: perAgent(reward),
    iterations: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    batch: Type.Integer({ minimum: 1, maximum: 100_000 }),
    kl: Type.Number({ minimum: 0 }),
    clip: Type.Number({ exclusiveMinimum: 0 }),
    passes: Type.Integer({ minimum: 1, maximum: 1000 }),
    optimiser: oneOf(OPTIMISERS),
    rates: perAgent(rate),
    max_rounds: Type.Integer({ minimum: 0, maximum: 100 }),
    trigger: oneOf(FEEDBACK_MODES),
    first_share: Type.Number({ minimum: 0, maximum: 1 }),
    include_last: Type.Boolean(),
    method: oneOf(["reinforce++", "ppo"]),
    value: oneOf(["separate", "shared"]),
    value_rate: rate,
  },
  strict,
);

const validate = new Ajv({ allErrors: true, strict: false, strictNumbers: true, verbose: true }).compile(schema);

/** The settings under the names of their keys: what logs and manifests show, and what keys are put into. */
export function stageKeys(settings: StageSettings): Record<string, unknown> {
  const { stage: _, maxRounds, firstShare, includeLast, valueRate, ...same } = settings;
  return {
    ...structuredClone(same),
    max_rounds: maxRounds,
    first_share: firstShare,
    include_last: includeLast,
    value_rate: valueRate,
  };
}

/**
 * The settings of keys.
 *
 * @param placeOf where the value of a key was given, for messages
 * @throws InputError with everything that is wrong with them
 */
export function stageSettings(
  stage: StageSettings["stage"],
  keys: Record<string, unknown>,
  placeOf: (path: readonly (string | number)[]) => Fault["place"],
): StageSettings {
  if (!validate(keys)) {
    const faults = (validate.errors ?? []).flatMap((error) => {
      const found = objection(error, keys, "stage");
      if (found === undefined) return [];
      const place = placeOf(found.path);
      return [{ message: found.message, ...(place && { place }) } satisfies Fault];
    });
    throw new InputError(faults);
  }
  const { max_rounds, first_share, include_last, value_rate, ...same } = keys as Record<string, unknown>;
  return {
    ...(same as unknown as Omit<StageSettings, "stage">),
    stage,
    maxRounds: max_rounds as number,
    firstShare: first_share as number,
    includeLast: include_last as boolean,
    valueRate: value_rate as number,
  };
}
