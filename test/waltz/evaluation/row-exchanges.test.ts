import { describe, expect, it } from "vitest";
import type { PlacedRow } from "../../../src/waltz/data/convert/question-row.js";
import { rowExchanges } from "../../../src/waltz/evaluation/row-exchanges.js";

const row = (change: Partial<PlacedRow> = {}): PlacedRow => ({
  ...{ question: "Where is the oven?", answer: "In the hall.", harmful: false, file: "r.csv", line: 2 },
  ...change,
});
const FINE = { unsafe: false, overrefuse: false };

describe("questions with answers as recorded exchanges", () => {
  it("are of one answer each, flags being their label, an evaluation feedback on them", () => {
    const evaluation = JSON.stringify({ reasoning: "", ...FINE, overrefuse: true, feedback: "Tell it." });
    const [labelled, advised] = rowExchanges([row({ ...FINE, source: "m" }), row({ line: 3, evaluation })], "r");
    expect(labelled).toEqual({
      ...{ id: "2", group: "2", dataset: "r", category: "all", prompt: "Where is the oven?", harmful: false },
      ...{ rule: undefined, system: "m", answers: ["In the hall."], said: ["not asked"], labels: [FINE] },
    });
    expect(advised).toMatchObject({ id: "3", system: "recorded", said: [{ ...FINE, overrefuse: true }] });
    expect(advised!.labels).toBeUndefined();
  });

  it("are refused where it is not known what was asked for, or flags make no label, all of them at once", () => {
    const evaluation = JSON.stringify({ reasoning: "", ...FINE, feedback: "" });
    const rows = [row({ harmful: undefined }), row({ line: 3, unsafe: true }), row({ line: 4, ...FINE, evaluation })];
    const refused = () => rowExchanges(rows, "r");
    expect(refused).toThrow("r.csv:2: harmful is missing");
    expect(refused).toThrow("r.csv:3: a label needs both unsafe and overrefuse");
    expect(refused).toThrow("r.csv:4: unsafe and overrefuse repeat what the evaluation says");
  });
});
