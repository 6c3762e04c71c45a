import { appendFileSync, cpSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { swarmHere } from "../support/in-process.js";
import { ROOT } from "../support/readme.js";
import { GRID, TINY, writeStudy } from "../support/studies.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const LINES = `${GRID}metrics: [toxicity_rate, net_social_welfare, spread]\n`;

/** Runs `swarm sweep ARGS` on a study in a folder of its own. */
function bench(lines = LINES, base = TINY) {
  const folder = temporary();
  writeStudy(folder, lines, base);
  return {
    folder,
    rewrite: (text: string) => writeStudy(folder, text, base),
    sweep: (...args: readonly string[]) =>
      swarmHere(["sweep", "study.yaml", "--threads", "1", ...args], { cwd: folder }),
    text: (name: string) => readFileSync(join(folder, "logs", name), "utf8"),
    logs: (name: string) => join(folder, "logs", name),
    files: () => filesBelow(folder).filter((name) => name.startsWith("logs")),
  };
}

const FILES = ["logs/s_analysis.json", "logs/s_results.csv", "logs/s_study.json"];

describe("swarm sweep", () => {
  it("writes table, analysis and record, and prints plan, effects and front", async () => {
    const { sweep, text, files } = bench();
    const { code, stdout, stderr } = await sweep();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(files()).toEqual(FILES);
    expect(stdout.split("\n").slice(0, 2)).toEqual(["s: grid of 6 points x 2 seeds = 12 runs", "12 runs done"]);
    for (const part of [
      "Main effects on toxicity_rate  higher is worse",
      "Main effects on net_social_welfare  higher is better",
      "Front of harm (toxicity_rate) against welfare (net_social_welfare)",
      "logs/s_results.csv    a row per run, 12 rows",
    ]) {
      expect(stdout).toContain(part);
    }
    expect(stdout).not.toContain("NaN");
    expect(text("s_results.csv").split("\n")).toHaveLength(14);
    const analysis = JSON.parse(text("s_analysis.json"));
    const record = JSON.parse(text("s_study.json"));
    expect(analysis).toMatchObject({
      study: "s",
      runs: 12,
      failed: 0,
      estimand: "pooled",
      fingerprint: record.fingerprint,
    });
    expect(record.plan).toEqual({ points: 6, seeds: 2, runs: 12 });
  });

  it("prints its plan and runs nothing with --dry-run", async () => {
    const { sweep, files } = bench(
      LINES.replace("design:", "set: { simulation.n_epochs: 2, payoff.w_rep: 3 }\ndesign:"),
    );
    const { code, stdout } = await sweep("--dry-run");
    expect(code).toBe(0);
    expect(files()).toEqual([]);
    expect(stdout).toBe(`s: grid of 6 points x 2 seeds = 12 runs
  scenario  tiny.yaml
  varied    payoff.h: 1, 2
            agents.0.count: 2, 3, 4
  set       simulation.n_epochs=2
            payoff.w_rep=3
  seeds     1, 2
  figures   toxicity_rate, net_social_welfare, spread (pooled)
  writes    logs/s_results.csv, logs/s_analysis.json, logs/s_study.json
Worth knowing
  study.yaml:4:32: payoff.w_rep has no effect: proposals carry no reputation term, in the reference
  system neither
Nothing was run.
`);
  });

  it("prints the analysis with --json, nothing with --quiet, and other figures with --metrics", async () => {
    const { sweep, text } = bench();
    expect((await sweep("--json")).stdout).toBe(text("s_analysis.json"));
    expect((await sweep("--quiet")).stdout).toBe("");
    const { stdout } = await sweep("--metrics", "spread");
    expect(stdout).toContain("Main effects on spread");
    expect(stdout).not.toContain("Main effects on toxicity_rate");
    const { code, stderr } = await sweep("--metrics", "sprad,spread");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        '--metrics: the study does not keep "sprad" (did you mean "spread"?); it keeps toxicity_rate, net_social_welfare, spread\n',
    });
  });

  it("gives Sobol indices for a Saltelli design, with the share of seed noise", async () => {
    const { sweep } = bench(`
design: { kind: saltelli, points: 8 }
vary:
  - { path: payoff.h, from: 1, to: 3 }
  - { path: agents.0.count, from: 1, to: 4, int: true }
seeds: { count: 3 }`);
    const { stdout, code } = await sweep();
    expect(code).toBe(0);
    expect(stdout).toContain("s: saltelli of 32 points x 3 seeds = 96 runs");
    expect(stdout).toMatch(/Sobol indices of net_social_welfare\nfactor +first order +95 % from +to +total/);
    expect(stdout).toMatch(/8 blocks, 1,000 resamples; seed noise is \d+ % of the variance of runs/);
  });

  it("says which factor changed no figure of any run", async () => {
    // nobody sends posts, so that their budget is never reached
    const { sweep } = bench(
      LINES.replace("{ path: payoff.h, values: [1, 2] }", "{ path: rate_limits.posts_per_epoch, values: [50, 60] }"),
    );
    const { stdout } = await sweep();
    expect(stdout).toContain("rate_limits.posts_per_epoch changed no figure of any run: its levels are the same");
  });

  it("warns where one seed hides chance and where figures are missing", async () => {
    const { sweep } = bench(LINES.replace("{ count: 2 }", "[1]").replace("[2, 3, 4]", "[0, 2]"));
    const { stdout } = await sweep();
    expect(stdout).toContain("with one seed nothing is known of chance");
    expect(stdout).toMatch(/toxicity_rate is not defined in \d runs? \([\d.]+ %\), which its means leave out/);
  });

  it("makes a row of every failed run, and ends with 1", async () => {
    // the first point without anybody is number 558, beyond those that are checked beforehand
    const { sweep, text } = bench(`
design: { kind: random, points: 640, seed: 10 }
vary:
  - { path: agents.0.count, from: 0, to: 40, int: true }
  - { path: agents.1.count, from: 0, to: 40, int: true }
set: { simulation.steps_per_epoch: 1, simulation.max_actions_per_step: 1 }
seeds: [1]
metrics: [total_interactions]`);
    const { code, stdout } = await sweep();
    expect(code).toBe(1);
    expect(stdout).toContain("640 runs done; 1 run failed");
    expect(stdout).toContain("failed 1 time: no agents: every count is 0");
    expect(text("s_results.csv").split("\n").at(559)).toBe("558,558,1,0,0,,no agents: every count is 0");
  });

  it("runs the example study", async () => {
    const folder = temporary();
    for (const part of ["studies", "scenarios"]) symlinkSync(join(ROOT, part), join(folder, part));
    const { code, stdout } = await swarmHere(["sweep", "studies/mix_of_agents.yaml", "--threads", "1"], {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(stdout).toContain("50 runs done");
    expect(filesBelow(join(folder, "logs"))).toEqual([
      "mix_of_agents_analysis.json",
      "mix_of_agents_results.csv",
      "mix_of_agents_study.json",
    ]);
  });
});

describe("swarm sweep on what an earlier one has left", () => {
  it("runs nothing again where the table is complete, and analyses it", async () => {
    const { sweep, text, logs } = bench();
    await sweep();
    const [table, analysis] = [text("s_results.csv"), text("s_analysis.json")];
    rmSync(logs("s_analysis.json"));
    const { stdout } = await sweep();
    expect(stdout).toContain("12 runs done, 12 of them by an earlier sweep");
    expect([text("s_results.csv"), text("s_analysis.json")]).toEqual([table, analysis]);
  });

  it("goes on after the rows that are there, a cut one dropped, to the same bytes", async () => {
    const { sweep, text, logs, files } = bench();
    await sweep();
    const table = text("s_results.csv");
    const analysis = text("s_analysis.json");
    const rows = table.split("\n");
    for (const left of ["", rows[0].slice(0, 9), `${rows.slice(0, 5).join("\n")}\n${rows[5].slice(0, 7)}`, table]) {
      rmSync(logs("s_results.csv"));
      renameSync(logs("s_study.json"), logs("s_results.partial.json"));
      writeFileSync(logs("s_results.csv.partial"), left);
      const { code, stdout } = await sweep();
      expect(code).toBe(0);
      if (left.length > 100 && left !== table) expect(stdout).toContain("12 runs done, 4 of them by an earlier sweep");
      expect([text("s_results.csv"), text("s_analysis.json")]).toEqual([table, analysis]);
      expect(files()).toEqual(FILES);
    }
  });

  it("finishes what was killed between the names of table and record, and before the first row", async () => {
    const { sweep, text, logs, files } = bench();
    await sweep();
    const table = text("s_results.csv");
    renameSync(logs("s_study.json"), logs("s_results.partial.json"));
    expect((await sweep()).stdout).toContain("12 of them by an earlier sweep");
    expect(files()).toEqual(FILES);
    rmSync(logs("s_results.csv"));
    renameSync(logs("s_study.json"), logs("s_results.partial.json"));
    expect((await sweep()).code).toBe(0);
    expect(text("s_results.csv")).toBe(table);
    // after --restart an old table may still be there
    renameSync(logs("s_study.json"), logs("s_results.partial.json"));
    writeFileSync(logs("s_results.csv"), "old\n");
    expect((await sweep()).code).toBe(0);
    expect(text("s_results.csv")).toBe(table);
    expect(files()).toEqual(FILES);
  });

  it("refuses a changed study, says what changed, and starts over with --restart", async () => {
    const { sweep, text, logs, rewrite } = bench();
    await sweep();
    const table = text("s_results.csv");
    rewrite(LINES.replace("{ count: 2 }", "{ count: 3 }").replace("[1, 2]", "[1, 3]"));
    const changed = (file: string) => ({
      code: 2,
      stdout: "s: grid of 6 points x 3 seeds = 18 runs\n",
      stderr: `logs/${file}: the study has changed since this table was begun (vary, seeds); --restart starts over, --out DIR leaves it as it is\n`,
    });
    expect(await sweep()).toEqual(changed("s_results.csv"));
    expect(text("s_results.csv")).toBe(table);
    renameSync(logs("s_results.csv"), logs("s_results.csv.partial"));
    renameSync(logs("s_study.json"), logs("s_results.partial.json"));
    expect(await sweep()).toEqual(changed("s_results.csv.partial"));
    expect(text("s_results.csv.partial")).toBe(table);
    expect((await sweep("--restart")).stdout).toContain("18 runs done\n");
    expect(text("s_results.csv").split("\n")).toHaveLength(20);
  });

  it("refuses to go on where a file that the scenario names has changed", async () => {
    const folder = temporary();
    for (const part of ["studies", "scenarios"]) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    const study = `study: pair
base: scenarios/waltz_pair_scripted.yaml
set: { simulation.n_epochs: 1, simulation.steps_per_epoch: 2 }
design: { kind: grid }
vary: [{ path: agents.0.count, values: [2, 3] }]
seeds: [1]`;
    writeFileSync(join(folder, "pair.yaml"), study);
    const sweep = () => swarmHere(["sweep", "pair.yaml", "--threads", "1"], { cwd: folder });
    expect((await sweep()).code).toBe(0);
    appendFileSync(join(folder, "scenarios/prompts/market_hall.jsonl"), "\n");
    expect((await sweep()).stderr).toContain("the study has changed since this table was begun (files)");
  });

  it("does not mind comments, order and a new description", async () => {
    const { sweep, rewrite } = bench();
    await sweep();
    rewrite(`# a comment\ndescription: new\n${LINES}`);
    expect((await sweep()).stdout).toContain("12 of them by an earlier sweep");
  });

  it("refuses tables that are not known to be its own, cut or damaged, and leaves them", async () => {
    const { sweep, text, logs } = bench();
    await sweep();
    const table = text("s_results.csv");
    const refusal = async (content: string) => {
      writeFileSync(logs("s_results.csv"), content);
      const { code, stderr } = await sweep();
      expect(code).toBe(2);
      expect(text("s_results.csv")).toBe(content);
      return stderr;
    };
    const advice = "; --restart starts over, --out DIR leaves it as it is\n";
    expect(await refusal(table.slice(0, -3))).toBe(
      `logs/s_results.csv: the table is cut in the middle of a row, after 11 of 12 runs${advice}`,
    );
    expect(await refusal(`${table.split("\n").slice(0, 8).join("\n")}\n`)).toBe(
      `logs/s_results.csv: the table ends after 7 of 12 runs${advice}`,
    );
    expect(await refusal(table.replace("\n3,", "\n4,"))).toBe(
      "logs/s_results.csv:5: this is not the row of run 3 of the study; --restart starts over\n",
    );
    writeFileSync(logs("s_study.json"), "{}");
    expect(await refusal(table)).toBe("logs/s_study.json: this is no record of a study; --restart starts over\n");
    rmSync(logs("s_study.json"));
    expect(await refusal(table)).toBe(
      `logs/s_results.csv: it is not known which study this table is of, so study.yaml cannot use it${advice}`,
    );
    expect((await sweep("--restart")).code).toBe(0);
    expect(text("s_results.csv")).toBe(table);
  });

  it("refuses to write beside another process, and a folder that is a file", async () => {
    const { sweep, logs, folder } = bench();
    await sweep();
    writeFileSync(logs("s_results.lock"), `${process.ppid}\n`);
    expect(await sweep()).toMatchObject({
      code: 2,
      stderr: `logs/s_results.lock: another sweep, process ${process.ppid}, is writing this table\n`,
    });
    writeFileSync(join(folder, "file"), "");
    const { code, stderr } = await sweep("--out", "file");
    expect(code).toBe(2);
    expect(stderr).toBe("file/s_results.lock: the file cannot be written (ENOTDIR)\n");
  });

  it("gives the same bytes from another folder", async () => {
    const [one, other] = [bench(), temporary()];
    await one.sweep();
    cpSync(one.folder, join(other, "elsewhere"), { recursive: true });
    const args = ["sweep", "elsewhere/study.yaml", "--threads", "1", "--out", "out"];
    expect((await swarmHere(args, { cwd: other })).code).toBe(0);
    for (const name of ["s_results.csv", "s_analysis.json", "s_study.json"]) {
      expect(readFileSync(join(other, "out", name), "utf8")).toBe(one.text(name));
    }
  });
});
