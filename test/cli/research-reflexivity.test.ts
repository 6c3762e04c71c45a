import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { divergence } from "../../src/research/reflexivity/divergence.js";
import type { Reflexivity } from "../../src/research/reflexivity/reflexivity.js";
import { swarmHere } from "../support/in-process.js";
import { foldersWithVerdict, STUDY } from "../support/study-with-verdict.js";
import { filesBelow } from "../support/temporary.js";

const withVerdict = foldersWithVerdict();
let cwd: string;

beforeEach(() => {
  cwd = withVerdict();
});

const reflexivity = (...args: string[]) =>
  swarmHere(["research", "reflexivity", STUDY, "--threads", "1", ...args], { cwd });
const read = (file: string) => readFileSync(join(cwd, "logs", file), "utf8");
const found = () => JSON.parse(read("s_reflexivity.json")) as Reflexivity;
const rows = (file: string) => parse(read(file), { columns: true }) as Record<string, string>[];

describe("an analysis of reflexivity", { timeout: 120_000 }, () => {
  it("runs the published runs again, and the same seeds with members who know and who attack", async () => {
    const { code, stdout, stderr } = await reflexivity();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^(disclosure_robust|conditionally_valid|fragile|unknown): knowing it/m);
    const strategies = ["direct_evasion", "metric_gaming", "collusive_adaptation", "boundary_exploitation"];
    const arms = ["withheld", "known", ...strategies];
    const own = rows("s_reflexivity_results.csv");
    expect([...new Set(own.map(({ arm }) => arm))]).toEqual([...arms, ...arms.map((arm) => `versus_${arm}`)]);
    const published = rows("s_results.csv").filter(({ arm }) => arm === "watched");
    const again = own.filter(({ arm }) => arm === "withheld");
    const figures = ({ seed, toxicity_rate, total_welfare }: Record<string, string>) => [
      seed,
      toxicity_rate,
      total_welfare,
    ];
    expect(again.map(figures)).toEqual(published.map(figures));
    expect(found().attacks.attacks.map(({ strategy }) => strategy)).toEqual(strategies);
    expect(new Set(own.map(({ plan }) => plan))).toEqual(new Set([found().runs_plan]));
  });

  it("has figures that its table gives, the reference system's among them", async () => {
    await reflexivity("--strategies", "metric_gaming");
    const cells = (arm: string) =>
      rows("s_reflexivity_results.csv")
        .filter((row) => row.arm === arm)
        .map(({ toxicity_rate }) => Number(toxicity_rate));
    const [withheld, known] = [cells("withheld"), cells("known")];
    const metric = found().shadow.metrics.find((each) => each.metric === "toxicity_rate");
    expect(metric?.divergence).toBeCloseTo(divergence(withheld, known), 12);
    const mean = known.reduce((sum, value, at) => sum + (value - withheld[at]) / known.length, 0);
    expect(metric?.difference.estimate).toMatchObject({ defined: true, value: expect.closeTo(mean, 12) });
    expect(metric?.margin).toBe(0.05);
  });

  it("has the same bytes each time, and goes on where it was", async () => {
    await reflexivity("--strategies", "direct_evasion");
    const names = filesBelow(join(cwd, "logs")).filter((name) => name.includes("reflexivity"));
    const before = names.map(read);
    await reflexivity("--strategies", "direct_evasion", "--restart");
    expect(names.map(read)).toEqual(before);
  });

  it("finds the same where nobody acts differently, and a change where they do", async () => {
    const write = (config: string) =>
      writeFileSync(join(cwd, "r.yaml"), `shadow:\n  - { types: [honest], ${config} }\n`);
    const args = ["--reactions", "r.yaml", "--strategies", "direct_evasion"];
    write("config: { post_probability: 0.3 }");
    expect((await reflexivity(...args)).code).toBe(0);
    expect(found().shadow).toMatchObject({ outcome: "same", overall_divergence: 0 });
    const idle = 'Every figure of every run of "known" is that of "withheld"';
    expect(found().epistemic_note).toContain(idle);
    expect(read("s_reflexivity.md")).toContain(idle);
    write("becomes: deceptive");
    expect((await reflexivity(...args, "--restart")).code).toBe(0);
    expect(found().shadow.outcome).toBe("changed");
    expect(found().epistemic_note).not.toContain(idle);
    expect(found().reactions.source).toBe("r.yaml");
  });

  it("gets into the report of the study, as long as it is of its runs", async () => {
    await reflexivity("--strategies", "direct_evasion");
    const verdict = () => swarmHere(["research", "verdict", STUDY], { cwd });
    expect(await verdict()).toMatchObject({ code: 0, stderr: "" });
    expect(read("s_report.md")).toContain("## Does it survive being known?");
    writeFileSync(join(cwd, "logs/s_reflexivity.json"), JSON.stringify({ ...found(), plan: "sha256:0" }));
    expect((await verdict()).stderr).toContain(
      "not in the report: logs/s_reflexivity.json: this analysis is of another plan",
    );
    expect(read("s_report.md")).not.toContain("## Does it survive being known?");
  });

  it("gets into the paper, with rows of its own table, and past the gate", async () => {
    await reflexivity("--strategies", "direct_evasion");
    expect((await swarmHere(["research", "publish", STUDY, "--check"], { cwd })).code).toBe(0);
    const paper = read("s_submission/paper.md");
    expect(paper).toContain("## Reflexivity");
    expect(paper).toContain(found().classification);
    const trace = rows("s_submission/trace.csv").find(({ what }) => what === "reflexivity: change of toxicity_rate");
    expect(trace).toMatchObject({ table: "s_reflexivity_results.csv", arm: "known", runs: "12-23", against: "0-11" });
    const gates = JSON.parse(read("s_submission/gates.json"));
    const gate = gates.find(({ gate_name }: { gate_name: string }) => gate_name === "Reflexivity");
    expect(gate.checks[0]).toMatchObject({ name: "shadow_simulation_run", status: "passed" });
    writeFileSync(join(cwd, "logs/s_reflexivity_results.csv"), "changed\n");
    const { code, stderr } = await swarmHere(["research", "publish", STUDY], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("this analysis is not of the table beside it: swarm research reflexivity");
  });
});

describe("reflexivity", { timeout: 60_000 }, () => {
  it.each<[readonly string[], string]>([
    [
      ["--strategies", "direct_evasoin,gaming"],
      '--strategies: there is no strategy "direct_evasoin" (did you mean "direct_evasion"?); there are: direct_evasion, metric_gaming, collusive_adaptation, boundary_exploitation\n' +
        '--strategies: there is no strategy "gaming"; there are: direct_evasion, metric_gaming, collusive_adaptation, boundary_exploitation\n',
    ],
    [["--claim", "c2"], '--claim: no claim is tested as "c2" (did you mean "c1"?); there are: c1\n'],
    [["--seeds", "40"], "--seeds: the study has 12 seeds, and the analysis uses its own\n"],
    [["--margin", "toxicity_rate=0"], "--margin toxicity_rate=0: is written name=number, with a number above 0\n"],
    [
      ["--margin", "spread=1"],
      '--margin: there is no margin for "spread" here; there are: toxicity_rate, total_welfare, quality_gap\n',
    ],
    [
      ["--threshold", "toxicty=1"],
      '--threshold: there is no threshold "toxicty" (did you mean "toxicity"?); there are: toxicity, welfare, quality_gap\n',
    ],
  ])("with %j is refused, and nothing is run", async (args, message) => {
    expect(await reflexivity(...args)).toEqual({ code: 2, stdout: "", stderr: message });
    expect(filesBelow(join(cwd, "logs")).filter((name) => name.includes("reflexivity"))).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    [
      "an unknown type",
      "shadow: [{ types: [oportunistic] }]",
      /r\.yaml:1:20: .*did you mean "opportunistic".*got "oportunistic"/,
    ],
    ["a key that agents do not have", "shadow: [{ types: [honest], config: { risk: 1 } }]", /risk/],
    ["nobody whom it fits", "shadow: [{ types: [llm], told: true }]", /knowing the finding changes nobody in "known"/],
    ["an unknown strategy", "strategies: { evasion: [{ types: [honest], becomes: adversarial }] }", /evasion/],
  ])("with a file of reactions that has %s is refused", async (_, text, message) => {
    writeFileSync(join(cwd, "r.yaml"), `${text}\n`);
    const { code, stdout, stderr } = await reflexivity("--reactions", "r.yaml");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });

  it("is refused without a verdict", async () => {
    rmSync(join(cwd, "logs/s_verdict.json"));
    const { code, stderr } = await reflexivity();
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `logs/s_verdict.json: there is no verdict yet: swarm research verdict ${STUDY}\n`,
    });
  });
});
