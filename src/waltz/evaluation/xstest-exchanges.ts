import type { LabelledAnswer } from "../../records/xstest.js";
import { xsTestDataset } from "./asked-prompt.js";
import type { RecordedExchange } from "./recorded-exchange.js";

/** The answers on record as exchanges of one answer each, the model as their system, with people's settled labels. */
export function xsTestExchanges(answers: readonly LabelledAnswer[]): readonly RecordedExchange[] {
  return answers.map(({ promptId, prompt, harmful, group, family, model, answer, label }) => ({
    id: promptId,
    group,
    dataset: xsTestDataset(harmful),
    category: family,
    prompt,
    harmful,
    system: model,
    answers: [answer],
    said: ["not asked"],
    labels: [label],
  }));
}
