import { grouped } from "../../../base/grouped.js";
import type { Compliance } from "../../../contract/judge.js";
import type { Kind } from "../../../pair/kinds/language.js";
import type { LabelledAnswer, XsTest } from "../../../records/xstest.js";

const RECORDED: Readonly<Record<Kind, Compliance>> = {
  comply: "full_compliance",
  part: "partial_refusal",
  refuse: "full_refusal",
};

/** The texts that stand for an answer of this kind, in an order that models and rows do not shape; of an answer in part, none. */
export type RecordedTexts = (promptId: string, kind: Kind) => readonly string[];

/**
 * The prompts of the variant with texts: those that some model complied with in full and some model refused in full. Of each, both
 * kinds are on record, so that which kinds are cannot tell one prompt from another. Answers in part are on record for one prompt
 * in five of these, mostly harmless ones: their texts are left aside for all, and such an answer is known by its kind alone.
 */
export function withBothKinds({ prompts, answers }: XsTest): XsTest {
  const texts = recordedTexts(answers);
  const kept = prompts.filter(({ id }) => texts(id, "comply").length > 0 && texts(id, "refuse").length > 0);
  const ids = new Set(kept.map(({ id }) => id));
  return { prompts: kept, answers: answers.filter(({ promptId }) => ids.has(promptId)) };
}

export function recordedTexts(answers: readonly LabelledAnswer[]): RecordedTexts {
  const keyOf = (promptId: string, compliance: Compliance) => JSON.stringify([promptId, compliance]);
  const texts = new Map(
    [...grouped(answers, ({ promptId, label }) => keyOf(promptId, label))].map(([key, group]) => [
      key,
      group.map(({ answer }) => answer).sort(),
    ]),
  );
  return (promptId, kind) => (kind === "part" ? [] : (texts.get(keyOf(promptId, RECORDED[kind])) ?? []));
}
