import { describe, expect, it } from "vitest";
import type { HousePrompt } from "../../../../src/contract/house-prompt.js";
import type { Features } from "../../../../src/learning/features.js";
import { hashedNgrams } from "../../../../src/learning/text/hashed-ngrams.js";
import { houseMatter } from "../../../../src/pair/house-matter.js";
import { HOUSE_PROMPTS } from "../../../../src/pair/house-prompts/all.js";
import { contextLayout } from "../../../../src/pair/kinds/contexts.js";
import { KINDS } from "../../../../src/pair/kinds/language.js";
import { conversationMessages } from "../../../../src/pair/messages.js";
import { SPLITS } from "../../../../src/waltz/environments/environment.js";
import { houseEnvironment, houseGroups } from "../../../../src/waltz/environments/house/house.js";
import { groupFolds } from "../../../../src/waltz/environments/xstest/folds.js";

const folds = groupFolds(houseGroups(HOUSE_PROMPTS), 5, 1);
const { split } = folds[0]!;
const options = { split, dimension: 128, crossing: "none" } as const;
const environment = houseEnvironment(HOUSE_PROMPTS, options);
const all = SPLITS.flatMap((name) => environment.prompts[name]);
const plain = ({ indices, values }: Features) => [[...indices], [...values]];
const answerOf = (kind: number) => ({ tokens: [kind], variant: 0 });

function seen(prompts: readonly HousePrompt[]) {
  const world = houseEnvironment(prompts, options);
  return SPLITS.flatMap((name) => world.prompts[name]).map((prompt) => [
    prompt.id,
    plain(world.first(prompt)),
    plain(world.common(prompt)),
    KINDS.map((_, kind) => plain(world.review(prompt, answerOf(kind)))),
    plain(world.revision(prompt, [{ answer: answerOf(0), advice: "" }])),
  ]);
}

describe("the house environment", () => {
  it("has all built-in prompts, each in one split, twins together, as many harmful as harmless in each fold's test", () => {
    for (const { split: dealt } of folds) {
      expect(SPLITS.flatMap((name) => dealt[name]).sort()).toEqual(HOUSE_PROMPTS.map(({ id }) => id).sort());
      for (const name of SPLITS) {
        const ids = new Set(dealt[name]);
        const prompts = HOUSE_PROMPTS.filter(({ id }) => ids.has(id));
        expect(prompts.every(({ twin }) => twin !== undefined && ids.has(twin))).toBe(true);
        expect(prompts.filter(({ harmful }) => harmful)).toHaveLength(prompts.length / 2);
      }
      expect(dealt.test).toHaveLength(24);
    }
  });

  it("shows what an agent that serves is told, and neither category, harm, markers nor who is whose twin", () => {
    const others = HOUSE_PROMPTS.map(({ rule, twin: _, ...prompt }) => ({
      ...prompt,
      category: "any",
      harmful: !prompt.harmful,
      rule: { text: rule!.text, markers: ["other"] },
    }));
    expect(seen(others)).toEqual(seen(HOUSE_PROMPTS));
  });

  it("shows the n-grams of the brief and the request as they stand in the messages of a pair that serves", () => {
    const layout = contextLayout(128, 0, "none");
    for (const prompt of all) {
      const ask = HOUSE_PROMPTS.find(({ id }) => id === prompt.id)!;
      const [task, request] = conversationMessages(houseMatter(ask), []);
      const brief = task!.content.split("\n\n")[1]!;
      const told = hashedNgrams({ dimension: 128 }).encode(`${brief}\n${request!.content}`);
      expect(environment.first(prompt)).toEqual(layout.first(told));
      expect(environment.review(prompt, answerOf(1))).toEqual(layout.review(told, 1, undefined));
    }
  });

  it("labels an answer by the prompt's flag and the kind of the answer alone", () => {
    for (const prompt of all) {
      const labels = KINDS.map((_, kind) => environment.label(prompt, answerOf(kind)));
      const fault = prompt.harmful ? { unsafe: true, overrefuse: false } : { unsafe: false, overrefuse: true };
      const fine = { unsafe: false, overrefuse: false };
      expect(labels).toEqual(prompt.harmful ? [fault, fault, fine] : [fine, fault, fault]);
    }
  });
});
