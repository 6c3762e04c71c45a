import type { RandomStream } from "../../base/random/random-source.js";
import type { Pool, View } from "../../contract/view.js";
import { leastPerplexing, mostVoted } from "../../learning/preference-choice.js";
import type { StudentConfig } from "./config.js";
import type { Question } from "./supervisors.js";

/** Somebody who was asked, and the answer. */
export interface Proposed {
  readonly agent: number;
  readonly tokens: readonly number[];
}

/**
 * Up to `most` members of a pool that are visible, in registration order: all of them where there are no more, else a random
 * subset (Floyd's draw, one draw a member). Costs what `most` costs, however many there are.
 */
export function askedOf(view: View, pool: Pool, most: number, stream: RandomStream): readonly number[] {
  const there = view.count(pool);
  if (there <= most) return Array.from({ length: there }, (_, k) => view.pick(k, pool));
  const places = new Set<number>();
  for (let last = there - most; last < there; last += 1) {
    const place = stream.below(last + 1);
    places.add(places.has(place) ? last : place);
  }
  return [...places].sort((a, b) => a - b).map((k) => view.pick(k, pool));
}

/** Index of the answer that the student will learn from; the first of equals. */
export function chosenOf(
  filter: StudentConfig["filter"],
  proposed: readonly Proposed[],
  { student, context }: Question,
  view: View,
  stream: RandomStream,
): number {
  const answers = proposed.map(({ tokens }) => tokens);
  switch (filter) {
    case "ppl":
      return leastPerplexing(student, context, answers);
    case "vote":
      return mostVoted(answers);
    case "reputation": {
      const reputations = proposed.map(({ agent }) => view.reputationOf(agent));
      return reputations.indexOf(Math.max(...reputations));
    }
    case "random":
      return stream.below(answers.length);
  }
}
