import { describe, expect, it } from "vitest";
import { checkRuns } from "../../../src/analysis/validity/check-runs.js";
import { FindingList } from "../../../src/analysis/validity/finding-list.js";
import { fingerprintOf } from "../../../src/analysis/validity/fingerprint.js";
import { Sentinel } from "../../../src/analysis/validity/sentinel.js";
import { listed, percent, short } from "../../../src/analysis/validity/words.js";
import { armOfText } from "../../support/checked-arm.js";

describe("findings on several arms", () => {
  it("are told once where they are the same to the last figure, and by arm where they are not", async () => {
    const text =
      "success_criteria: { toxicity_threshold: 0.5 }\ngovernance: { circuit_breaker_enabled: true, freeze_threshold_toxicity: 1 }";
    const arms = [
      await armOfText(text, { name: "a", count: 2 }),
      await armOfText(`${text}\npayoff: { h: 3 }`, { name: "b", count: 3 }),
    ];
    const findings = checkRuns(arms);
    const armsOf = (check: string) => findings.filter((finding) => finding.check === check).map(({ arms }) => arms);
    expect(armsOf("trivial_criteria")).toEqual([["a", "b"]]);
    expect(armsOf("idle_lever")).toEqual([["a"], ["b"]]);
  });

  it("come with the most serious first", async () => {
    const text =
      "payoff: { w_rep: 2 }\nsuccess_criteria: { toxicity_threshold: 0.5 }\nsimulation: { max_actions_per_step: 3 }";
    const findings = checkRuns([await armOfText(text, { count: 2 })]);
    expect(findings.map(({ severity }) => severity)).toEqual(["serious", "serious", "serious", "warning", "note"]);
    expect(findings.map(({ check }) => check).slice(0, 3)).toEqual(["action_cap", "idle_agents", "idle_agents"]);
  });

  it("are the same when arms are watched run by run", async () => {
    const arms = [
      await armOfText("payoff: { w_rep: 2 }", { name: "a", count: 3 }),
      await armOfText("", { name: "b", count: 3 }),
    ];
    const sentinel = new Sentinel();
    for (const { name, scenario, runs } of arms) {
      const watch = sentinel.arm(name, scenario);
      for (const run of runs) watch.add(run);
      watch.close();
    }
    const findings = sentinel.findings();
    expect(findings.map(({ check }) => check)).toEqual(["identical_arms", "inert_keys"]);
    expect(findings).toEqual(checkRuns(arms));
  });

  it("are none of an arm without runs", async () => {
    const { scenario } = await armOfText("payoff: { w_rep: 2 }");
    expect(checkRuns([{ name: "a", scenario, runs: [] }, { name: "b", scenario, runs: [] }])).toEqual([]); // biome-ignore format: one line
  });
});

describe("the list of findings", () => {
  const finding = (severity: "note" | "serious", n: number) => {
    return { check: "c", severity, message: `number ${n}`, evidence: { n }, advice: "mind it" } as const;
  };

  it("keeps twenty of a kind and counts the rest, by severity", () => {
    const list = new FindingList();
    for (let n = 0; n < 1030; n += 1) list.add(finding("note", n), [`arm ${n}`]);
    list.add(finding("serious", 1), ["arm"]);
    list.add(finding("note", 3), ["again"]);
    const all = [...list.all()];
    expect(all).toHaveLength(22);
    expect(all[3]?.arms).toEqual(["arm 3", "again"]);
    expect(all[20]).toMatchObject({ severity: "serious", message: "number 1" });
    expect(all[21]).toEqual({ ...finding("note", 0), message: "and 1,010 more like this", evidence: { more: 1010 } });
  });
});

describe("the fingerprint of a run", () => {
  it("follows its figures, and neither its seed, nor its log, nor what levers merely noted", async () => {
    const { runs } = await armOfText("", { count: 2 });
    const [a, b] = runs;
    const print = fingerprintOf(a!);
    expect(fingerprintOf(b!)).not.toBe(print);
    expect(fingerprintOf({ ...a!, seed: 99, activity: [], counts: { ...a!.counts, events: 5 } })).toBe(print);
    expect(fingerprintOf({ ...a!, counts: { ...a!.counts, posts: a!.counts.posts + 1 } })).not.toBe(print);
    const { honest } = a!.types;
    const richer = { ...a!.types, honest: { ...honest!, resources: honest!.resources + 1e-9 } };
    expect(fingerprintOf({ ...a!, types: richer })).not.toBe(print);
    expect(Number.isSafeInteger(print)).toBe(true);
  });
});

describe("words of findings", () => {
  it("are short and keep what matters", () => {
    expect([percent(0.00104), percent(0.142857), percent(1), percent(0)]).toEqual(["0.1 %", "14 %", "100 %", "0 %"]);
    expect([short(0.28174), short(12345.678), short(-0)]).toEqual(["0.2817", "12350", "0"]);
    expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
    expect(listed(["a", "b", "c", "d"], 2)).toBe("a, b and 2 more");
  });
});
