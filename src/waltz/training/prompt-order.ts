import { keyedSource } from "../../base/random/keyed-source.js";
import type { TrainingPrompt } from "../environments/environment.js";

/**
 * The prompts of a step. All prompts are gone through in a random order, then in another one, and so on: step `step` takes
 * places step * batch to (step + 1) * batch - 1 of that row.
 *
 * @param step from 0
 * @throws Error where there are no prompts
 */
export function promptsOf(
  prompts: readonly TrainingPrompt[],
  seed: string,
  purpose: string,
  step: number,
  batch: number,
): readonly TrainingPrompt[] {
  if (prompts.length === 0) throw new Error(`${purpose} has no prompts`);
  const chosen: TrainingPrompt[] = [];
  let order: readonly number[] = [];
  let ordered = -1;
  for (let place = step * batch; place < (step + 1) * batch; place += 1) {
    const pass = Math.floor(place / prompts.length);
    if (pass !== ordered) {
      order = shuffled(prompts.length, `${seed} ${purpose} ${pass}`);
      ordered = pass;
    }
    chosen.push(prompts[order[place % prompts.length]]);
  }
  return chosen;
}

/** Fisher-Yates. */
function shuffled(size: number, key: string): readonly number[] {
  const stream = keyedSource(0).family("waltz order of prompts", [key]).of(0);
  const order = Array.from({ length: size }, (_, at) => at);
  for (let at = size - 1; at > 0; at -= 1) {
    const other = stream.below(at + 1);
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
}
