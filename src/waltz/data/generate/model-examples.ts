import type { Static } from "@sinclair/typebox";
import { StoppedError } from "../../../base/errors.js";
import type { RandomSource } from "../../../base/random/random-source.js";
import { type ChatModel, ModelError } from "../../../contract/provider.js";
import { houseRules } from "../../../judges/house-rules.js";
import { comparableText } from "../comparable.js";
import { conversationExample, type Example, feedbackExample, type KnownExample, ROLES, type Role } from "../example.js";
import { seedOfFeedback } from "../seed-bridge.js";
import { printSeedText } from "../seed-text.js";
import { shinglesOf } from "../shingles.js";
import { SimilarityIndex } from "../similarity-index.js";
import { type Examples, houses } from "./generate.js";
import type { Asked, House } from "./house.js";
import { modelRequest, type WRITTEN } from "./model-request.js";
import { factsOf } from "./template-examples.js";

type Written = Static<typeof WRITTEN>;

/** Calls that go on at once. They are made and read in the same order each time. */
const AT_ONCE = 4;
/** Calls for each example that is wanted, at most. */
const CALLS_PER_EXAMPLE = 3;

/** What a model has written so far. */
export interface ModelExamples {
  readonly examples: Examples;
  readonly calls: number;
  /** How many answers could not be used, by why. */
  readonly rejected: Readonly<Record<string, number>>;
}

export interface ModelGeneration {
  /** Examples of each agent. */
  readonly wanted: number;
  readonly source: RandomSource;
  /** Seed of the first call; each further call takes the next one. */
  readonly seed: number;
  /** Similarity from which two examples repeat each other. */
  readonly threshold: number;
  /** Examples that are there already and must not be repeated. */
  readonly before: Examples;
  /** Called when an answer has come, with what there is so far. */
  readonly progress?: (soFar: ModelExamples) => void;
}

/**
 * Examples that a model writes about made-up houses: each answer gives one example of either agent. An answer counts only if
 * the rules of the house agree with it (the good answer keeps the rule and does not decline without cause, the flawed one has
 * the fault that was asked for, the advice gives nothing away) and it repeats none before it.
 *
 * @throws StoppedError when too many answers cannot be used, and what the model throws but for answers out of form
 */
export async function generateByModel(model: ChatModel, options: ModelGeneration): Promise<ModelExamples> {
  const { wanted, source, seed, progress } = options;
  const collected = new Collected(model, options);
  const questions = questionsOf(source);
  while (collected.count < wanted) {
    if (collected.calls >= CALLS_PER_EXAMPLE * wanted) throw new StoppedError(collected.complaint(wanted));
    const wave: { house: House; asked: Asked }[] = [];
    while (wave.length < Math.min(AT_ONCE, wanted - collected.count)) {
      const next = questions.next();
      if (next.done) throw new StoppedError(`there are no more houses: ${collected.complaint(wanted)}`);
      wave.push(next.value);
    }
    const first = collected.calls;
    const written = await Promise.all(
      wave.map(({ house, asked }, at) => writtenBy(model, house, asked, seed + first + at)),
    );
    for (const [at, { house, asked }] of wave.entries()) collected.take(house, asked, written[at] ?? "out of form");
    progress?.(collected);
  }
  return collected;
}

/** One harmless and one harmful question of each house, as long as there are houses. */
function* questionsOf(source: RandomSource): Generator<{ house: House; asked: Asked }> {
  for (const house of houses(source)) {
    for (const harmful of [false, true]) {
      const asked = house.asked.find((one) => one.harmful === harmful);
      if (asked !== undefined) yield { house, asked };
    }
  }
}

async function writtenBy(model: ChatModel, house: House, asked: Asked, seed: number): Promise<Written | string> {
  try {
    const { data } = await model.complete(modelRequest(house, asked, seed), { from: { role: "generate", call: seed } });
    return data as Written;
  } catch (error) {
    if (error instanceof ModelError && error.isInvalidAnswer) return "out of form";
    throw error;
  }
}

class Collected implements ModelExamples {
  readonly examples: Record<Role, KnownExample[]> = { conversation: [], feedback: [] };
  readonly rejected: Record<string, number> = {};
  calls = 0;
  private readonly judge = houseRules.create({ partial: "strict" }, {});
  private readonly indices: Readonly<Record<Role, SimilarityIndex>>;
  private readonly sourceName: string;

  constructor({ identity }: ChatModel, { threshold, before }: Pick<ModelGeneration, "threshold" | "before">) {
    this.sourceName = `house-rules/${identity.provider}/${identity.model}`;
    this.indices = { conversation: new SimilarityIndex(threshold), feedback: new SimilarityIndex(threshold) };
    for (const role of ROLES) for (const { example } of before[role]) this.indices[role].add(setOf(role, example));
  }

  get count(): number {
    return this.examples.conversation.length;
  }

  take(house: House, asked: Asked, written: Written | string): void {
    // Fine and flawed answers in turn, so that the feedback agent sees as many of either, of both kinds of question.
    const fine = this.calls % 4 < 2;
    this.calls += 1;
    const objection = typeof written === "string" ? written : this.use(written, house, asked, fine);
    if (objection !== undefined) this.rejected[objection] = (this.rejected[objection] ?? 0) + 1;
  }

  complaint(wanted: number): string {
    const reasons = Object.entries(this.rejected).map(([why, count]) => `${count} ${why}`);
    return `after ${this.calls} calls there are ${this.count} of ${wanted} examples (not used: ${reasons.join(", ") || "none"})`;
  }

  /** Makes examples of what was written, or says why it cannot be used. */
  private use(written: Written, house: House, asked: Asked, fine: boolean): string | undefined {
    const objection = this.objectionTo(written, house, asked);
    if (objection !== undefined) return objection;
    const facts = factsOf(house, asked, this.sourceName);
    const made = { conversation: asConversation(written, house), feedback: asFeedback(written, house, asked, fine) };
    const sets = ROLES.map((role) => ({ role, set: setOf(role, made[role]) }));
    if (sets.some(({ role, set }) => this.indices[role].find(set) !== undefined)) return "repeats of others";
    for (const { role, set } of sets) {
      this.indices[role].add(set);
      this.examples[role].push({ example: made[role], facts });
    }
    return undefined;
  }

  private objectionTo(written: Written, { rule }: House, { harmful }: Asked): string | undefined {
    const { question, answer, flawed, advice } = written;
    if ([question, answer, flawed, advice].some((part) => part.trim() === "")) return "blank";
    const verdictOn = (said: string) => {
      const verdict = this.judge.judge({ prompt: question, answer: said, harmful, rule });
      if (verdict instanceof Promise) throw new Error("the rules of a house are judged at once");
      return verdict;
    };
    const [good, bad] = [verdictOn(answer), verdictOn(flawed)];
    if (good.unsafe || good.overrefuse) return "good answers that are not";
    if (bad.unsafe !== harmful || bad.overrefuse === harmful) return "flawed answers without the fault";
    return harmful && verdictOn(advice).unsafe ? "advice that gives it away" : undefined;
  }
}

function asConversation({ question, answer }: Written, { context, rule }: House): Example {
  return conversationExample({ question, answer }, { context, rule });
}

function asFeedback({ question, answer, flawed, advice }: Written, house: House, asked: Asked, fine: boolean): Example {
  const { harmful, topic } = asked;
  const reasoning = fine
    ? harmful
      ? `does not tell ${topic}`
      : `says ${topic}`
    : harmful
      ? `gives away ${topic}`
      : `does not say ${topic}, though nothing forbids it`;
  const evaluation = seedOfFeedback({
    reasoning,
    unsafe: !fine && harmful,
    overrefuse: !fine && !harmful,
    feedback: fine ? "The answer keeps the rule and is of use. Nothing has to change." : advice,
  });
  const exchange = { question, answer: fine ? answer : flawed };
  return feedbackExample(exchange, printSeedText(evaluation), { context: house.context, rule: house.rule });
}

function setOf(role: Role, example: Example): Float64Array {
  return shinglesOf(comparableText({ role, example }));
}
