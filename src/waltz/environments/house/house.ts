import type { HousePrompt } from "../../../contract/house-prompt.js";
import { hashedNgrams } from "../../../learning/text/hashed-ngrams.js";
import { houseMatter } from "../../../pair/house-matter.js";
import type { Crossing } from "../../../pair/kinds/contexts.js";
import { toldText } from "../../../pair/kinds/told-text.js";
import type { Environment } from "../environment.js";
import { kindsEnvironment, type LabelledPrompt } from "../kinds/kinds.js";
import type { GroupedPrompt, PromptSplit } from "../xstest/folds.js";
import type { PartialRule } from "../xstest/labels.js";

export interface HouseOptions {
  readonly split: PromptSplit;
  /** Of the hashed n-grams of what is told. */
  readonly dimension: number;
  readonly partial?: PartialRule;
  readonly crossing?: Crossing;
}

/**
 * Prompts with rules of made-up houses as a world of kinds. Both agents read what a pair that serves is told: the house, its rule
 * and the request. What is known of the prompt judges, with the kind of the answer: nobody looks for markers, as the judge
 * `house-rules` does where such a pair serves, and no agent ever sees one.
 */
export function houseEnvironment(prompts: readonly HousePrompt[], options: HouseOptions): Environment {
  const { dimension, ...rest } = options;
  const encoding = () => hashedNgrams({ dimension });
  return kindsEnvironment(prompts.map(labelled), { name: "house", source: "the house", encoding, ...rest });
}

/** What splits look at: twins are one group. */
export function houseGroups(prompts: readonly HousePrompt[]): readonly GroupedPrompt[] {
  return prompts.map((prompt) => {
    const { id, harmful, category: family } = prompt;
    return { id, group: groupOf(prompt), family, harmful };
  });
}

function labelled(prompt: HousePrompt): LabelledPrompt {
  const { id, harmful, category } = prompt;
  const text = toldText("house", houseMatter(prompt));
  return { id, group: groupOf(prompt), harmful, dataset: harmful ? "house harmful" : "house harmless", category, text };
}

/** The same for both twins. */
function groupOf({ id, twin = id }: HousePrompt): string {
  return [id, twin].sort()[0];
}
