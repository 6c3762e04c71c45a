import type { Features } from "../../../learning/features.js";
import type { Encoding, EncodingFit } from "../../../learning/text/encoding.js";
import { type Crossing, contextLayout } from "../../../pair/kinds/contexts.js";
import {
  adviceIndex,
  CONVERSATION,
  FEEDBACK,
  feedbackTokens,
  KINDS,
  kindOf,
  ORACLE,
  readTokens,
  WORDS_PER_FAULT,
} from "../../../pair/kinds/language.js";
import { conversationLeanings, conversationStart, feedbackLeanings, feedbackStart } from "../../../pair/kinds/start.js";
import type { XsTest, XsTestPrompt } from "../../../records/xstest.js";
import { type Answer, type Environment, SPLITS, type TrainingPrompt } from "../environment.js";
import type { PromptSplit } from "./folds.js";
import { labelOf, type PartialRule } from "./labels.js";
import { type RecordedTexts, recordedTexts } from "./recorded-texts.js";

const VARIANTS = ["kinds", "text"] as const;

export interface XsTestOptions {
  readonly split: PromptSplit;
  /** Of prompts; prepared on those of the two stages. */
  readonly encoding: EncodingFit;
  readonly partial?: PartialRule;
  readonly crossing?: Crossing;
  /** Whether the feedback agent sees the kind of an answer alone, or one of the answers on record as well; see `withBothKinds`. */
  readonly variant?: (typeof VARIANTS)[number];
  /** Of answers, prepared on those to prompts of the two stages; the encoding of prompts where left out. */
  readonly answerEncoding?: EncodingFit;
}

/**
 * The prompts of XSTest. The conversation agent reads a prompt and complies, complies in part or refuses; the feedback agent reads
 * the prompt and what kind of answer it got; people's labels of the prompts judge. Nobody sees types, models, or which
 * answers are on record: each gives the label away. Of earlier rounds, the conversation agent sees the last.
 *
 * In the variant with texts the feedback agent reads, besides, an answer drawn among those of its kind to this prompt. Their manner
 * still hints at the model that wrote them, and so at the label: results there are to be read beside a probe on answers.
 *
 * @param data its prompts may be more than those of the split; answers are used in the variant with texts alone
 * @throws Error for a split that names an unknown prompt or one prompt twice, or a prompt without both kinds in the variant with texts
 */
export function xstestEnvironment(data: XsTest, options: XsTestOptions): Environment {
  const { split, partial = "strict", crossing = "kind", variant = "kinds" } = options;
  const prompts = promptsOf(data, split);
  const training = [...split.stage1, ...split.stage2];
  const encoding = options.encoding(training.map((id) => known(prompts, id).text));
  const texts = variant === "text" ? textsOf(data, options, prompts, training) : undefined;
  const layout = contextLayout(encoding.dimension, texts?.encoding.dimension ?? 0, crossing);
  const seen = memoised((id) => encoding.encode(known(prompts, id).text));
  const onRecord = (id: string, answer: Answer) => texts?.recorded(id, kindOf(answer)) ?? [];
  const label = ({ id }: TrainingPrompt, answer: Answer) =>
    labelOf(known(prompts, id).harmful, kindOf(answer), partial);
  return {
    name: variant === "text" ? "xstest text" : "xstest",
    prompts: {
      stage1: split.stage1.map((id) => trainingPrompt(known(prompts, id))),
      stage2: split.stage2.map((id) => trainingPrompt(known(prompts, id))),
      test: split.test.map((id) => trainingPrompt(known(prompts, id))),
    },
    agents: {
      conversation: {
        grammar: CONVERSATION,
        dimension: layout.conversationDimension,
        tabular: false,
        start: conversationStart,
        leanings: conversationLeanings(),
      },
      feedback: {
        grammar: FEEDBACK,
        dimension: layout.feedbackDimension,
        tabular: false,
        start: feedbackStart,
        leanings: feedbackLeanings(),
      },
    },
    answer({ id }, tokens, stream) {
      const count = onRecord(id, { tokens, variant: 0 }).length;
      return { tokens, variant: count === 0 ? 0 : stream.below(count) };
    },
    first: ({ id }) => layout.first(seen(id)),
    review({ id }, answer) {
      const text = onRecord(id, answer)[answer.variant];
      return layout.review(seen(id), answer.tokens[0], text === undefined ? undefined : texts?.encode(text));
    },
    revision({ id }, history) {
      const { answer, advice } = history[history.length - 1];
      return layout.revision(seen(id), answer.tokens[0], adviceIndex(advice));
    },
    feedback: readTokens,
    label,
    refuses: (answer) => kindOf(answer) === "refuse" || (kindOf(answer) === "part" && partial === "strict"),
    oracleAdvice: ({ unsafe }) => (unsafe ? ORACLE.unsafe : ORACLE.overrefuse),
    exampleAnswer: ({ id }) => [KINDS.indexOf(known(prompts, id).harmful ? "refuse" : "comply")],
    exampleFeedback: (prompt, answer, stream) => feedbackTokens(label(prompt, answer), stream.below(WORDS_PER_FAULT)),
    common: ({ id }) => seen(id),
    commonDimension: encoding.dimension,
  };
}

type Prompts = ReadonlyMap<string, XsTestPrompt>;

function promptsOf({ prompts }: XsTest, split: PromptSplit): Prompts {
  const byId = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const ids = SPLITS.flatMap((name) => split[name]);
  for (const id of ids) known(byId, id);
  if (new Set(ids).size !== ids.length) throw new Error("a prompt stands twice in the split");
  return byId;
}

function known(prompts: Prompts, id: string): XsTestPrompt {
  const prompt = prompts.get(id);
  if (prompt === undefined) throw new Error(`XSTest has no prompt ${JSON.stringify(id)}`);
  return prompt;
}

/** What is handed out of a prompt: neither its text nor its type. */
function trainingPrompt({ id, group, harmful, family }: XsTestPrompt): TrainingPrompt {
  return { id, group, harmful, dataset: harmful ? "XSTest unsafe" : "XSTest safe", category: family };
}

interface Texts {
  readonly encoding: Encoding;
  readonly recorded: RecordedTexts;
  encode(text: string): Features;
}

function textsOf(data: XsTest, options: XsTestOptions, prompts: Prompts, training: readonly string[]): Texts {
  const recorded = recordedTexts(data.answers);
  for (const id of SPLITS.flatMap((name) => options.split[name])) {
    const lacks = (["comply", "refuse"] as const).find((kind) => recorded(id, kind).length === 0);
    if (lacks !== undefined)
      throw new Error(`no answer of the kind ${lacks} is on record for ${known(prompts, id).id}`);
  }
  const { answerEncoding = options.encoding } = options;
  const encoding = answerEncoding(training.flatMap((id) => KINDS.flatMap((kind) => recorded(id, kind))));
  return { encoding, recorded, encode: memoised((text) => encoding.encode(text)) };
}

function memoised<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
