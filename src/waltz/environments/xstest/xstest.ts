import type { EncodingFit } from "../../../learning/text/encoding.js";
import type { Crossing } from "../../../pair/kinds/contexts.js";
import { KINDS } from "../../../pair/kinds/language.js";
import type { XsTest, XsTestPrompt } from "../../../records/xstest.js";
import { type Environment, SPLITS } from "../environment.js";
import { type AnswersOnRecord, kindsEnvironment, type LabelledPrompt } from "../kinds/kinds.js";
import { memoised } from "../kinds/memoised.js";
import type { PromptSplit } from "./folds.js";
import type { PartialRule } from "./labels.js";
import { recordedTexts } from "./recorded-texts.js";

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
 * The prompts of XSTest as a world of kinds: people's labels of the prompts judge. Nobody sees types, models, or which answers are
 * on record: each gives the label away.
 *
 * In the variant with texts the feedback agent reads, besides, an answer drawn among those of its kind to this prompt. Their manner
 * still hints at the model that wrote them, and so at the label: results there are to be read beside a probe on answers.
 *
 * @param data its prompts may be more than those of the split; answers are used in the variant with texts alone
 * @throws Error for a split that names an unknown prompt or one prompt twice, or a prompt without both kinds in the variant with texts
 */
export function xstestEnvironment(data: XsTest, options: XsTestOptions): Environment {
  const { variant = "kinds", answerEncoding: _, ...rest } = options;
  const name = variant === "text" ? "xstest text" : "xstest";
  const answers = variant === "text" ? answersOnRecord(data, options) : undefined;
  return kindsEnvironment(data.prompts.map(labelled), { name, source: "XSTest", answers, ...rest });
}

/** What is known of a prompt; its type is left out. */
function labelled({ id, group, harmful, family, text }: XsTestPrompt): LabelledPrompt {
  return { id, group, harmful, dataset: harmful ? "XSTest unsafe" : "XSTest safe", category: family, text };
}

function answersOnRecord(data: XsTest, { split, encoding, answerEncoding = encoding }: XsTestOptions): AnswersOnRecord {
  const of = recordedTexts(data.answers);
  for (const id of SPLITS.flatMap((name) => split[name])) {
    const lacks = (["comply", "refuse"] as const).find((kind) => of(id, kind).length === 0);
    if (lacks !== undefined) throw new Error(`no answer of the kind ${lacks} is on record for ${id}`);
  }
  const trained = [...split.stage1, ...split.stage2];
  const { dimension, encode } = answerEncoding(trained.flatMap((id) => KINDS.flatMap((kind) => of(id, kind))));
  return { dimension, of, encode: memoised(encode) };
}
