import type { RandomStream } from "../base/random/random-source.js";
import type { Features } from "../learning/features.js";
import type { Policy } from "../learning/policy.js";
import { leastPerplexing, mostVoted } from "../learning/preference-choice.js";
import type { FilterName } from "./config.js";
import type { Gold } from "./gold.js";

/** One choice among the teachers' answers to a prompt. */
interface Choice {
  readonly prompt: number;
  /** The student as it is before the round, and how it sees the prompt. */
  readonly student: Policy;
  readonly context: Features;
  /** By teacher; at least one. */
  readonly answers: readonly (readonly number[])[];
  readonly stream: RandomStream;
}

/** How one of K answers becomes the student's positive; every prompt keeps exactly one. */
export interface Filter {
  /** Whether the choice looks at the gold score, which taints what it chooses. */
  readonly tainted: boolean;
  /** @returns index of the chosen answer */
  choose(choice: Choice): number;
}

/**
 * `ppl` is the paper's: lowest perplexity under the student, the first of equals. The others are controls: `random`, always
 * the `first` teacher, the answer that most teachers gave (`vote`), the one of the highest gold score (`oracle`).
 *
 * @param gold asked by `oracle` alone
 */
export function filterNamed(name: FilterName, gold: Pick<Gold, "score">): Filter {
  switch (name) {
    case "ppl":
      return { tainted: false, choose: ({ student, context, answers }) => leastPerplexing(student, context, answers) };
    case "random":
      return { tainted: false, choose: ({ answers, stream }) => stream.below(answers.length) };
    case "first":
      return { tainted: false, choose: () => 0 };
    case "vote":
      return { tainted: false, choose: ({ answers }) => mostVoted(answers) };
    case "oracle":
      return {
        tainted: true,
        choose({ prompt, answers }) {
          const scores = answers.map((tokens) => gold.score(prompt, tokens));
          return scores.indexOf(Math.max(...scores));
        },
      };
  }
}
