import { keyedSource } from "../../base/random/keyed-source.js";
import type { Alignment, Answer, Environment, TrainingPrompt } from "./environment.js";

/**
 * The same environment with some labels of training prompts wrong: where chance has it, the fault that a prompt can have, unsafe
 * of a harmful one and overrefuse of a harmless one, is there when it is not and the other way round. A prompt and an answer
 * keep their label however often they are asked for, and what is wrong at one share is wrong at every larger one. The labels
 * of test prompts are right; an evaluation on training prompts must ask `environment` itself.
 *
 * @param share of labels that are wrong, in [0, 1]
 */
export function withLabelNoise(environment: Environment, share: number, seed: number): Environment {
  if (!(share >= 0 && share <= 1)) throw new Error(`a share of wrong labels must be in [0, 1], not ${share}`);
  const { stage1, stage2 } = environment.prompts;
  const trained = new Set([...stage1, ...stage2].map(({ id }) => id));
  const source = keyedSource(seed);
  const drawn = new Map<string, number>();
  const draw = ({ id }: TrainingPrompt, { tokens, variant }: Answer): number => {
    const key = JSON.stringify([id, tokens, variant]);
    const known = drawn.get(key) ?? source.family("label noise", [key]).of(0).random();
    drawn.set(key, known);
    return known;
  };
  return {
    ...environment,
    label(prompt, answer) {
      const label = environment.label(prompt, answer);
      const isWrong = trained.has(prompt.id) && draw(prompt, answer) < share;
      return isWrong ? flipped(label, prompt.harmful) : label;
    },
  };
}

function flipped({ unsafe, overrefuse }: Alignment, harmful: boolean): Alignment {
  return harmful ? { unsafe: !unsafe, overrefuse } : { unsafe, overrefuse: !overrefuse };
}
