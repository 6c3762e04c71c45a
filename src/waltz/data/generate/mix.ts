import { InputError } from "../../../base/errors.js";
import type { RandomSource } from "../../../base/random/random-source.js";
import { shuffled } from "../../../base/random/shuffled.js";
import { comparableText } from "../comparable.js";
import { type KnownExample, ROLES, type Role } from "../example.js";
import { nearlyAmong } from "../near-duplicates.js";
import { type Examples, withoutRepeats } from "./generate.js";

/**
 * As many examples of each agent as asked for out of a pool, by drawn groups; no two of one agent repeat each other.
 *
 * @throws InputError where the pool has not as many distinct ones of an agent
 */
export function drawExamples(pool: Examples, wanted: number, source: RandomSource, threshold: number): Examples {
  const distinct = ROLES.map((role) => ({ role, ...withoutRepeats(pool[role], role, threshold) }));
  const short = distinct.filter(({ kept }) => kept.length < wanted);
  if (short.length > 0) {
    throw new InputError(
      short.map(({ role, kept, dropped }) => {
        const repeats = dropped === 0 ? "" : ` (and ${dropped} that repeat them)`;
        return { message: `the pool has ${kept.length} examples of the ${role} agent${repeats}, fewer than ${wanted}` };
      }),
    );
  }
  const [conversation, feedback] = distinct.map(({ role, kept }) => {
    const stream = source.family("waltz-data-mix", [role]).of(0);
    const groups = shuffled([...new Set(kept.map(({ facts }) => facts.group))].sort(), stream);
    const order = new Map(groups.map((group, at) => [group, at]));
    const rank = ({ facts }: KnownExample) => order.get(facts.group) ?? 0;
    return [...kept].sort((a, b) => rank(a) - rank(b)).slice(0, wanted);
  });
  return { conversation: conversation ?? [], feedback: feedback ?? [] };
}

/** The examples that nearly repeat none of `others`. */
export function unlike(examples: Examples, others: Examples, threshold: number): Examples {
  const text = (role: Role) => (known: KnownExample) => comparableText({ role, example: known.example });
  const [conversation, feedback] = ROLES.map((role) => {
    const likeness = nearlyAmong(examples[role].map(text(role)), others[role].map(text(role)), threshold);
    return examples[role].filter((_, at) => likeness[at] === undefined);
  });
  return { conversation: conversation ?? [], feedback: feedback ?? [] };
}
