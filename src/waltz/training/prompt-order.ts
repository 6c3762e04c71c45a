import { keyedSource } from "../../base/random/keyed-source.js";
import { shuffledIndices } from "../../base/random/shuffled.js";
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
      const stream = keyedSource(0)
        .family("waltz order of prompts", [`${seed} ${purpose} ${pass}`])
        .of(0);
      order = shuffledIndices(prompts.length, stream);
      ordered = pass;
    }
    chosen.push(prompts[order[place % prompts.length]]);
  }
  return chosen;
}
