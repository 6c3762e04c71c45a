import { InputError } from "../base/errors.js";
import type { Scenario } from "../scenario/spec.js";
import type { CompareOptions } from "./compare-options.js";

/** The seeds that every arm runs with. */
export interface ArmSeeds {
  readonly first: number;
  /** From one to the next, >= 1. */
  readonly step: number;
  readonly count: number;
}

/** Runs that one comparison may ask for. */
const MOST_RUNS = 1_000_000;

/** Seeds where nothing is said of them; a pilot needs to see the spread, not the difference. */
const COUNT = 50;
const PILOT = 10;

/**
 * Under `--compat` agent k of a run draws from a stream on seed + k, and everything else from streams on the seed itself:
 * seeds must be further apart than there are agents, or runs share streams.
 *
 * @throws InputError for seeds that share streams, too many runs, and seeds beyond whole numbers
 */
export function seedsFor(
  { seeds: given, seedStart: first = 1, seedStep, plan, compat }: CompareOptions,
  arms: readonly { readonly scenario: Scenario }[],
): ArmSeeds {
  const agents = Math.max(
    ...arms.map(({ scenario }) => scenario.spec.agents.reduce((sum, { count }) => sum + count, 0)),
  );
  const least = compat === undefined ? 1 : agents + 1;
  const [step, count] = [seedStep ?? least, given ?? (plan ? PILOT : COUNT)];
  const refuse = (option: string, message: string): never => {
    throw new InputError([{ message, place: { file: option } }]);
  };
  if (step < least) {
    return refuse(
      `--seed-step ${step}`,
      `under --compat agent k draws from seed + k: with ${agents} agents, seeds less than ${least} apart share streams`,
    );
  }
  if (count * arms.length > MOST_RUNS) {
    return refuse(`--seeds ${count}`, `${count} seeds x ${arms.length} arms are too many runs: at most ${MOST_RUNS}`);
  }
  if (!Number.isSafeInteger(first + step * (count - 1))) return refuse("--seed-start", "the last seed is too large");
  return { first, step, count };
}

export function seedsIn({ first, step, count }: ArmSeeds): readonly number[] {
  return Array.from({ length: count }, (_, at) => first + at * step);
}
