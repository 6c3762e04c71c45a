import type { Authored } from "./authored.js";
import type { MacpoTraining } from "./training.js";

/** Everything that a run goes on from after a round: plain JSON, and parameters by agent. */
export interface MacpoState {
  readonly facts: {
    readonly round: number;
    readonly negatives: readonly (readonly Authored[])[];
  };
  readonly arrays: Readonly<Record<string, Float64Array>>;
}

/** Streams are keyed by round and optimisers start anew at each stage, so there is nothing else to keep. */
export function saveTraining(training: MacpoTraining): MacpoState {
  const learners = [training.student, ...training.teachers];
  return {
    facts: { round: training.round, negatives: learners.map((agent) => training.negativesOf(agent)) },
    arrays: Object.fromEntries(training.agents.map(({ name, policy }) => [name, policy.parameters.slice()])),
  };
}

/** Puts a training, just made from the same configuration, where another one was when it was saved. */
export function restoreTraining(training: MacpoTraining, { facts, arrays }: MacpoState): void {
  training.round = facts.round;
  for (const { name, policy } of training.agents) {
    const saved = arrays[name];
    if (saved?.length !== policy.parameters.length) throw new Error(`the state has no parameters of ${name}`);
    policy.parameters.set(saved);
  }
  const [student, ...teachers] = facts.negatives;
  training.fixNegatives(student, teachers);
}
