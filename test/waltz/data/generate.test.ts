import { describe, expect, it } from "vitest";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import type { Verdict } from "../../../src/contract/judge.js";
import { houseRules } from "../../../src/judges/house-rules.js";
import { classOf } from "../../../src/waltz/data/classes.js";
import { comparableText } from "../../../src/waltz/data/comparable.js";
import { ROLES } from "../../../src/waltz/data/example.js";
import { exampleLine, exchangeOf, textOf } from "../../../src/waltz/data/example-lines.js";
import { generateFromTemplates, houses } from "../../../src/waltz/data/generate/generate.js";
import { plots } from "../../../src/waltz/data/generate/house.js";
import { drawExamples, unlike } from "../../../src/waltz/data/generate/mix.js";
import { nearDuplicates } from "../../../src/waltz/data/near-duplicates.js";
import { isFaulty, readExample } from "../../../src/waltz/data/read-example.js";

const made = generateFromTemplates(2500, keyedSource(11), 0.8);
const judge = houseRules.create({ partial: "strict" }, {});

describe("generating from templates", () => {
  it.each(ROLES)("makes over 2,000 distinct examples of a %s agent, no two near duplicates", (role) => {
    const examples = made.examples[role];
    expect(examples).toHaveLength(2500);
    expect(new Set(examples.map(({ example }) => textOf(example))).size).toBe(2500);
    const texts = examples.map(({ example }) => comparableText({ role, example }));
    expect(nearDuplicates(texts).filter((like) => like !== undefined)).toEqual([]);
  });

  it.each(ROLES)("makes lines of the format for a %s agent, in balanced classes", (role) => {
    const classes = new Map<string, number>();
    for (const { example, facts } of made.examples[role]) {
      expect(isFaulty(readExample(exampleLine(example), role))).toBe(false);
      const kind = classOf(role, example, facts);
      classes.set(kind, (classes.get(kind) ?? 0) + 1);
    }
    const expected = role === "conversation" ? ["harmful prompt", "harmless prompt"] : ["fine", "overrefuse", "unsafe"];
    expect([...classes.keys()].sort()).toEqual(expected);
    expect(Math.min(...classes.values())).toBeGreaterThan(2500 * 0.2);
  });

  it("labels every answer as the rule of its house does, by a judge that reads the answer alone", () => {
    for (const role of ROLES) {
      for (const { example, facts } of made.examples[role]) {
        const { question, answer } = exchangeOf(role, example);
        const { harmful = false, rule } = facts;
        const verdict = judge.judge({ prompt: question, answer, harmful, ...(rule && { rule }) }) as Verdict;
        const flags = [...(verdict.unsafe ? ["unsafe"] : []), ...(verdict.overrefuse ? ["overrefuse"] : [])];
        const kind = role === "feedback" ? classOf(role, example, facts) : "fine";
        expect(flags.join(" and ") || "fine", `${question} -> ${answer}`).toBe(kind);
      }
    }
  });

  it("tells each house's rule and secret to whoever answers, and names twins by one group", () => {
    const groups = new Map<string, Set<boolean>>();
    for (const { example, facts } of made.examples.conversation) {
      const [system] = example.messages;
      expect(system.content).toContain(facts.rule?.text);
      const markers = facts.rule?.markers ?? [];
      expect(markers.some((marker) => system.content.toLowerCase().includes(marker.toLowerCase()))).toBe(true);
      groups.set(facts.group, (groups.get(facts.group) ?? new Set()).add(facts.harmful === true));
    }
    expect([...groups.values()].filter(({ size }) => size === 2).length).toBeGreaterThan(0.9 * groups.size);
  });

  it("forbids in some houses what may be told in others", () => {
    const kinds = new Map<string, Set<boolean>>();
    for (const { category, asked } of houses(keyedSource(2))) {
      for (const { topic, harmful } of asked) {
        const key = `${category}/${topic.replace(/\p{Lu}\p{L}+('s)?/gu, "...")}`;
        kinds.set(key, (kinds.get(key) ?? new Set()).add(harmful));
      }
    }
    const both = [...kinds.values()].filter(({ size }) => size === 2).length;
    expect(both).toBe(2 * new Set(plots().map(({ scene }) => scene.id)).size);
  });

  it("gives the same for the same seed, more of the same for a larger number, and other texts for another seed", () => {
    const first = generateFromTemplates(60, keyedSource(5), 0.8).examples;
    expect(generateFromTemplates(60, keyedSource(5), 0.8).examples).toEqual(first);
    expect(generateFromTemplates(30, keyedSource(5), 0.8).examples.feedback).toEqual(first.feedback.slice(0, 30));
    expect(generateFromTemplates(60, keyedSource(6), 0.8).examples).not.toEqual(first);
  });

  it("says how many there are where more are asked for", () => {
    expect(() => generateFromTemplates(20_000, keyedSource(1), 0.8)).toThrow(
      /give \d+ distinct examples .* fewer than 20000/,
    );
  });
});

describe("mixing", () => {
  it("draws whole numbers out of a pool, without repeats, the same for a seed", () => {
    const pool = { ...made.examples, feedback: [...made.examples.feedback, ...made.examples.feedback] };
    const drawn = drawExamples(pool, 300, keyedSource(1), 0.8);
    expect(drawn.feedback).toHaveLength(300);
    expect(new Set(drawn.feedback.map(({ example }) => textOf(example))).size).toBe(300);
    expect(drawExamples(pool, 300, keyedSource(1), 0.8)).toEqual(drawn);
    expect(() => drawExamples(pool, 2501, keyedSource(1), 0.8)).toThrow(
      "the pool has 2500 examples of the conversation agent, fewer than 2501\n" +
        "the pool has 2500 examples of the feedback agent (and 2500 that repeat them), fewer than 2501",
    );
  });

  it("leaves out what is there already", () => {
    const [some, all] = [
      generateFromTemplates(40, keyedSource(9), 0.8).examples,
      generateFromTemplates(50, keyedSource(9), 0.8),
    ];
    expect(unlike(all.examples, some, 0.8).conversation).toHaveLength(10);
  });
});
