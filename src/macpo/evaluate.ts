import { answersOf, type MacpoAgent, streamOf } from "./agent.js";
import type { World } from "./world.js";

/** Answers of one agent to the test prompts, judged: all samples of the first prompt, then of the second, and so on. */
export interface Judged {
  readonly scores: Float64Array;
  readonly lengths: Int32Array;
  /** Tokens as text, to tell answers apart. */
  readonly texts: readonly string[];
}

/**
 * Has an agent answer each test prompt `samples` times. Its draws are the same in every round and every variant of a run, so
 * that what differs is the policy.
 */
export function judged(agent: MacpoAgent, world: World, samples: number): Judged {
  const { test } = world.splits;
  const repeated = test.flatMap((prompt) => Array.from({ length: samples }, () => prompt));
  const answers = answersOf(agent, repeated, "sample", streamOf(world.source, "test", agent.name));
  return {
    scores: Float64Array.from(answers, ({ tokens }, i) => world.gold.score(repeated[i], tokens)),
    lengths: Int32Array.from(answers, ({ tokens }) => tokens.length),
    texts: answers.map(({ tokens }) => tokens.join(" ")),
  };
}

/** Mean gold score of the most probable answers to the test prompts, in [0, 1]. */
export function greedyScore({ policy, contexts }: MacpoAgent, { splits, gold }: World): number {
  return mean(splits.test.map((prompt) => gold.score(prompt, policy.best(contexts[prompt]))));
}

/** 0 of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i];
  return values.length === 0 ? 0 : sum / values.length;
}

/** Share of answers that score higher than another agent's to the same prompt, ties half; in [0, 1]. */
export function winRate(own: Judged, other: Judged): number {
  return mean(own.scores.map((score, i) => (score > other.scores[i] ? 1 : score === other.scores[i] ? 0.5 : 0)));
}

/** Share of prompts to which two of them, averaged over all pairs, answer otherwise; undefined for fewer than two. */
export function diversity(answers: readonly (readonly string[])[]): number | undefined {
  const pairs = answers.flatMap((one, k) => answers.slice(k + 1).map((other) => [one, other] as const));
  if (pairs.length === 0) return undefined;
  return mean(pairs.map(([one, other]) => mean(one.map((text, i) => (text === other[i] ? 0 : 1)))));
}

/**
 * By how much answers score higher than earlier ones of the same length: the difference of means within each length, weighed
 * by how often the earlier ones have it (direct standardisation). `covered` is the share of earlier answers whose length
 * occurs among the later ones too; the others have no say.
 */
export function gainAtEqualLength(later: Judged, earlier: Judged): { readonly gain: number; readonly covered: number } {
  const [after, before] = [byLength(later), byLength(earlier)];
  let [gain, weight] = [0, 0];
  for (const [length, scores] of before) {
    const others = after.get(length);
    if (others === undefined) continue;
    gain += scores.length * (mean(others) - mean(scores));
    weight += scores.length;
  }
  return { gain: weight === 0 ? 0 : gain / weight, covered: weight / earlier.scores.length };
}

function byLength({ scores, lengths }: Judged): ReadonlyMap<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [i, length] of lengths.entries()) {
    const same = found.get(length);
    if (same === undefined) found.set(length, [scores[i]]);
    else same.push(scores[i]);
  }
  return found;
}
