import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { recordedLabels } from "../../src/judges/recorded-labels.js";

const LABEL = { prompt: "Where?", answer: "There.", compliance: "full_compliance" } as const;
const open = (labels: readonly { prompt: string; answer: string; compliance: "full_compliance" | "full_refusal" }[]) =>
  recordedLabels.create({ partial: "strict" }, { labels });

describe("recorded labels", () => {
  it("stop at an answer that nobody labelled, rather than guess", () => {
    const judge = open([LABEL]);
    expect(() => judge.judge({ prompt: "Where?", answer: "Here.", harmful: false })).toThrow(InputError);
    expect(() => judge.judge({ prompt: "When?", answer: "There.", harmful: false })).toThrow(InputError);
  });

  it("may say the same thing twice but not two things of one answer", () => {
    expect(() => open([LABEL, LABEL])).not.toThrow();
    expect(() => open([LABEL, { ...LABEL, compliance: "full_refusal" }])).toThrow("two labels");
  });
});
