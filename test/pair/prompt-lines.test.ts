import { describe, expect, it } from "vitest";
import { describeFault } from "../../src/base/errors.js";
import { parsePrompts } from "../../src/pair/prompt-lines.js";

const LINE = { id: "a", category: "c", prompt: "p", harmful: false };
const line = (more: object = {}) => JSON.stringify({ ...LINE, ...more });
const faults = (...lines: string[]) => parsePrompts("p.jsonl", lines.join("\n")).faults.map(describeFault);

describe("a file of prompts", () => {
  it("is read line by line, empty lines passed over, rule and context optional", () => {
    const full = {
      id: "b",
      category: "c",
      prompt: "q",
      harmful: true,
      context: "x",
      rule: { text: "r", markers: ["m"] },
      twin: "a",
    };
    const { prompts, faults } = parsePrompts("p.jsonl", `${line({ twin: "b" })}\r\n\n${JSON.stringify(full)}\n`);
    expect(faults).toEqual([]);
    expect(prompts).toEqual([{ ...LINE, twin: "b" }, full]);
  });

  it("is refused with all its faults at once, each with its line", () => {
    expect(faults(line(), "{", line({ id: "b", harmful: "no" }), line({ colour: 1, id: "c" }), line())).toEqual([
      expect.stringContaining("p.jsonl:2: this is no prompt: "),
      "p.jsonl:3: this is no prompt: harmful must be boolean",
      'p.jsonl:4: this is no prompt: it must NOT have additional properties "colour"',
      'p.jsonl:5: the id "a" is that of line 1, too',
    ]);
  });

  it("is refused where a twin is missing or of the same kind, and where nothing is in it", () => {
    expect(faults(line({ twin: "z" }))).toEqual(['p.jsonl:1: the twin "z" of "a" is not in the file']);
    expect(faults(line({ twin: "b" }), line({ id: "b" }))).toEqual([
      'p.jsonl:1: "a" and its twin "b" are of the same kind',
    ]);
    expect(faults("", "")).toEqual(["p.jsonl: no prompt is in it"]);
  });

  it("needs a marker in every rule", () => {
    expect(faults(line({ rule: { text: "r", markers: [] } }))[0]).toContain(
      "rule.markers must NOT have fewer than 1 items",
    );
  });
});
