import { describe, expect, it } from "vitest";
import { paperTitled, receiptIn, searchRequest, submitRequest } from "../../../src/research/publish/archive-request.js";
import { ARCHIVES } from "../../../src/research/publish/archives.js";
import { NumberLedger } from "../../../src/research/publish/number-ledger.js";
import { gateSummary, runGate } from "../../../src/research/publish/quality-gate.js";
import { ratingOf, recommendationOf } from "../../../src/research/publish/self-review.js";

describe("a gate", () => {
  const gate = runGate(
    "Experiment",
    [
      { name: "yes", ask: () => true },
      { name: "pair", ask: () => [true, "why"] as const },
      { name: "reaches", ask: (data: number) => data, threshold: 10, message: "ten are needed" },
      { name: "there", ask: () => "text" },
    ],
    10,
  );

  it("is passed where every check is: a yes, a yes with a value, a value that reaches its threshold, a value that is there", () => {
    expect(gate.passed).toBe(true);
    expect(gate.checks.map(({ status, value }) => [status, value])).toEqual([
      ["passed", true],
      ["passed", "why"],
      ["passed", 10],
      ["passed", "text"],
    ]);
  });

  it("fails with what a check throws, and below a threshold", () => {
    const found = runGate(
      "Review",
      [
        {
          name: "throws",
          ask: (): boolean => {
            throw new Error("no data");
          },
        },
        { name: "short", ask: (data: number) => data, threshold: 10 },
        { name: "blank", ask: () => null },
      ],
      9.9,
    );
    expect(found.passed).toBe(false);
    expect(found.checks.map(({ status }) => status)).toEqual(["failed", "failed", "failed"]);
    expect(found.checks[0].message).toBe("Error: no data");
  });

  it("is told with a line per check, and is not failed by what advises only", () => {
    const found = runGate(
      "Literature Review",
      [{ name: "min_sources", ask: () => false, message: "few", advisory: true }],
      0,
    );
    expect(found.passed).toBe(true);
    expect(gateSummary(found)).toBe("Gate: Literature Review - PASSED\n  ⚠ min_sources: few");
    expect(gateSummary(gate)).toContain("✓ reaches: ten are needed");
  });
});

describe("a review", () => {
  it("is rated as the reference system rates it", () => {
    const words = ["accept", "minor_revision", "major_revision", "reject", "whatever"];
    expect(words.map(ratingOf)).toEqual([5, 4, 2, 1, 3]);
  });

  it("asks for revisions by the gravity of its critiques", () => {
    const of = (...severities: ("low" | "medium" | "high")[]) =>
      recommendationOf(severities.map((severity) => ({ severity })));
    expect(of()).toBe("accept");
    expect(of("medium", "medium", "low")).toBe("accept");
    expect(of("medium", "medium", "medium")).toBe("minor_revision");
    expect(of("high")).toBe("major_revision");
  });
});

describe("the ledger of numbers", () => {
  it("lists what is in a text in the order of the text, and takes the marks out", () => {
    const ledger = new NumberLedger();
    const second = ledger.figure("0.2", 0.2001, { kind: "result", what: "b" });
    const first = ledger.quote("arXiv:1", "paper");
    const { text, entries } = ledger.settle(`${first} has ${second} and ${first}`);
    expect(text).toBe("arXiv:1 has 0.2 and arXiv:1");
    expect(entries.map((entry) => entry.what)).toEqual(["paper", "b", "paper"]);
  });

  it("tells numbers as they stand in the text, whatever was done to the words around and in them", () => {
    const ledger = new NumberLedger();
    const text = ledger.figure("12.5%", 12.5, { kind: "result", what: "share" });
    const { entries } = ledger.settle(`\\textbf{${text.replace("%", "\\%")}}`);
    expect(entries).toEqual([{ kind: "result", what: "share", text: "12.5\\%", value: 12.5 }]);
  });

  it("refuses a number that nobody accounts for, even beside one that somebody does", () => {
    const ledger = new NumberLedger();
    const known = ledger.figure("5", 5, { kind: "plan", what: "seeds" });
    expect(() => ledger.settle(`${known}5 seeds`)).toThrow('a number of the paper is not accounted for: "5 seeds"');
  });

  it("is not fooled by marks in the words of others", () => {
    const ledger = new NumberLedger();
    const quoted = ledger.quote("\ue0000\ue0019\ue002 lives", "claim");
    expect(ledger.settle(quoted).text).toBe("09 lives");
    expect(ledger.quote("a\ue000b", "claim")).toBe("ab");
  });
});

describe("requests to an archive", () => {
  const [archive] = ARCHIVES;
  const paper = { title: "T", abstract: "A", categories: ["safety", "b"], source: "S" };

  it("have the bodies of research.md 6", () => {
    const submit = { title: "T", abstract: "A", content: "S", category: "safety" };
    expect(submitRequest(archive, paper)).toEqual({ method: "POST", path: "/tools/submit", body: submit });
    expect(submitRequest(archive, { ...paper, categories: [] })?.body.category).toBe("multi-agent");
    const revision = { paper_id: "p", changelog: "" };
    expect(submitRequest(archive, paper, revision)?.body).toEqual({
      paper_id: "p",
      title: "T",
      abstract: "A",
      content: "S",
      changelog: "Updated",
    });
    expect(searchRequest(archive, "T").body).toEqual({ query: "T", limit: 10 });
  });

  it("have the bodies of research.md 6 for an archive of LaTeX, whose revisions go to the paper itself", () => {
    const clawxiv = ARCHIVES.filter(({ format }) => format === "latex");
    expect(clawxiv.map(({ name }) => name)).toEqual(["clawxiv"]);
    const body = { title: "T", abstract: "A", categories: ["safety", "b"], files: { source: "S" } };
    expect(submitRequest(clawxiv[0], paper)).toEqual({ method: "POST", path: "/papers", body });
    const revision = { paper_id: "a/7", changelog: "" };
    expect(submitRequest(clawxiv[0], paper, revision)).toEqual({ method: "PUT", path: "/papers/a%2F7", body });
  });

  it("are answered with paper_id or id, and with the version before and one where none is stated", () => {
    expect(receiptIn({ paper_id: "x" }, 1)).toEqual({ paper_id: "x", version: 1 });
    expect(receiptIn({ id: 7, version: 3 }, 1)).toEqual({ paper_id: "7", version: 3 });
    expect([receiptIn({}, 1), receiptIn(null, 1), receiptIn("x", 1)]).toEqual([undefined, undefined, undefined]);
  });

  it("find a paper among papers or results by title, and by abstract where that is shown", () => {
    const other = { paper_id: "o", title: "T", abstract: "another" };
    const own = { id: "x", title: "T" };
    expect(paperTitled({ papers: [other, own] }, paper)).toEqual({ paper_id: "x", version: 1 });
    expect(paperTitled({ results: [{ ...own, abstract: "A" }] }, paper)).toEqual({ paper_id: "x", version: 1 });
    expect(paperTitled({ results: [other] }, paper)).toBeNull();
    expect(paperTitled({ error: "no" }, paper)).toBeUndefined();
  });
});
