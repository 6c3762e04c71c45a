import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { swarm } from "../support/cli.js";
import { given, NO_AUDITS, POND, pond } from "../support/pond.js";
import { ROOT } from "../support/readme.js";
import { filesBelow } from "../support/temporary.js";

const here = pond();
const { write, read, compare, comparison, rows } = here;

describe("swarm compare", () => {
  it("runs a scenario and its variants with the same seeds, and tells and writes what came of it", async () => {
    const { code, stdout, stderr } = await compare("pond.yaml", ...NO_AUDITS, "--seeds", "8");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(filesBelow(here.folder)).toEqual(["logs/pond_comparison.json", "logs/pond_runs.csv", "pond.yaml"]);
    expect(stdout).toContain('Does "no audits" change toxicity_rate against "base"?\n2 arms x 8 seeds (1 to 8)');
    expect(stdout).toContain("governance.audit_enabled true -> false");
    for (const part of ["Verdict", "Primary metric: toxicity_rate, pooled over interactions", "exploratory metrics"]) {
      expect(stdout).toContain(part);
    }
    for (const part of ["what it costs, per run", "who gains and who loses", "Validity", "correlation of the arms"]) {
      expect(stdout).toContain(part);
    }
    const wide = stdout.split("\n").filter((line) => line.length > 100);
    expect(wide).toEqual([]);
  });

  it("writes what its schema says", async () => {
    await compare("pond.yaml", ...NO_AUDITS, "--seeds", "4", "--margin", "0.05");
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
    const validate = ajv.compile(JSON.parse(readFileSync(join(ROOT, "schemas/comparison.schema.json"), "utf8")));
    expect(validate(comparison()), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    const { arms, ...rest } = comparison();
    expect(validate(rest)).toBe(false);
    expect(arms.map(({ name, role, runs }) => [name, role, runs])).toEqual([
      ["base", "control", 4],
      ["no audits", "treatment", 4],
    ]);
  });

  it("gives the same bytes when repeated, whatever the number of threads and wherever the files go", async () => {
    const args = ["compare", "pond.yaml", ...NO_AUDITS, "--seeds", "30", "--quiet"];
    for (const threads of ["1", "3"]) {
      const outcome = await swarm([...args, "--threads", threads, "--out", `out${threads}`], { cwd: here.folder });
      expect(outcome).toEqual({ code: 0, stdout: "", stderr: "" });
    }
    for (const file of ["pond_comparison.json", "pond_runs.csv"]) {
      expect(read(`out1/${file}`).length).toBeGreaterThan(1000);
      expect(read(`out3/${file}`) === read(`out1/${file}`), file).toBe(true);
    }
  });

  it("rests every figure on rows of the table of runs, and every row on a run that can be repeated", async () => {
    await compare("pond.yaml", ...NO_AUDITS, "--seeds", "6", "--metrics", "quality_gap,total_welfare");
    const table = rows("logs/pond_runs.csv");
    expect(table.map(({ arm, seed }) => `${arm} ${seed}`)).toEqual(
      ["base", "no audits"].flatMap((arm) => [1, 2, 3, 4, 5, 6].map((seed) => `${arm} ${seed}`)),
    );
    const { metrics, types, files } = comparison();
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const column = (name: string, arm: string) =>
      table.filter((row) => row.arm === arm && row[name] !== "").map((row) => Number(row[name]));
    for (const { metric, arms } of metrics) {
      for (const level of arms) expect(given(level.mean)).toBeCloseTo(mean(column(metric, level.arm)), 12);
    }
    for (const { type, payoff } of types) {
      const [before, after] = ["base", "no audits"].map((arm) => mean(column(`total_payoff_${type}`, arm)));
      expect(given(payoff.differences[0].estimate)).toBeCloseTo(after - before, 10);
    }
    expect(files.map(({ file }) => file)).toEqual(["pond_runs.csv"]);
    const run = [
      "run",
      "pond.yaml",
      "--seed",
      "4",
      "--set",
      "governance.audit_enabled=false",
      "--json",
      "--out",
      "one",
    ];
    const manifest = JSON.parse((await here.swarm(...run)).stdout);
    const row = table.find(({ arm, seed }) => arm === "no audits" && seed === "4");
    expect(Number(row?.toxicity_rate)).toBe(manifest.metrics.pooled.toxicity_rate);
    expect(Number(row?.epoch_mean_toxicity_rate)).toBe(manifest.metrics.epoch_means.toxicity_rate);
  });

  it("takes several files, the first as control, and another with --control", async () => {
    write("lake.yaml", POND.replace("pond", "lake").replace("audit_enabled: true", "audit_enabled: false"));
    await compare("pond.yaml", "lake.yaml", "--seeds", "3", "--quiet");
    expect(comparison("logs/pond_vs_lake_comparison.json").metrics[0].differences[0]).toMatchObject({
      arm: "lake",
      against: "pond",
    });
    await compare("pond.yaml", "lake.yaml", "--seeds", "3", "--quiet", "--control", "lake", "--name", "other");
    const turned = comparison("logs/other_comparison.json");
    expect(turned.metrics[0].differences[0]).toMatchObject({ arm: "pond", against: "lake" });
    const [there, back] = [comparison("logs/pond_vs_lake_comparison.json"), turned].map(({ metrics }) =>
      given(metrics[0].differences[0].estimate),
    );
    expect(back).toBeCloseTo(-there, 12);
  });

  it("puts several keys of an arm in place, separated by ; or by a comma before the next key", async () => {
    await compare(
      "pond.yaml",
      "--arm",
      "few: governance.audit_penalty_multiplier=3, agents.0.count=1; governance.audit_probability=0.9",
      "--arm",
      "payoff.h=3",
      ...["--seeds", "2", "--quiet", "--set", "simulation.n_epochs=2"],
    );
    const { arms, design } = comparison();
    expect(arms.map(({ name, settings }) => [name, settings.length])).toEqual([
      ["base", 0],
      ["few", 3],
      ["payoff.h=3", 1],
    ]);
    expect(arms[1].changes?.map(({ path }) => path)).toEqual([
      "agents[0].count",
      "governance.audit_penalty_multiplier",
      "governance.audit_probability",
    ]);
    expect(design).toMatchObject({ tests: 2, epochs: 2, seeds: { first: 1, step: 1, count: 2 } });
  });

  it("prints Markdown, or the file itself", async () => {
    const args = ["pond.yaml", ...NO_AUDITS, "--seeds", "3"];
    const { stdout } = await compare(...args, "--format", "markdown");
    expect(stdout).toMatch(/^## Does "no audits" change/);
    expect(stdout).toContain("| metric | control | arm | difference | 95 % from | to | effect | p |\n| :--- | ---: |");
    expect((await compare(...args, "--json")).stdout).toBe(read("logs/pond_comparison.json"));
  });

  it("keeps the course of the metrics over the epochs, and what the levers did", async () => {
    await compare("pond.yaml", ...NO_AUDITS, "--seeds", "3", "--quiet");
    const { trajectories, activity } = comparison();
    const course = trajectories.find(({ metric, arm }) => metric === "accepted_interactions" && arm === "base");
    expect(course?.n).toEqual([3, 3, 3, 3]);
    const total = course?.mean.reduce<number>((sum, mean) => sum + (mean ?? 0), 0);
    const accepted = rows("logs/pond_runs.csv").filter(({ arm }) => arm === "base");
    const mean = accepted.reduce((sum, row) => sum + Number(row.accepted_interactions), 0) / 3;
    expect(total).toBeCloseTo(mean, 12);
    expect(new Set(activity.map(({ arm, source }) => `${arm} ${source}`))).toEqual(new Set(["base random_audit"]));
  });

  it("says that five pairs cannot reach p < 0.05", async () => {
    const { stdout } = await compare("pond.yaml", ...NO_AUDITS, "--seeds", "5");
    expect(stdout).toContain("with 5 pairs p < 0.05 cannot be reached");
    expect(comparison().verdict).toContain("p < 0.05 out of reach with so few runs");
  });

  it("spaces seeds under --compat by more than there are agents, and offers the mean with zeros", async () => {
    const args = ["pond.yaml", ...NO_AUDITS, "--compat", "swarm-1.9", "--seeds", "3"];
    const { stdout } = await compare(...args, "--estimand", "epoch_mean_with_zeros");
    expect(stdout).toContain("(1 to 13, 6 apart)");
    expect(stdout).toContain("neighbouring seeds share random streams");
    expect(comparison()).toMatchObject({ design: { estimand: "epoch_mean_with_zeros", semantics: "swarm-1.9" } });
    expect(rows("logs/pond_runs.csv").map(({ seed }) => seed)).toEqual(["1", "7", "13", "1", "7", "13"]);
  });

  it("raises what keeps the runs from showing it, by arm", async () => {
    await compare(
      "pond.yaml",
      "--arm",
      "idle: governance.circuit_breaker_enabled=true, governance.freeze_threshold_violations=999",
      "--seeds",
      "3",
      "--quiet",
    );
    const { validity, verdict } = comparison();
    expect(validity?.[0]).toMatchObject({ check: "identical_arms", severity: "serious", arms: ["base", "idle"] });
    expect(verdict).toMatch(/same toxicity_rate in every run.*; but first see \d serious validity finding/);
  });
});

describe("swarm compare --plan", () => {
  it("tells what numbers of seeds would give, and no difference", async () => {
    const { code, stdout } = await compare("pond.yaml", ...NO_AUDITS, "--plan", "--effect", "0.02", "--width", "0.01");
    expect(code).toBe(0);
    expect(stdout).toContain("Pilot of 10 pairs");
    expect(stdout).toMatch(/To find a difference of 0\.02 with a chance of 80 % takes about [\d,]+ seeds per arm\./);
    expect(stdout).toMatch(/An interval 0\.01 wide takes about [\d,]+ seeds per arm\./);
    expect(stdout).not.toContain("Verdict");
    expect(filesBelow(here.folder)).toEqual(["logs/pond_pilot.csv", "logs/pond_plan.json", "pond.yaml"]);
    const plan = JSON.parse(read("logs/pond_plan.json"));
    expect(plan).toMatchObject({ primary: "toxicity_rate", power: 0.8, seeds: { count: 10 } });
    expect(plan.arms[0].prospects.map(({ seeds }: { seeds: number }) => seeds)).toContain(50);
    expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  it("does not send anybody off with fewer pairs than a p-value below 0.05 takes", async () => {
    const { code, stdout } = await compare("pond.yaml", ...NO_AUDITS, "--plan", "--effect", "0.9");
    expect(code).toBe(0);
    expect(stdout.replaceAll(/\s+/g, " ")).toMatch(
      /takes about [2-5] seeds per arm\. But with [2-5] pairs p < 0\.05 cannot be reached: .*; it takes 6 pairs\./,
    );
  });
});
