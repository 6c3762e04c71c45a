import { REWARDS } from "../rewards/registry.js";
import type { RewardDefinition } from "../rewards/reward.js";
import type { RequestFault, RewardsRequest, RolloutRequest } from "./request-schema.js";

/** Samples to be scored by one reward. */
export interface ScoringRequest {
  readonly definition: RewardDefinition;
  /** Complete. */
  readonly weights: Readonly<Record<string, number>>;
  readonly codec: string | undefined;
  readonly rollouts: readonly (RolloutRequest & { readonly turn: number; readonly feedback: readonly string[] })[];
}

export type Checked<T> = { readonly value: T } | { readonly faults: readonly RequestFault[] };

/** A request whose shape is right, made complete, or all that its meaning lacks. */
export function scoringRequest({ reward, weights = {}, codec, rollouts }: RewardsRequest): Checked<ScoringRequest> {
  const definition = REWARDS.find(reward);
  if (definition === undefined) return { faults: [{ path: "/reward", message: REWARDS.unknown(reward) }] };
  const complete = rollouts.map((rollout) => ({
    ...rollout,
    feedback: rollout.feedback ?? [],
    turn: rollout.turn ?? (definition.agent === "conversation" ? rollout.answers.length - 1 : 0),
  }));
  const faults = [
    ...weightFaults(definition, weights),
    ...complete.flatMap((rollout, at) => rolloutFaults(rollout, definition, `/rollouts/${at}`)),
  ];
  if (faults.length > 0) return { faults };
  return { value: { definition, weights: { ...definition.weights, ...weights }, codec, rollouts: complete } };
}

function weightFaults({ name, weights: known }: RewardDefinition, given: object): readonly RequestFault[] {
  const names = Object.keys(known);
  return Object.keys(given)
    .filter((key) => !names.includes(key))
    .map((key) => ({
      path: `/weights/${key}`,
      message: `${name} has no such weight; it has ${names.length === 0 ? "none" : names.join(", ")}`,
    }));
}

function rolloutFaults(
  { answers, feedback, turn }: ScoringRequest["rollouts"][number],
  { agent, name }: RewardDefinition,
  path: string,
): readonly RequestFault[] {
  const faults: RequestFault[] = [];
  if (feedback.length !== answers.length && feedback.length !== answers.length - 1) {
    const message = `${answers.length} answers go with ${answers.length} or ${answers.length - 1} feedbacks, got ${feedback.length}`;
    faults.push({ path: `${path}/feedback`, message });
  }
  if (turn >= answers.length)
    faults.push({ path: `${path}/turn`, message: `there are ${answers.length} turns, from 0` });
  else if (agent === "feedback" && turn >= feedback.length) {
    faults.push({ path: `${path}/turn`, message: `${name} rewards feedback, and there is none on turn ${turn}` });
  }
  return faults;
}
