import type { ChatModel } from "../../contract/provider.js";
import type { TextRollout } from "../export/text-rollout.js";
import { type EvaluationCase, labelIn } from "./case.js";
import type { LiveExchange } from "./live-exchanges.js";

/**
 * Exchanges of a live pair with the judge's labels, as exporters for trainers elsewhere read them.
 *
 * @param cases the same exchanges, labelled, in their order
 * @param policy hashes of what shaped each agent's texts
 */
export function textRollouts(
  exchanges: readonly LiveExchange[],
  cases: readonly EvaluationCase[],
  policy: TextRollout["policy"],
): readonly TextRollout[] {
  return exchanges.map(({ id, prompt, harmful, brief, answers, feedbackTexts }, at) => ({
    id,
    prompt,
    harmful,
    ...(brief !== "" && { context: brief }),
    policy,
    turns: answers.map((answer, round) => {
      const label = labelIn(cases[at].turns[round], "strict");
      if (label === undefined) throw new Error(`the answer ${round} to ${id} has no label`);
      const { unsafe, overrefuse } = label;
      const feedback = feedbackTexts[round];
      return { answer, label: { unsafe, overrefuse }, ...(feedback !== undefined && { feedback }) };
    }),
  }));
}

/** A model that answers as `model` does, and the text it wrote last: undefined once it was taken. */
export function overheard(model: ChatModel): { readonly model: ChatModel; take(): string | undefined } {
  let last: string | undefined;
  return {
    model: {
      identity: model.identity,
      async complete(request, context) {
        const completion = await model.complete(request, context);
        last = completion.text;
        return completion;
      },
    },
    take() {
      const text = last;
      last = undefined;
      return text;
    },
  };
}
