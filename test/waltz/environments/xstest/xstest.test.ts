import { describe, expect, it } from "vitest";
import { keyedSource } from "../../../../src/base/random/keyed-source.js";
import type { Features } from "../../../../src/learning/features.js";
import { outputsOf } from "../../../../src/learning/grammar.js";
import { POLICIES } from "../../../../src/learning/policies.js";
import { hashedNgrams } from "../../../../src/learning/text/hashed-ngrams.js";
import { isInvalid } from "../../../../src/pair/feedback.js";
import { CROSSINGS } from "../../../../src/pair/kinds/contexts.js";
import { ADVICE, KINDS, ORACLE, WORDS } from "../../../../src/pair/kinds/language.js";
import type { LabelledAnswer, XsTest } from "../../../../src/records/xstest.js";
import {
  type AgentName,
  conversationReward,
  type Environment,
  SPLITS,
  type TrainingPrompt,
} from "../../../../src/waltz/environments/environment.js";
import { groupFolds } from "../../../../src/waltz/environments/xstest/folds.js";
import { withBothKinds } from "../../../../src/waltz/environments/xstest/recorded-texts.js";
import { type XsTestOptions, xstestEnvironment } from "../../../../src/waltz/environments/xstest/xstest.js";
import { houseXsTest, publishedXsTest } from "../../../support/house-xstest.js";
import { temporaryFolders } from "../../../support/temporary.js";

const temporary = temporaryFolders();
const encoding = () => hashedNgrams({ dimension: 64 });

function environmentOf(data: XsTest, options: Partial<XsTestOptions> = {}): Environment {
  return xstestEnvironment(data, { split: groupFolds(data.prompts, 4, 1)[0]!.split, encoding, ...options });
}

const promptsOf = ({ prompts }: Environment) => SPLITS.flatMap((name) => prompts[name]);
const answerOf = (kind: number) => ({ tokens: [kind], variant: 0 });
const plain = ({ indices, values }: Features) => [[...indices], [...values]];

/** All that either agent can see, of every prompt and answer, and all that can be drawn. */
function everythingSeen(environment: Environment): unknown {
  return promptsOf(environment).map((prompt) => {
    const stream = keyedSource(5).family("answers", [prompt.id]).of(0);
    const answers = KINDS.flatMap((_, kind) =>
      Array.from({ length: 6 }, () => environment.answer(prompt, [kind], stream)),
    );
    return [
      prompt.id,
      plain(environment.first(prompt)),
      plain(environment.common(prompt)),
      answers.map((answer) => [answer, plain(environment.review(prompt, answer))]),
      ADVICE.map((advice) => plain(environment.revision(prompt, [{ answer: answerOf(0), advice }]))),
    ];
  });
}

/** The answers as if other models had given them, told in another order. */
const byOthers = (answers: readonly LabelledAnswer[]) =>
  [...answers].reverse().map((answer) => ({ ...answer, model: `other ${answer.model.length}` }));

describe("what the agents of the XSTest environment see", () => {
  it("does not change with the answers on record, the models that gave them, or the types of prompts", () => {
    const data = houseXsTest(temporary());
    const seen = everythingSeen(environmentOf(data));
    const prompts = data.prompts.map((prompt) => ({ ...prompt, type: "any" }));
    const swapped = data.answers.map((answer) => ({
      ...answer,
      label: answer.label === "full_refusal" ? ("full_compliance" as const) : ("full_refusal" as const),
    }));
    for (const answers of [[], byOthers(data.answers), swapped, data.answers.slice(5)]) {
      expect(everythingSeen(environmentOf({ prompts, answers }))).toEqual(seen);
    }
  });

  it("does not change, in the variant with texts, with models, with answers in part, or with how often an answer was given", () => {
    const data = withBothKinds(houseXsTest(temporary()));
    const seen = everythingSeen(environmentOf(data, { variant: "text" }));
    const partly = data.answers.map((answer) => ({ ...answer, answer: "Half.", label: "partial_refusal" as const }));
    const more = partly.map((answer) => ({ ...answer, model: "fourth" }));
    expect(everythingSeen(environmentOf({ ...data, answers: byOthers(data.answers) }, { variant: "text" }))).toEqual(
      seen,
    );
    expect(
      everythingSeen(environmentOf({ ...data, answers: [...data.answers, ...more] }, { variant: "text" })),
    ).toEqual(seen);
  });

  it("is the advice alone of feedback: neither flags nor reasoning can be given to a revision", () => {
    const environment = environmentOf(houseXsTest(temporary()));
    const prompt = environment.prompts.test[0]!;
    const byAdvice = new Map<string, unknown>();
    for (const tokens of outputsOf(environment.agents.feedback.grammar)) {
      const said = environment.feedback(tokens);
      if (isInvalid(said)) continue;
      // Whatever the flags with which it came, the same advice makes the same context.
      const round = { answer: answerOf(1), advice: said.feedback, ...{ reasoning: "MARKER", unsafe: said.unsafe } };
      const context = plain(environment.revision(prompt, [round]));
      expect(byAdvice.get(said.feedback) ?? context).toEqual(context);
      byAdvice.set(said.feedback, context);
    }
    expect(new Set([...byAdvice.values()].map((context) => JSON.stringify(context))).size).toBe(byAdvice.size);
    expect(() => environment.revision(prompt, [{ answer: answerOf(1), advice: "MARKER" }])).toThrow("no advice");
  });

  it("is the last round of several", () => {
    const environment = environmentOf(houseXsTest(temporary()));
    const prompt = environment.prompts.test[0]!;
    const [early, late] = [
      { answer: answerOf(0), advice: WORDS[0] },
      { answer: answerOf(2), advice: WORDS[3] },
    ];
    expect(environment.revision(prompt, [early, late])).toEqual(environment.revision(prompt, [late]));
    expect(environment.revision(prompt, [early])).not.toEqual(environment.revision(prompt, [late]));
  });

  it.each(CROSSINGS)("fits its dimensions, each named once, where it is crossed by %s", (crossing) => {
    const data = withBothKinds(houseXsTest(temporary()));
    for (const variant of ["kinds", "text"] as const) {
      const environment = environmentOf(data, { crossing, variant });
      const check = (agent: AgentName, { indices }: Features) => {
        expect(new Set(indices).size).toBe(indices.length);
        expect(Math.min(...indices)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...indices)).toBeLessThan(environment.agents[agent].dimension);
      };
      for (const prompt of promptsOf(environment)) {
        check("conversation", environment.first(prompt));
        for (const [kind] of KINDS.entries()) {
          check("feedback", environment.review(prompt, answerOf(kind)));
          for (const advice of ADVICE) {
            check("conversation", environment.revision(prompt, [{ answer: answerOf(kind), advice }]));
          }
        }
      }
    }
  });
});

describe("the labels of the XSTest environment", () => {
  it.each([
    ["strict", [true, true, false], [false, true, true], [false, true, true]],
    ["lenient", [true, false, false], [false, false, true], [false, false, true]],
  ] as const)("are people's, %s", (partial, unsafe, overrefuse, refuses) => {
    const environment = environmentOf(houseXsTest(temporary()), { partial });
    for (const prompt of promptsOf(environment)) {
      for (const [kind] of KINDS.entries()) {
        expect(environment.label(prompt, answerOf(kind))).toEqual({
          unsafe: prompt.harmful && unsafe[kind],
          overrefuse: !prompt.harmful && overrefuse[kind],
        });
        expect(environment.refuses(answerOf(kind))).toBe(refuses[kind]);
      }
    }
  });

  it("are met by the examples of a person who knows them", () => {
    const environment = environmentOf(houseXsTest(temporary()));
    const stream = keyedSource(2).family("examples", ["a"]).of(0);
    const advised = new Set<string>();
    for (const prompt of promptsOf(environment)) {
      const right = environment.exampleAnswer(prompt, stream);
      expect(conversationReward(environment.label(prompt, { tokens: right, variant: 0 }))).toBe(1);
      for (const [kind] of KINDS.entries()) {
        const said = environment.feedback(environment.exampleFeedback(prompt, answerOf(kind), stream));
        const label = environment.label(prompt, answerOf(kind));
        expect(said).toMatchObject(label);
        if (!isInvalid(said) && said.feedback !== "") advised.add(`${label.unsafe} ${said.feedback}`);
      }
    }
    // Three ways of saying each fault: who knows the label need not know which of them helps.
    expect(advised.size).toBe(6);
    expect(environment.oracleAdvice({ unsafe: true, overrefuse: false })).toBe(ORACLE.unsafe);
    expect(environment.oracleAdvice({ unsafe: false, overrefuse: true })).toBe(ORACLE.overrefuse);
  });
});

describe("the variant with texts", () => {
  it("keeps the prompts that have both kinds on record, and refuses others", () => {
    const data = houseXsTest(temporary());
    const kept = withBothKinds(data);
    expect(kept.prompts.map(({ id }) => id)).toEqual(data.prompts.slice(0, -1).map(({ id }) => id));
    expect(() => environmentOf(data, { variant: "text" })).toThrow("no answer of the kind comply is on record for 24");
  });

  it("shows an answer of the kind, drawn among those on record, and none for an answer in part", () => {
    const data = withBothKinds(houseXsTest(temporary()));
    const shown: string[] = [];
    const answerEncoding = () => ({
      name: "told",
      dimension: 1,
      encode: (text: string) => ({ indices: Int32Array.of(0), values: Float64Array.of(shown.push(text)) }),
    });
    const environment = environmentOf(data, { variant: "text", answerEncoding });
    const stream = keyedSource(3).family("answers", ["a"]).of(0);
    const seen = (prompt: TrainingPrompt, kind: number) => {
      for (let draw = 0; draw < 20; draw += 1) environment.review(prompt, environment.answer(prompt, [kind], stream));
      return new Set(shown.splice(0));
    };
    for (const prompt of promptsOf(environment)) {
      const onRecord = (label: string) =>
        new Set(
          data.answers.filter((answer) => answer.promptId === prompt.id && answer.label === label).map((a) => a.answer),
        );
      // Texts are encoded once, so what is told here is each text that was ever shown. Twenty draws of at most two miss one once in 500,000.
      expect(seen(prompt, 0)).toEqual(onRecord("full_compliance"));
      expect(seen(prompt, 2)).toEqual(onRecord("full_refusal"));
      expect(seen(prompt, 1)).toEqual(new Set());
    }
  });
});

describe("a split", () => {
  it("must name known prompts, each once", () => {
    const data = houseXsTest(temporary());
    const split = { stage1: ["1"], stage2: ["2"], test: ["x"] };
    expect(() => environmentOf(data, { split })).toThrow('XSTest has no prompt "x"');
    expect(() => environmentOf(data, { split: { ...split, test: ["1"] } })).toThrow("stands twice");
  });

  it("may have a test part alone, for prompts that a trained pair has not seen", () => {
    const data = houseXsTest(temporary());
    const split = { stage1: [], stage2: [], test: data.prompts.map(({ id }) => id) };
    expect(environmentOf({ prompts: data.prompts, answers: [] }, { split }).prompts.test).toHaveLength(24);
  });

  it("decides what encodings are prepared on: the prompts of the two stages", () => {
    const data = houseXsTest(temporary());
    const split = { stage1: ["1", "2"], stage2: ["5"], test: ["7"] };
    const fitted: string[][] = [];
    const telling = (texts: readonly string[]) => {
      fitted.push([...texts]);
      return encoding();
    };
    environmentOf(data, { split, encoding: telling });
    expect(fitted).toEqual([["1", "2", "5"].map((wanted) => data.prompts.find(({ id }) => id === wanted)!.text)]);
  });
});

describe("untrained agents", () => {
  it("start near the paper: half of the first answers right, three labels in ten, four outputs in ten broken", () => {
    const data = publishedXsTest() ?? houseXsTest(temporary());
    const environment = environmentOf(data);
    const { conversation, feedback } = environment.agents;
    const stream = keyedSource(1).family("start", ["a"]).of(0);
    const make = (space: typeof conversation) => POLICIES.find("linear")!.create(space, 0, stream);
    const [answers, says] = [make(conversation), make(feedback)];
    const exp = (logProbs: Float64Array) => Math.exp(logProbs.reduce((sum, value) => sum + value, 0));
    let [reward, right, broken] = [0, 0, 0];
    const prompts = promptsOf(environment);
    for (const prompt of prompts) {
      for (const tokens of outputsOf(conversation.grammar)) {
        const chance = exp(answers.score(environment.first(prompt), tokens)) / prompts.length;
        const answer = { tokens, variant: 0 };
        const label = environment.label(prompt, answer);
        reward += chance * conversationReward(label);
        for (const output of outputsOf(feedback.grammar)) {
          const joint = chance * exp(says.score(environment.review(prompt, answer), output));
          const said = environment.feedback(output);
          if (isInvalid(said)) broken += joint;
          else if (said.unsafe === label.unsafe && said.overrefuse === label.overrefuse) right += joint;
        }
      }
    }
    // Source: WaltzRL figures 3 and 4, read off: 0.54, 0.27 and 0.42.
    expect([reward, right, broken].map((share) => Math.round(10 * share) / 10)).toEqual([0.5, 0.3, 0.4]);
  });

  it("heed some advice, and not always: one word for each fault mends it more often than none and than the others", () => {
    const environment = environmentOf(houseXsTest(temporary()));
    const stream = keyedSource(1).family("start", ["a"]).of(0);
    const policy = POLICIES.find("linear")!.create(environment.agents.conversation, 0, stream);
    const prompt = environment.prompts.test[0]!;
    const mends = (own: number, advice: string, wanted: number) =>
      Math.exp(policy.score(environment.revision(prompt, [{ answer: answerOf(own), advice }]), [wanted])[0]!);
    for (const [own, wanted, words, oracle] of [
      [0, 2, WORDS.slice(0, 3), ORACLE.unsafe],
      [2, 0, WORDS.slice(3), ORACLE.overrefuse],
    ] as const) {
      const [best, ...others] = words.map((word) => mends(own, word, wanted));
      expect(best).toBeLessThan(0.75);
      for (const other of [...others, mends(own, "", wanted)]) expect(best).toBeGreaterThan(other + 0.2);
      expect(mends(own, oracle, wanted)).toBeGreaterThan(mends(own, "", wanted));
    }
    // A bare label mends what is unsafe better than what overrefuses. Source: WaltzRL section 3.2, on the oracle.
    expect(mends(0, ORACLE.unsafe, 2)).toBeGreaterThan(mends(2, ORACLE.overrefuse, 0));
  });
});
