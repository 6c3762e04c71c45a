import { grouped } from "../../base/grouped.js";
import type { EncodingFit } from "../../learning/text/encoding.js";
import type { LabelledAnswer, XsTest, XsTestPrompt } from "../../records/xstest.js";
import { categoryEncoding } from "./category-encoding.js";
import type { ProbeRow } from "./linear-probe.js";

/** A probe of XSTest: what it reads, row by row, and how. */
export interface XsTestProbe {
  readonly name: string;
  /** Whether it reads what gives labels away, so that nothing that learns may see it: what it scores is a warning, no ceiling. */
  readonly isTrap: boolean;
  readonly rows: readonly ProbeRow[];
  readonly encoding: EncodingFit;
}

/**
 * The probes that results on XSTest are read beside: on the prompt and on the text of answers, which are ceilings of what agents can
 * learn from them by linear means; and the traps, the type of the prompt, which kinds of answer are on record for it, and
 * which model gave an answer of which kind.
 *
 * @param encoding of prompts and of answers
 */
export function xstestProbes({ prompts, answers }: XsTest, encoding: EncodingFit): readonly XsTestProbe[] {
  const byPrompt = grouped(answers, ({ promptId }) => promptId);
  const ofPrompts = (textOf: (prompt: XsTestPrompt) => string) =>
    prompts.map((prompt): ProbeRow => {
      const { id, group, family, harmful } = prompt;
      return { id, group, family, harmful, text: textOf(prompt) };
    });
  const ofAnswers = (textOf: (answer: LabelledAnswer) => string) =>
    answers.map((answer): ProbeRow => {
      const { promptId: id, group, family, harmful } = answer;
      return { id, group, family, harmful, text: textOf(answer) };
    });
  const kindsOf = ({ id }: XsTestPrompt) =>
    [...new Set((byPrompt.get(id) ?? []).map(({ label }) => label))].sort().join(" ");
  const trap = { isTrap: true, encoding: categoryEncoding };
  return [
    { name: "prompt", isTrap: false, rows: ofPrompts(({ text }) => text), encoding },
    { name: "answer", isTrap: false, rows: ofAnswers(({ answer }) => answer), encoding },
    { name: "type alone", ...trap, rows: ofPrompts(({ type }) => type) },
    { name: "kinds on record alone", ...trap, rows: ofPrompts(kindsOf) },
    { name: "model and kind alone", ...trap, rows: ofAnswers(({ model, label }) => `${model} ${label}`) },
  ];
}
