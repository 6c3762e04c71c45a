import { describe, expect, it } from "vitest";
import { rolesIn, sentenceClaims } from "../../../src/research/annotation/sentence-rules.js";
import { sentencesOf } from "../../../src/research/annotation/sentences.js";

const read = (abstract: string) =>
  sentenceClaims({ title: "", abstract, source: "" }).map(({ metric, expected, kind, threshold }) =>
    [kind, metric, expected, threshold].filter((part) => part !== undefined).join(" "),
  );

describe("sentences", () => {
  it("are not ended by a number, an abbreviation or an initial", () => {
    const text = "It falls by 12.5 % (e.g. from 3.0 to 2.6), as J. Doe has it. The rest follows.";
    expect(sentencesOf(text).map((sentence) => sentence.text)).toEqual([
      "It falls by 12.5 % (e.g. from 3.0 to 2.6), as J. Doe has it.",
      "The rest follows.",
    ]);
  });
});

describe("claims of whole sentences", () => {
  it.each([
    ["Feedback reduces harm by 12.5 % in all runs.", "difference toxicity_rate negative"],
    ["Audits improve safety.", "difference toxicity_rate negative"],
    ["Debate outperforms a single agent in error detection.", "difference avg_quality positive"],
    ["Sanctions increase cooperation.", "difference total_welfare positive"],
    ["Inequality of payoffs does not change.", "equivalence spread zero"],
    ["Harm falls and is lower in each round.", "trend toxicity_rate negative"],
    ["The harm stays below 0.2 with audits.", "level toxicity_rate negative 0.2"],
    ["The harm stays below 20 % with audits.", "level toxicity_rate negative 0.2"],
    ["Taxes lower fairness.", "difference spread positive"],
  ])("read %j", (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  it("are not found where words only hold one another", () => {
    expect(read("Unless the mechanism is used, nevertheless nothing follows.")).toEqual([]);
  });

  it("are not questions, plans or open problems", () => {
    expect(
      read("Does feedback reduce harm? Future work may reduce harm. We study whether audits reduce harm."),
    ).toEqual([]);
  });

  it("are read less plainly, with a note, only where nothing is said plainly", () => {
    const loose = "Agents engage in secret collusion whenever it pays. Our method beats all others.";
    const claims = sentenceClaims({ title: "", abstract: loose, source: "" });
    expect(claims.map(({ metric }) => metric)).toEqual(["ecosystem_collusion_risk", "total_welfare"]);
    for (const { note } of claims) expect(note).toContain("read as");
    expect(read(`${loose} Audits reduce harm.`)).toEqual(["difference toxicity_rate negative"]);
  });

  it("tell the parts that agents play", () => {
    const text = "A feedback agent and weak teachers guide a strong student.";
    expect(rolesIn({ title: "", abstract: text, source: "" })).toEqual([
      "feedback_agent",
      "weak_teacher",
      "strong_student",
    ]);
  });
});
