import type { Features } from "./features.js";
import type { Policy } from "./policy.js";
import { meanNegativeLogLikelihood } from "./supervised.js";

/**
 * Which of several answers a policy finds most probable per token: the one of lowest perplexity, the first of equals.
 * Source: MACPO, the filter between teachers and student.
 *
 * @param answers at least one
 * @returns index in [0 (included), answers.length (excluded))
 */
export function leastPerplexing(policy: Policy, context: Features, answers: readonly (readonly number[])[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [k, tokens] of answers.entries()) {
    const surprise = meanNegativeLogLikelihood(policy, { context, tokens });
    if (surprise < least) {
      least = surprise;
      best = k;
    }
  }
  return best;
}

/**
 * Which answer most of the answers are, token by token; the first of those that lead.
 *
 * @param weights of each answer's vote, > 0; all the same where they are not given
 */
export function mostVoted(answers: readonly (readonly number[])[], weights?: readonly number[]): number {
  const votes = new Map<string, number>();
  const names = answers.map((tokens) => tokens.join(" "));
  for (const [k, name] of names.entries()) votes.set(name, (votes.get(name) ?? 0) + (weights?.[k] ?? 1));
  let best = 0;
  for (let k = 1; k < names.length; k += 1) {
    if ((votes.get(names[k]) ?? 0) > (votes.get(names[best]) ?? 0)) best = k;
  }
  return best;
}
