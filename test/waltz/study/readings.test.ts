import { describe, expect, it } from "vitest";
import { ARMS } from "../../../src/waltz/study/arms.js";
import { secondAgentText } from "../../../src/waltz/study/note/readings.js";
import type { ArmSummary } from "../../../src/waltz/study/summarise.js";

/** Shares of faults before training and after stage 2, on the prompts that were trained on and on others. */
function summariesOf(trained: readonly [number, number], unseen: readonly [number, number]): readonly ArmSummary[] {
  return ["before", "stage2"].map((id, at) => {
    const arm = ARMS.find((one) => one.id === id);
    if (arm === undefined) throw new Error(`there is no arm ${id}`);
    const faults = (value: number) => new Map([["fault_rate", { value }]]);
    return {
      arm,
      test: { strict: faults(unseen[at]!) },
      train: faults(trained[at]!),
      parameters: 1,
      trainings: 1,
      alarms: 0,
    };
  });
}

describe("what the note says of a second agent", () => {
  it.each([
    [[0.43, 0.18], [0.43, 0.35], "18.0 %, on unseen ones 35.0 %: what is learnt is mostly the prompts themselves."],
    [
      [0.43, 0.14],
      [0.43, 0.23],
      "14.0 %, on unseen ones 23.0 %: at least half of what is learnt holds for prompts that were never seen.",
    ],
    [[0.43, 0.43], [0.43, 0.4], "43.0 %, on unseen ones 40.0 %: nothing was learnt."],
  ] as const)(
    "holds what was gained on unseen prompts against what was gained on trained ones: %j, %j",
    (trained, unseen, end) => {
      const text = secondAgentText(summariesOf(trained, unseen), [], "It reads more.");
      expect(text).toContain("It reads more. On the prompts that were trained on the share of faults is ");
      expect(text.endsWith(end), text).toBe(true);
    },
  );
});
