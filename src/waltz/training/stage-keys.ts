import { Type } from "@sinclair/typebox";
import { Ajv } from "ajv";
import { OPTIMISERS } from "../../learning/optimiser.js";
import { objection } from "../../scenario/diagnostics.js";
import { AGENTS } from "../environments/environment.js";
import { rewardFaults } from "./complete-reward.js";
import { FEEDBACK_MODES } from "./rollout.js";
import type { RewardChoice, StageSettings } from "./settings.js";

const oneOf = (names: readonly string[]) => Type.Unsafe<string>({ enum: names });
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
    reference: oneOf(["start", "untrained"]),
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

const ajv = new Ajv({ allErrors: true, strict: false, strictNumbers: true, verbose: true });
const validate = ajv.compile(schema);
const isReward = ajv.compile(reward);

/** What is wrong with the keys of a stage, and where in them. */
export interface KeyFault {
  readonly path: readonly (string | number)[];
  /** Whether the key itself is wrong, or its value. */
  readonly at: "key" | "value";
  readonly message: string;
}

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

/** Everything that is wrong with the keys of a stage, rewards and their weights among it. */
export function stageKeyFaults(keys: Readonly<Record<string, unknown>>): readonly KeyFault[] {
  const objections = validate(keys) ? [] : (validate.errors ?? []);
  const rewards = (keys.rewards ?? {}) as Readonly<Record<string, unknown>>;
  const chosen = AGENTS.flatMap((agent) => {
    const choice = rewards[agent];
    if (!isReward(choice)) return [];
    return rewardFaults(agent, choice as RewardChoice).map(({ path, message }): KeyFault => {
      return { path: ["rewards", agent, ...path], at: path.length > 1 ? "key" : "value", message };
    });
  });
  return [...objections.flatMap((error) => objection(error, keys, "stage") ?? []), ...chosen];
}

/** The settings of keys. @throws Error for keys with faults */
export function stageSettings(stage: StageSettings["stage"], keys: Readonly<Record<string, unknown>>): StageSettings {
  const [fault] = stageKeyFaults(keys);
  if (fault !== undefined) throw new Error(fault.message);
  const { max_rounds, first_share, include_last, value_rate, ...same } = keys;
  return {
    ...(same as unknown as Omit<StageSettings, "stage">),
    stage,
    maxRounds: max_rounds as number,
    firstShare: first_share as number,
    includeLast: include_last as boolean,
    valueRate: value_rate as number,
  };
}
