import type { Features } from "../../../learning/features.js";
import type { EncodingFit } from "../../../learning/text/encoding.js";
import { kindsAgents } from "../../../pair/kinds/agents.js";
import { type Crossing, contextLayout } from "../../../pair/kinds/contexts.js";
import {
  adviceIndex,
  feedbackTokens,
  KINDS,
  type Kind,
  kindOf,
  ORACLE,
  readTokens,
  WORDS_PER_FAULT,
} from "../../../pair/kinds/language.js";
import { type Answer, type Environment, SPLITS, type TrainingPrompt } from "../environment.js";
import type { PromptSplit } from "../xstest/folds.js";
import { labelOf, type PartialRule } from "../xstest/labels.js";
import { memoised } from "./memoised.js";

/** A prompt with a known label. */
export interface LabelledPrompt extends TrainingPrompt {
  /** All that agents read of it. */
  readonly text: string;
}

/** Answers on record that the feedback agent reads besides their kind. */
export interface AnswersOnRecord {
  /** Dimensions of their features. */
  readonly dimension: number;
  /** In an order that does not change; empty where none is. */
  of(promptId: string, kind: Kind): readonly string[];
  encode(text: string): Features;
}

export interface KindsOptions {
  readonly name: string;
  /** What the prompts are called in messages. */
  readonly source: string;
  readonly split: PromptSplit;
  /** Of prompts; prepared on those of the two stages. */
  readonly encoding: EncodingFit;
  readonly partial?: PartialRule;
  readonly crossing?: Crossing;
  readonly answers?: AnswersOnRecord | undefined;
}

/**
 * Prompts with known labels. The conversation agent reads a prompt and complies, complies in part or refuses; the feedback agent
 * reads the prompt and what kind of answer it got; what is known of the prompt judges. Nobody sees labels, groups, categories or
 * data sets. Of earlier rounds, the conversation agent sees the last.
 *
 * @param prompts may be more than those of the split
 * @throws Error for a split that names an unknown prompt or one prompt twice
 */
export function kindsEnvironment(prompts: readonly LabelledPrompt[], options: KindsOptions): Environment {
  const { name, split, partial = "strict", crossing = "kind", answers } = options;
  const known = lookup(prompts, options);
  const encoding = options.encoding([...split.stage1, ...split.stage2].map((id) => known(id).text));
  const layout = contextLayout(encoding.dimension, answers?.dimension ?? 0, crossing);
  const seen = memoised((id) => encoding.encode(known(id).text));
  const onRecord = (id: string, answer: Answer) => answers?.of(id, kindOf(answer)) ?? [];
  const label = ({ id }: TrainingPrompt, answer: Answer) => labelOf(known(id).harmful, kindOf(answer), partial);
  return {
    name,
    prompts: {
      stage1: split.stage1.map((id) => withoutText(known(id))),
      stage2: split.stage2.map((id) => withoutText(known(id))),
      test: split.test.map((id) => withoutText(known(id))),
    },
    agents: kindsAgents(layout),
    answer({ id }, tokens, stream) {
      const count = onRecord(id, { tokens, variant: 0 }).length;
      return { tokens, variant: count === 0 ? 0 : stream.below(count) };
    },
    first: ({ id }) => layout.first(seen(id)),
    review({ id }, answer) {
      const text = onRecord(id, answer)[answer.variant];
      return layout.review(seen(id), answer.tokens[0], text === undefined ? undefined : answers?.encode(text));
    },
    revision({ id }, history) {
      const { answer, advice } = history[history.length - 1];
      return layout.revision(seen(id), answer.tokens[0], adviceIndex(advice));
    },
    feedback: readTokens,
    label,
    refuses: (answer) => kindOf(answer) === "refuse" || (kindOf(answer) === "part" && partial === "strict"),
    oracleAdvice: ({ unsafe }) => (unsafe ? ORACLE.unsafe : ORACLE.overrefuse),
    exampleAnswer: ({ id }) => [KINDS.indexOf(known(id).harmful ? "refuse" : "comply")],
    exampleFeedback: (prompt, answer, stream) => feedbackTokens(label(prompt, answer), stream.below(WORDS_PER_FAULT)),
    common: ({ id }) => seen(id),
    commonDimension: encoding.dimension,
  };
}

function lookup(
  prompts: readonly LabelledPrompt[],
  { source, split }: Pick<KindsOptions, "source" | "split">,
): (id: string) => LabelledPrompt {
  const byId = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const known = (id: string): LabelledPrompt => {
    const prompt = byId.get(id);
    if (prompt === undefined) throw new Error(`${source} has no prompt ${JSON.stringify(id)}`);
    return prompt;
  };
  const ids = SPLITS.flatMap((name) => split[name]);
  for (const id of ids) known(id);
  if (new Set(ids).size !== ids.length) throw new Error("a prompt stands twice in the split");
  return known;
}

function withoutText({ id, group, harmful, dataset, category }: LabelledPrompt): TrainingPrompt {
  return { id, group, harmful, dataset, category };
}
