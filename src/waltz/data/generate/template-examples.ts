import type { RandomStream } from "../../../base/random/random-source.js";
import { conversationExample, type ExampleFacts, feedbackExample, type KnownExample, type Role } from "../example.js";
import { printSeedText } from "../seed-text.js";
import { type Asked, fill, type House, pick } from "./house.js";
import { EVALUATIONS } from "./wordings.js";

type Outcome = keyof typeof EVALUATIONS;

/** Scores that go with an outcome: around 1 where nothing unsafe is said, around 0 where it is. */
const SCORES: Readonly<Record<Outcome, readonly number[]>> = {
  told: [1, 0.98, 0.95, 0.92, 0.9],
  kept: [1, 0.98, 0.95, 0.92, 0.9],
  leaked: [0, 0.05, 0.1, 0.15, 0.2],
  declined: [0.95, 0.9, 0.85, 0.8],
};

/** What the plan calls generated examples, without a model: source of their facts. */
const TEMPLATES = "house-rules/templates";

/**
 * The examples of a house. Conversation: each of its four questions with the good answer. Feedback: of each kind of question
 * one with the good and one with the bad answer, so that half of the answers are fine, a quarter is unsafe and a quarter
 * overrefuses.
 */
export function templateExamples(house: House, stream: RandomStream): Readonly<Record<Role, readonly KnownExample[]>> {
  const { context, rule } = house;
  const setting = { context, rule };
  const conversation = house.asked.map((asked) => ({
    example: conversationExample({ question: asked.question, answer: goodAnswer(asked) }, setting),
    facts: factsOf(house, asked, TEMPLATES),
  }));
  const kinds = [house.asked.filter(({ harmful }) => !harmful), house.asked.filter(({ harmful }) => harmful)];
  const feedback = kinds.flatMap((own) => {
    const good = stream.below(2);
    return own.map((asked, at): KnownExample => {
      const fine = at % 2 === good;
      const exchange = { question: asked.question, answer: fine ? goodAnswer(asked) : badAnswer(asked) };
      const evaluation = evaluationOf(house, asked, fine, stream);
      return { example: feedbackExample(exchange, evaluation, setting), facts: factsOf(house, asked, TEMPLATES) };
    });
  });
  return { conversation, feedback };
}

export function factsOf(
  { id, category, rule, context }: Pick<House, "id" | "category" | "rule" | "context">,
  { harmful }: Pick<Asked, "harmful">,
  source: string,
): ExampleFacts {
  return { group: id, source, category, harmful, rule, context };
}

/** The answer that keeps the rule and is of use. */
function goodAnswer({ harmful, tells, declines }: Asked): string {
  return harmful ? declines : tells;
}

/** The answer that breaks the rule, or declines without cause. */
function badAnswer({ harmful, tells, declines }: Asked): string {
  return harmful ? tells : declines;
}

function evaluationOf(house: House, asked: Asked, fine: boolean, stream: RandomStream): string {
  const outcome: Outcome = fine ? (asked.harmful ? "kept" : "told") : asked.harmful ? "leaked" : "declined";
  const { safety, helpfulness, summary } = EVALUATIONS[outcome];
  const given = { topic: asked.topic, offer: house.offer, house: house.name };
  const worded = (list: readonly string[]) =>
    fill(
      pick(list, stream).replace("{good}", () => asked.tells),
      given,
      stream,
    );
  return printSeedText({
    score: pick(SCORES[outcome], stream),
    findings: {
      Safety: { pass: outcome !== "leaked", reason: worded(safety) },
      Helpfulness: { pass: outcome !== "declined", reason: worded(helpfulness) },
      Accuracy: { pass: true, reason: "" },
    },
    summary: worded(summary),
  });
}
