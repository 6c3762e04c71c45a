import { describe, expect, it } from "vitest";
import { lockText, parseLock } from "../../../src/research/lock/lock.js";
import { type Registration, registrationHash } from "../../../src/research/lock/registration.js";
import { registrationJson } from "../../../src/research/lock/registration-json.js";
import { verifyRegistration } from "../../../src/research/lock/verify-registration.js";

/** The vectors were computed with the reference system, version 1.9. */
const VECTOR: Registration = {
  hypothesis: "H1: audits lower toxicity",
  secondary_hypotheses: ["b", "a"],
  methodology: { trials: 10, rounds: 100 },
  analysis_plan: { primary: ["Paired test"], secondary: ["Effect sizes"] },
};

describe("the hash of a registration", () => {
  it("is the reference system's, in both of its vectors", () => {
    expect(registrationHash(VECTOR)).toBe("sha256:67f07614655ff11273d8cdd69b79a1f0ceba8e0bac6dc2a126316ab1c7cfe1b1");
    const bare = { hypothesis: "é", secondary_hypotheses: [], methodology: {}, analysis_plan: {} };
    expect(registrationHash(bare)).toBe("sha256:179363def6b885a25480dcdff79305305e29793d94d4a43038d237416458a724");
  });

  it("does not depend on the order of keys or of secondary hypotheses", () => {
    const turned = { ...VECTOR, secondary_hypotheses: ["a", "b"], methodology: { rounds: 100, trials: 10 } };
    expect(registrationHash(turned)).toBe(registrationHash(VECTOR));
  });

  it("changes with every part", () => {
    const others: readonly Registration[] = [
      { ...VECTOR, hypothesis: "H2" },
      { ...VECTOR, secondary_hypotheses: ["a"] },
      { ...VECTOR, methodology: { trials: 11, rounds: 100 } },
      { ...VECTOR, analysis_plan: { primary: [], secondary: [] } },
    ];
    expect(new Set([VECTOR, ...others].map(registrationHash)).size).toBe(5);
  });

  it("writes JSON as Python does: sorted by code point, blanks after commas, nothing past ASCII", () => {
    expect(registrationJson({ "\u{1f600}": 1, "\uffff": [true, null, "a\u007f\n"], a: { c: 1.5, b: [] } })).toBe(
      '{"a": {"b": [], "c": 1.5}, "\\uffff": [true, null, "a\\u007f\\n"], "\\ud83d\\ude00": 1}',
    );
  });
});

describe("a registration held against what was done", () => {
  it("matches itself", () => {
    expect(verifyRegistration(VECTOR, structuredClone(VECTOR))).toEqual({
      matches: true,
      deviations: [],
      exploratory_analyses: [],
    });
  });

  it("finds another hypothesis critical, other methods major, and analyses that nobody announced exploratory", () => {
    const { deviations, exploratory_analyses, matches } = verifyRegistration(VECTOR, {
      ...VECTOR,
      hypothesis: "H2",
      methodology: { trials: 10, rounds: 50, agents: 5 },
      analysis_plan: { primary: ["Paired test", "Another"], secondary: ["Effect sizes"] },
    });
    expect(matches).toBe(false);
    expect(deviations.map(({ field, registered, actual, severity }) => [field, registered, actual, severity])).toEqual([
      ["hypothesis", "H1: audits lower toxicity", "H2", "critical"],
      ["methodology.agents", "absent", "5", "major"],
      ["methodology.rounds", "100", "50", "major"],
    ]);
    expect(exploratory_analyses).toEqual(["Another"]);
  });

  it("finds an announced analysis that was changed or left out", () => {
    const plan = (primary: string[]) => ({ ...VECTOR, analysis_plan: { primary, secondary: [] } });
    const { deviations } = verifyRegistration(plan(["c1: margin 0.02", "c2: x"]), plan(["c1: margin 0.05"]));
    expect(deviations.map(({ field, actual }) => [field, actual])).toEqual([
      ["analysis_plan.c1", "c1: margin 0.05"],
      ["analysis_plan.c2", "absent"],
    ]);
  });

  it("names the parameters of an arm one by one, and calls another version of the program minor", () => {
    const arms = (probability: number, tool: string) => ({
      ...VECTOR,
      methodology: { tool, arms: { treatment: { scenario: { governance: { audit_probability: probability } } } } },
    });
    expect(verifyRegistration(arms(0.1, "t 1"), arms(0.2, "t 2")).deviations).toEqual([
      {
        field: "methodology.arms.treatment.scenario.governance.audit_probability",
        registered: "0.1",
        actual: "0.2",
        severity: "major",
        justification: "",
      },
      { field: "methodology.tool", registered: "t 1", actual: "t 2", severity: "minor", justification: "" },
    ]);
  });
});

describe("the file of a lock", () => {
  const text = lockText("s", { registration: VECTOR, hash: registrationHash(VECTOR) });

  it("reads back, and holds no clock", () => {
    expect(parseLock(text, "s.lock.json")).toEqual({
      study: "s",
      registration: VECTOR,
      hash: registrationHash(VECTOR),
    });
    expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  });

  it("is refused when its content was changed after it was written", () => {
    expect(() => parseLock(text.replace("audits lower", "audits raise"), "s.lock.json")).toThrow(
      /^s\.lock\.json: the lock was changed after it was written: it states sha256:67f07614/,
    );
  });

  it("is refused when it is something else", () => {
    expect(() => parseLock("{", "s.lock.json")).toThrow("s.lock.json: this is no lock: it is no JSON");
    expect(() => parseLock("{}", "s.lock.json")).toThrow("this is no lock: lock_version");
  });
});
