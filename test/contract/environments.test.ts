import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { Features } from "../../src/learning/features.js";
import { outputsOf } from "../../src/learning/grammar.js";
import { hashedNgrams } from "../../src/learning/text/hashed-ngrams.js";
import { isInvalid } from "../../src/pair/feedback.js";
import { HOUSE_PROMPTS } from "../../src/pair/house-prompts/all.js";
import { AGENTS, type Alignment, type Environment, SPLITS } from "../../src/waltz/environments/environment.js";
import { houseEnvironment, houseGroups } from "../../src/waltz/environments/house/house.js";
import { withLabelNoise } from "../../src/waltz/environments/label-noise.js";
import { toyEnvironment } from "../../src/waltz/environments/toy/toy.js";
import { groupFolds } from "../../src/waltz/environments/xstest/folds.js";
import { withBothKinds } from "../../src/waltz/environments/xstest/recorded-texts.js";
import { type XsTestOptions, xstestEnvironment } from "../../src/waltz/environments/xstest/xstest.js";
import { houseXsTest } from "../support/house-xstest.js";

const DATA = (() => {
  const folder = mkdtempSync(join(tmpdir(), "swarm-environments-"));
  try {
    return houseXsTest(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();

function xstest(options: Pick<XsTestOptions, "variant" | "partial" | "crossing">): Environment {
  const { prompts } = options.variant === "text" ? withBothKinds(DATA) : DATA;
  const { split } = groupFolds(prompts, 3, 1)[0]!;
  return xstestEnvironment(DATA, { split, encoding: () => hashedNgrams({ dimension: 24 }), ...options });
}

const HOUSE = houseEnvironment(HOUSE_PROMPTS, {
  split: groupFolds(houseGroups(HOUSE_PROMPTS), 5, 1)[0]!.split,
  dimension: 48,
});

const TOY = toyEnvironment(1);

interface Setting {
  readonly name: string;
  readonly environment: Environment;
  /** The world that knows the right labels, where the environment itself does not. */
  readonly right?: Environment;
}

/** Every world, in all the ways in which it can be set up. */
const ENVIRONMENTS: readonly Setting[] = [
  { name: "toy", environment: TOY },
  { name: "toy, other prompts", environment: toyEnvironment(2) },
  { name: "toy, with wrong labels", environment: withLabelNoise(TOY, 0.3, 1), right: TOY },
  { name: "house", environment: HOUSE },
  { name: "xstest", environment: xstest({}) },
  { name: "xstest, read leniently", environment: xstest({ partial: "lenient" }) },
  { name: "xstest, crossed by situation", environment: xstest({ crossing: "situation" }) },
  { name: "xstest, not crossed", environment: xstest({ crossing: "none" }) },
  { name: "xstest, with texts", environment: xstest({ variant: "text" }) },
];

const streamOf = (key: string) => keyedSource(5).family("environment contract", [key]).of(0);

describe.each(ENVIRONMENTS)("the world $name", ({ environment, right = environment }) => {
  const { agents } = environment;
  const all = SPLITS.flatMap((split) => environment.prompts[split]);
  /** Some prompts of every split. */
  const prompts = SPLITS.flatMap((split) => environment.prompts[split].slice(0, 12));
  const answers = outputsOf(agents.conversation.grammar);
  const feedbacks = outputsOf(agents.feedback.grammar);
  const exchanges = prompts.flatMap((prompt) =>
    answers.map((tokens) => ({ prompt, answer: environment.answer(prompt, tokens, streamOf(prompt.id)) })),
  );
  const oracle = [
    { unsafe: true, overrefuse: false },
    { unsafe: false, overrefuse: true },
  ].map((label) => environment.oracleAdvice(label));
  const said = feedbacks.map((tokens) => environment.feedback(tokens));
  /** All that can be handed to a revision: what can be written, the oracle's sentences, and nothing where nothing was flagged. */
  const advice = new Set([...said.flatMap((one) => (isInvalid(one) ? [] : [one.feedback])), ...oracle, ""]);

  /** What a policy can take. */
  function expectContext({ indices, values }: Features, dimension: number, counted: boolean): void {
    expect(indices).toHaveLength(values.length);
    expect(new Set(indices).size).toBe(indices.length);
    for (const index of indices) expect(index >= 0 && index < dimension).toBe(true);
    for (const value of values) expect(Number.isFinite(value)).toBe(true);
    if (counted) expect([...values]).toEqual([1]);
  }

  it("has prompts for every part, each once, and no group in two parts", () => {
    for (const split of SPLITS) expect(environment.prompts[split].length).toBeGreaterThan(0);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const groups = SPLITS.map((split) => new Set(environment.prompts[split].map(({ group }) => group)));
    expect(new Set(groups.flatMap((set) => [...set])).size).toBe(groups.reduce((sum, { size }) => sum + size, 0));
    expect(new Set(all.map(({ harmful }) => harmful)).size).toBe(2);
  });

  it("has finite outputs, of which every agent has several", () => {
    for (const agent of AGENTS) {
      const { grammar } = agents[agent];
      const outputs = outputsOf(grammar);
      expect(outputs.length).toBeGreaterThan(1);
      expect(new Set(outputs.map(String)).size).toBe(outputs.length);
      for (const { tokens } of grammar.slots) expect(tokens.length).toBeGreaterThan(0);
    }
  });

  it("shows agents contexts within their dimensions", () => {
    const { conversation, feedback } = agents;
    for (const prompt of prompts) {
      expectContext(environment.first(prompt), conversation.dimension, conversation.tabular);
      expectContext(environment.common(prompt), environment.commonDimension, false);
    }
    for (const { prompt, answer } of exchanges) {
      expectContext(environment.review(prompt, answer), feedback.dimension, feedback.tabular);
    }
    for (const { prompt, answer } of exchanges.slice(0, 3 * answers.length)) {
      for (const one of advice) {
        const context = environment.revision(prompt, [{ answer, advice: one }]);
        expectContext(context, conversation.dimension, conversation.tabular);
      }
    }
  });

  it("shows nobody the label of a prompt, its group, data set or category", () => {
    for (const { prompt, answer } of exchanges) {
      const { harmful } = prompt;
      const disguised = { ...prompt, harmful: !harmful, group: "x", dataset: "x", category: "x" };
      const seen = (of: typeof prompt) => [
        environment.first(of),
        environment.review(of, answer),
        environment.revision(of, [{ answer, advice: oracle[0]! }]),
        environment.common(of),
      ];
      expect(seen(disguised)).toEqual(seen(prompt));
    }
  });

  it("shows a revision the answer and the advice on it, and nothing else of the feedback", () => {
    for (const { prompt, answer } of exchanges) {
      const rounds = [...advice].map((one) => ({ answer, advice: one }));
      for (const round of rounds) {
        const marked = { ...round, unsafe: true, reasoning: "MARK" };
        expect(environment.revision(prompt, [marked])).toEqual(environment.revision(prompt, [round]));
      }
      expect(new Set(rounds.map((round) => String(environment.revision(prompt, [round]).indices))).size).toBe(
        advice.size,
      );
    }
  });

  it("labels an answer the same however often it is asked, with the one fault that the prompt can have", () => {
    const faults = new Set<string>();
    for (const { prompt, answer } of exchanges) {
      const label: Alignment = environment.label(prompt, answer);
      expect(environment.label(prompt, { ...answer })).toEqual(label);
      expect(prompt.harmful ? label.overrefuse : label.unsafe).toBe(false);
      faults.add(JSON.stringify(label));
      expect(environment.refuses(answer)).toBe(environment.refuses({ ...answer }));
    }
    expect(faults.size).toBe(3);
    expect(new Set(exchanges.map(({ answer }) => environment.refuses(answer))).size).toBe(2);
  });

  it("reads every output of the feedback agent, or says that it is broken, and both can happen", () => {
    expect(new Set(said.map(isInvalid))).toEqual(new Set([true, false]));
    for (const [at, one] of said.entries()) {
      expect(environment.feedback(feedbacks[at]!)).toEqual(one);
      if (isInvalid(one)) {
        expect(Object.keys(one)).toEqual(["invalid"]);
        expect(one.invalid).not.toBe("");
      } else {
        expect(Object.keys(one).sort()).toEqual(["feedback", "overrefuse", "reasoning", "unsafe"]);
        expect(one.feedback !== "").toBe(one.unsafe || one.overrefuse);
      }
    }
    const flags = said.flatMap((one) => (isInvalid(one) ? [] : [`${one.unsafe} ${one.overrefuse}`]));
    expect(new Set(flags).size).toBe(4);
  });

  it("draws answers from the stream alone", () => {
    for (const { prompt, answer } of exchanges) {
      expect(environment.answer(prompt, answer.tokens, streamOf(prompt.id))).toEqual(answer);
    }
  });

  it("has examples that are outputs: right answers, and feedback with the right flags", () => {
    const written = new Set(feedbacks.map(String));
    const known = new Set(answers.map(String));
    for (const { prompt, answer } of exchanges) {
      const [example, feedback] = [
        environment.exampleAnswer(prompt, streamOf("answer")),
        environment.exampleFeedback(prompt, answer, streamOf("feedback")),
      ];
      expect(known).toContain(String(example));
      expect(written).toContain(String(feedback));
      const read = environment.feedback(feedback);
      if (isInvalid(read)) throw new Error("an example is broken");
      expect({ unsafe: read.unsafe, overrefuse: read.overrefuse }).toEqual(right.label(prompt, answer));
      expect(right.label(prompt, { tokens: example, variant: 0 })).toEqual({ unsafe: false, overrefuse: false });
    }
  });

  it("starts agents with finite logits for every slot and context; first tokens of a table with probabilities that sum to 1", () => {
    for (const agent of AGENTS) {
      const { grammar, dimension, tabular, start, leanings = [] } = agents[agent];
      const contexts = [undefined, ...(tabular ? Array.from({ length: dimension }, (_, at) => at) : [])];
      for (const [slot, { tokens }] of grammar.slots.entries()) {
        for (const context of contexts) {
          const logits = start(slot, context);
          expect(logits).toHaveLength(tokens.length);
          for (const logit of logits) expect(Number.isFinite(logit)).toBe(true);
          const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
          // Later ones are given up to a constant.
          if (tabular && slot === grammar.next([])) expect(total).toBeCloseTo(1, 12);
        }
      }
      for (const { slot, dimension: at, logits } of leanings) {
        expect(logits).toHaveLength(grammar.slots[slot]!.tokens.length);
        expect(at).toBeLessThan(dimension);
        for (const logit of logits) expect(Number.isFinite(logit)).toBe(true);
      }
    }
  });
});
