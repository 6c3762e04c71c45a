import { keyedSource } from "../base/random/keyed-source.js";
import type { RandomSource } from "../base/random/random-source.js";
import type { Features } from "../learning/features.js";
import type { Grammar } from "../learning/grammar.js";
import { answerGrammar } from "../learning/toy/answers.js";
import { drawPrompts, wholePrompt } from "../learning/toy/prompts.js";
import { weakSight } from "../learning/toy/weak-sight.js";
import type { MacpoConfig } from "./config.js";
import { type Gold, goldOf } from "./gold.js";
import { type Splits, splitPrompts } from "./splits.js";

/** What a run is about. Everything in it follows from the configuration. */
export interface World {
  readonly grammar: Grammar;
  readonly splits: Splits;
  readonly gold: Gold;
  /** Contexts of the strong, by id of prompt. */
  readonly whole: readonly Features[];
  /** Contexts of the k-th weak agents, positive and negative alike, by id of prompt; k from 0. */
  sight(k: number): readonly Features[];
  /** Source of all draws but those of the world. */
  readonly source: RandomSource;
}

/** The world of a seed is the same whatever is done in it: folds, switches and the number of teachers move no prompt. */
export function makeWorld({ seed, folds, fold, world }: MacpoConfig): World {
  const source = keyedSource(seed);
  const shape = { ...world, harmThreshold: world.harm_threshold };
  const prompts = drawPrompts(shape, source);
  const habits = { ...world, labelNoise: world.label_noise, padShare: world.pad_share };
  return {
    grammar: answerGrammar(world),
    splits: splitPrompts(world.prompts, folds, fold, source),
    gold: goldOf(prompts, habits),
    whole: prompts.map(wholePrompt),
    sight: (k) => weakSight(prompts, world, `weak ${k + 1}`, source),
    source,
  };
}
