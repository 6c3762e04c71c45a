import { InputError } from "../base/errors.js";
import { type Compliance, defineJudge } from "../contract/judge.js";
import { keys } from "../contract/keys.js";
import { complianceVerdict } from "./compliance-verdict.js";
import { PARTIAL } from "./partial-key.js";

/** Gives back what people (or another judge) said of the same answer to the same prompt, and nothing where they did not. */
export const recordedLabels = defineJudge({
  name: "recorded-labels",
  summary: "labels that were given before, by prompt and answer",
  config: keys({ partial: PARTIAL }),
  needs: ["labels"],
  complianceOnly: true,
  create({ partial }, { labels }) {
    if (labels === undefined || labels.length === 0) throw new InputError("recorded-labels needs labels");
    const known = new Map<string, Compliance>();
    for (const { prompt, answer, compliance } of labels) {
      const before = known.get(keyOf(prompt, answer));
      if (before !== undefined && before !== compliance) {
        throw new InputError(
          `recorded-labels: two labels, ${before} and ${compliance}, for one answer to ${quoted(prompt)}`,
        );
      }
      known.set(keyOf(prompt, answer), compliance);
    }
    return {
      judge(exchange) {
        const compliance = known.get(keyOf(exchange.prompt, exchange.answer));
        if (compliance === undefined) {
          throw new InputError(`recorded-labels: no label is on record for this answer to ${quoted(exchange.prompt)}`);
        }
        return { ...complianceVerdict(compliance, exchange, partial), compliance, reason: "a recorded label" };
      },
    };
  },
});

function keyOf(prompt: string, answer: string): string {
  return JSON.stringify([prompt, answer]);
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
