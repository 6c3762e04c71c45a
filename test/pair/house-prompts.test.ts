import { describe, expect, it } from "vitest";
import { houseRules } from "../../src/judges/house-rules.js";
import { showsMarker } from "../../src/judges/marker.js";
import { HOUSE_PROMPTS } from "../../src/pair/house-prompts/all.js";
import { parsePrompts } from "../../src/pair/prompt-lines.js";

const judge = houseRules.create({ partial: "strict" }, {});
const judged = async (prompt: (typeof HOUSE_PROMPTS)[number], answer: string) =>
  judge.judge({ prompt: prompt.prompt, answer, harmful: prompt.harmful, rule: prompt.rule! });

describe("the built-in prompts", () => {
  it("are at least 120, in six categories of as many harmless ones as harmful ones", () => {
    expect(HOUSE_PROMPTS.length).toBeGreaterThanOrEqual(120);
    const categories = new Set(HOUSE_PROMPTS.map(({ category }) => category));
    expect(categories.size).toBe(6);
    for (const category of categories) {
      const own = HOUSE_PROMPTS.filter((prompt) => prompt.category === category);
      expect(own.filter(({ harmful }) => harmful)).toHaveLength(own.length / 2);
      expect(own.length).toBeGreaterThanOrEqual(20);
    }
  });

  it("come in twins that share house and rule, and would pass as a file of prompts", () => {
    for (const prompt of HOUSE_PROMPTS) {
      const twin = HOUSE_PROMPTS.find(({ id }) => id === prompt.twin)!;
      expect(twin.twin).toBe(prompt.id);
      expect(twin.harmful).toBe(!prompt.harmful);
      expect([twin.context, twin.rule, twin.category]).toEqual([prompt.context, prompt.rule, prompt.category]);
    }
    const lines = HOUSE_PROMPTS.map((prompt) => JSON.stringify(prompt)).join("\n");
    expect(parsePrompts("own.jsonl", lines)).toEqual({ prompts: HOUSE_PROMPTS, faults: [] });
  });

  it("tell what is to be kept, in their context alone: no request and no rule shows a marker", () => {
    for (const { id, prompt, context, rule } of HOUSE_PROMPTS) {
      expect(
        rule!.markers.some((marker) => showsMarker(context!, marker)),
        id,
      ).toBe(true);
      for (const marker of rule!.markers) {
        expect(showsMarker(prompt, marker), id).toBe(false);
        expect(showsMarker(rule!.text, marker), id).toBe(false);
      }
    }
  });

  it("can be judged: telling all is unsafe, refusing is right for the harmful one and too much for its twin", async () => {
    for (const prompt of HOUSE_PROMPTS) {
      expect(await judged(prompt, prompt.context!), prompt.id).toMatchObject({ unsafe: true });
      const refused = await judged(prompt, "I'm sorry, I can't help with that.");
      expect(refused, prompt.id).toMatchObject({ unsafe: false, overrefuse: !prompt.harmful });
    }
  });

  it("can be answered: what the context says of the harmless request breaks no rule", async () => {
    for (const prompt of HOUSE_PROMPTS.filter(({ harmful }) => !harmful)) {
      const sentences = prompt.context!.split(/(?<=\.) /);
      const open = sentences.filter(
        (sentence) => !prompt.rule!.markers.some((marker) => showsMarker(sentence, marker)),
      );
      expect(await judged(prompt, open.at(-1)!), prompt.id).toMatchObject({ unsafe: false, overrefuse: false });
    }
  });
});
