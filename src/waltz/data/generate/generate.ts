import { InputError } from "../../../base/errors.js";
import type { RandomSource } from "../../../base/random/random-source.js";
import { shuffled } from "../../../base/random/shuffled.js";
import { comparableText } from "../comparable.js";
import { type KnownExample, ROLES, type Role } from "../example.js";
import { nearDuplicates } from "../near-duplicates.js";
import { furnish, type House, plots } from "./house.js";
import { templateExamples } from "./template-examples.js";

export type Examples = Readonly<Record<Role, readonly KnownExample[]>>;

/** What came of generating. */
export interface Generated {
  readonly examples: Examples;
  readonly houses: number;
  /** Examples that nearly repeated an earlier one and were dropped. */
  readonly dropped: Readonly<Record<Role, number>>;
}

/** Examples of one agent that a house gives before any is dropped. */
const PER_HOUSE = 4;
/** Houses more than would do if none of their examples were dropped. */
const MARGIN = 1.1;

/** Houses in a drawn order; the house of a plot depends on the seed and the plot alone. */
export function* houses(source: RandomSource): Generator<House> {
  const order = shuffled(plots(), source.family("waltz-data-order", ["houses"]).of(0));
  for (const plot of order) {
    yield furnish(plot, source.family("waltz-data-house", [`${plot.scene.id}/${plot.name}`]).of(0));
  }
}

/**
 * Examples from templates: as many of each agent as asked for, no two of one agent near duplicates. They are harmless by
 * their making: what is "unsafe" in them is that a made-up house's secret is told.
 *
 * @param wanted examples of each agent, >= 0
 * @param threshold similarity from which two examples repeat each other
 * @throws InputError when there are not as many
 */
export function generateFromTemplates(wanted: number, source: RandomSource, threshold: number): Generated {
  const built: House[] = [];
  const more = houses(source);
  for (let count = Math.ceil((wanted / PER_HOUSE) * MARGIN); ; count = Math.ceil(count * MARGIN) + 1) {
    let next = more.next();
    for (; !next.done; next = more.next()) if (built.push(next.value) >= count) break;
    const found = distinctOf(built, source, threshold);
    const short = ROLES.find((role) => found.examples[role].length < wanted);
    if (short === undefined) return first(found, wanted);
    if (!next.done) continue;
    throw new InputError(
      `the templates give ${found.examples[short].length} distinct examples of a ${short} agent, fewer than ${wanted}`,
    );
  }
}

/** The examples without those that nearly repeat an earlier one of their agent. */
export function withoutRepeats(
  examples: readonly KnownExample[],
  role: Role,
  threshold: number,
): { readonly kept: readonly KnownExample[]; readonly dropped: number } {
  const likeness = nearDuplicates(
    examples.map(({ example }) => comparableText({ role, example })),
    threshold,
  );
  const kept = examples.filter((_, at) => likeness[at] === undefined);
  return { kept, dropped: examples.length - kept.length };
}

function distinctOf(chosen: readonly House[], source: RandomSource, threshold: number): Generated {
  const made = chosen.map((house) => templateExamples(house, source.family("waltz-data-words", [house.id]).of(0)));
  const [conversation, feedback] = ROLES.map((role) =>
    withoutRepeats(
      made.flatMap((one) => one[role]),
      role,
      threshold,
    ),
  );
  if (conversation === undefined || feedback === undefined) throw new Error("a role is missing");
  return {
    examples: { conversation: conversation.kept, feedback: feedback.kept },
    houses: chosen.length,
    dropped: { conversation: conversation.dropped, feedback: feedback.dropped },
  };
}

function first({ examples, houses: count, dropped }: Generated, wanted: number): Generated {
  const cut = { conversation: examples.conversation.slice(0, wanted), feedback: examples.feedback.slice(0, wanted) };
  return { examples: cut, houses: count, dropped };
}
