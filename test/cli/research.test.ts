import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { swarm } from "../support/cli.js";
import { swarmHere } from "../support/in-process.js";
import { ROOT } from "../support/readme.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
let cwd: string;
const research = (...args: string[]) => swarmHere(["research", ...args], { cwd });
const write = (file: string, text: string) => writeFileSync(join(cwd, file), text);
const read = (file: string) => readFileSync(join(cwd, file), "utf8");

/** @param args besides the file and `--seeds 6 --pilot 4 --threads 1` */
async function compiled(annotation: string, ...args: string[]) {
  write("a.yaml", annotation);
  return research("compile", "a.yaml", "--name", "s", "--seeds", "6", "--pilot", "4", "--threads", "1", ...args);
}

const CLAIM = "claims:\n  - claim: levers lower harm\n    metric: toxicity_rate\n    expected: negative\n";
const SHORT = "simulation.n_epochs: 3, simulation.steps_per_epoch: 4";
const ARMS = `${CLAIM}swarm_scenarios:
  off:
    control: true
    scenario: scenarios/baseline.yaml
    overrides: { ${SHORT} }
  on:
    scenario: scenarios/baseline.yaml
    governance: { audit_enabled: true, audit_probability: 1, audit_threshold_p: 0.9 }
    overrides: { ${SHORT} }
`;

/** A study that is locked and run. */
async function ran() {
  expect((await compiled(ARMS)).code).toBe(0);
  expect((await research("lock", "logs/s.study.yaml")).code).toBe(0);
  const outcome = await research("run", "logs/s.study.yaml", "--threads", "1");
  expect(outcome.code, outcome.stderr).toBe(0);
}

const newFolder = () => {
  cwd = temporary();
  symlinkSync(join(ROOT, "scenarios"), join(cwd, "scenarios"));
};

describe("a paper that nobody here has seen", { timeout: 120_000 }, () => {
  it.each([
    [
      "speaks of audits and welfare",
      "Repeated auctions among learning bidders invite collusion. We show that random inspections lower the harm that " +
        "bid rotation does. Total surplus is unaffected.",
    ],
    [
      "claims in sentences of its own",
      "Communities of language agents share a common pool. Sanctions raise cooperation by 31.5% over rounds, and " +
        "free-riding persists where monitoring is costly.",
    ],
    [
      "only says that something comes about",
      "Agents that compete for resources were given private channels. Most of them engage in collusion within days.",
    ],
    ["only says what is better", "A critic reads every message of a team of agents. This design outperforms voting."],
  ])("and %s compiles into a study that runs to a verdict", async (_, abstract) => {
    newFolder();
    write("paper.txt", abstract);
    expect(await research("annotate", "paper.txt")).toMatchObject({ code: 0, stderr: "" });
    const small = ["--seeds", "4", "--pilot", "3", "--threads", "1", "--quiet"];
    expect(await research("compile", "paper.annotation.yaml", "--name", "p", ...small)).toMatchObject({
      code: 0,
      stderr: "",
    });
    const [scenario] = readdirSync(join(cwd, "logs")).filter((name) => name.endsWith(".scenario.yaml"));
    expect((await swarmHere(["validate", `logs/${scenario}`], { cwd })).code).toBe(0);
    expect((await research("lock", "logs/p.study.yaml")).code).toBe(0);
    expect((await research("run", "logs/p.study.yaml", "--threads", "1")).code).toBe(0);
    const { code, stdout, stderr } = await research("verdict", "logs/p.study.yaml");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/c1 (SUPPORTED|CONTRADICTED|INCONCLUSIVE|EQUIVALENT)/);
    const { claims } = JSON.parse(read("logs/p_verdict.json"));
    expect(claims.length).toBeGreaterThan(0);
  });
});

describe("a locked study", { timeout: 120_000 }, () => {
  it("has the hash of its plan in every row, and the same bytes on a rerun, on any number of threads", async () => {
    newFolder();
    await ran();
    expect((await research("verdict", "logs/s.study.yaml")).code).toBe(0);
    const { registration } = JSON.parse(read("logs/s.lock.json"));
    const rows = read("logs/s_results.csv").trim().split("\n");
    expect(rows).toHaveLength(1 + 2 * 6);
    const at = rows[0].split(",").indexOf("plan");
    for (const row of rows.slice(1)) expect(row.split(",")[at]).toBe(registration.registration_hash);
    const before = new Map(filesBelow(join(cwd, "logs")).map((file) => [file, read(`logs/${file}`)]));
    rmSync(join(cwd, "logs"), { recursive: true });
    expect((await compiled(ARMS)).code).toBe(0);
    expect((await research("lock", "logs/s.study.yaml")).code).toBe(0);
    // Threads need the source loader of a process of its own.
    const { code, stderr } = await swarm(["research", "run", "logs/s.study.yaml", "--threads", "2"], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect((await research("verdict", "logs/s.study.yaml")).code).toBe(0);
    expect(new Map(filesBelow(join(cwd, "logs")).map((file) => [file, read(`logs/${file}`)]))).toEqual(before);
  });

  it("names the runs behind each estimate, and both files of its figures", async () => {
    newFolder();
    await ran();
    await research("verdict", "logs/s.study.yaml");
    const [header, row] = read("logs/s_claims.csv").trim().split("\n");
    const cell = (name: string) => row.split(",")[header.split(",").indexOf(name)];
    expect([cell("runs"), cell("against"), cell("seeds")]).toEqual(["6-11", "0-5", "6"]);
    const report = read("logs/s_report.md");
    for (const part of [
      "SWARM, the reference system",
      "Limitations",
      "swarm research run",
      "Holm over a family of 1",
    ]) {
      expect(report).toContain(part);
    }
    const html = read("logs/s_report.html");
    expect(html).toContain("Report of a study");
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it("goes on where it was stopped, to the same table", async () => {
    newFolder();
    await ran();
    const whole = read("logs/s_results.csv");
    const rows = whole.split("\n");
    writeFileSync(join(cwd, "logs/s_results.csv.partial"), `${rows.slice(0, 6).join("\n")}\n${rows[6].slice(0, 20)}`);
    writeFileSync(join(cwd, "logs/s_results.partial.json"), read("logs/s_study.json"));
    for (const file of ["s_results.csv", "s_study.json"]) rmSync(join(cwd, "logs", file));
    const early = await research("verdict", "logs/s.study.yaml");
    expect(early.code).toBe(2);
    expect(early.stderr).toContain("the runs are not complete: swarm research run logs/s.study.yaml");
    const { stdout } = await research("run", "logs/s.study.yaml", "--threads", "1");
    expect(stdout).toContain("12 runs, 5 of them by an earlier run");
    expect(read("logs/s_results.csv")).toBe(whole);
    await research("verdict", "logs/s.study.yaml");
    expect(read("logs/s_report.md")).toContain("7 of 12 runs were watched for validity");
  });

  it("is refused by run and verdict when its plan has changed, with each deviation, and nothing is written", async () => {
    newFolder();
    await ran();
    const changed = read("logs/s.study.yaml")
      .replace("count: 6", "count: 7")
      .replace("audit_probability: 1", "audit_probability: 0.5");
    write("logs/s.study.yaml", changed);
    const before = filesBelow(join(cwd, "logs"));
    for (const verb of ["run", "verdict", "lock"]) {
      const { code, stderr } = await research(verb, "logs/s.study.yaml");
      expect(code).toBe(2);
      expect(stderr).toContain("the plan has changed since it was locked");
      expect(stderr).toContain("major deviation: methodology.seeds.count: 6 -> 7");
      expect(stderr).toContain("methodology.arms.on.scenario.governance.audit_probability: 1 -> 0.5");
    }
    expect(filesBelow(join(cwd, "logs"))).toEqual(before);
    expect((await research("run", "logs/s.study.yaml", "--exploratory", "--threads", "1")).code).toBe(0);
    const { code, stdout } = await research("verdict", "logs/s.study.yaml", "--exploratory", "--check");
    expect(code).toBe(3);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("exploratory, as the plan has 2 deviations");
    const { registration } = JSON.parse(read("logs/s_exploratory_verdict.json"));
    expect(registration.status).toBe("exploratory");
    expect(registration.hash).not.toBe(registration.locked_hash);
  });

  it("notices a scenario file of an arm that was edited", async () => {
    newFolder();
    mkdirSync(join(cwd, "own"));
    write("own/base.yaml", readFileSync(join(ROOT, "scenarios/baseline.yaml"), "utf8"));
    await compiled(ARMS.replaceAll("scenarios/baseline.yaml", "own/base.yaml"));
    await research("lock", "logs/s.study.yaml");
    write("own/base.yaml", read("own/base.yaml").replace(/count: \d+/, "count: 4"));
    const { code, stderr } = await research("run", "logs/s.study.yaml");
    expect(code).toBe(2);
    expect(stderr).toContain("major deviation: methodology.arms.off.scenario.agents[0].count");
  });

  it("is refused with a row of another plan, and with a row cut away", async () => {
    newFolder();
    await ran();
    const table = read("logs/s_results.csv");
    write("logs/s_results.csv", table.replace(/sha256:[0-9a-f]{64}/, `sha256:${"0".repeat(64)}`));
    const other = await research("verdict", "logs/s.study.yaml");
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("logs/s_results.csv:2: this is not the row of run 0 of the study");
    write("logs/s_results.csv", table);
    truncateSync(join(cwd, "logs/s_results.csv"), table.lastIndexOf("\n", table.length - 2) + 1);
    const cut = await research("verdict", "logs/s.study.yaml");
    expect(cut.code).toBe(2);
    expect(cut.stderr).toContain("the table ends after 11 of 12 runs");
  });
});

describe("bad input to research", { timeout: 60_000 }, () => {
  const refused = async (outcome: Promise<{ code: number; stderr: string; stdout: string }>, message: string) => {
    const { code, stderr, stdout } = await outcome;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(message);
    expect(existsSync(join(cwd, "logs"))).toBe(false);
  };

  it("is one clear message: a paper without claims", async () => {
    newFolder();
    write("p.txt", "Nothing is claimed in this text.");
    await refused(research("annotate", "p.txt"), "p.txt: no claim was found in the paper");
    expect(existsSync(join(cwd, "p.annotation.yaml"))).toBe(false);
    expect((await research("annotate", "p.txt", "--without-claims")).code).toBe(0);
    await refused(research("compile", "p.annotation.yaml"), "the annotation has no claims");
  });

  it("is one clear message: an annotation with an unknown metric, an unknown assumption, or no testable claim", async () => {
    newFolder();
    await refused(
      compiled(CLAIM.replace("toxicity_rate", "toxicity")),
      'a.yaml:3:13: claims[0].metric is no metric: "toxicity"',
    );
    await refused(
      compiled(`${CLAIM}risk_profile: { assumptions: [no-comunication] }\n`),
      "a.yaml:5:31: risk_profile.assumptions[0]",
    );
    await refused(
      compiled("claims:\n  - { claim: a, testable: false }\n"),
      "a.yaml:1:1: none of the 1 claims can be tested here",
    );
  });

  it("is one clear message: arms that are equal, or differ in what nothing reads", async () => {
    newFolder();
    const arms = (more: string) =>
      `${CLAIM}swarm_scenarios:\n  a: { control: true, scenario: scenarios/baseline.yaml }\n  b: { scenario: scenarios/baseline.yaml${more} }\n`;
    await refused(compiled(arms("")), 'a.yaml:7:3: the arm "b" is equal to "a": all their parameters are the same');
    await refused(
      compiled(arms(", governance: { audit_probability: 0.5 }")),
      'the arm "b" is equal to "a": governance.audit_probability changes nothing that is run',
    );
  });

  it("is one clear message: a scenario that is not there, a lever that is misspelt, a path that leads nowhere", async () => {
    newFolder();
    await refused(
      compiled(ARMS.replace("baseline.yaml", "basline.yaml")),
      "scenarios/basline.yaml: cannot be read: no such file",
    );
    await refused(
      compiled(ARMS.replace("audit_enabled", "audit_enabeld")),
      'a.yaml:12:19: unknown key "audit_enabeld"',
    );
    await refused(compiled(ARMS.replace("simulation.n_epochs", "agents.9.count")), "agents is a list of");
  });

  it("is one clear message: a metric that no run of the arms defines", async () => {
    newFolder();
    await refused(
      compiled(ARMS.replace("toxicity_rate", "overrefusal_rate")),
      "no claim can be tested by these arms: no pilot run defines overrefusal_rate in the arm on",
    );
  });

  it("is one clear message: a study that is not locked, a lock that was edited, a lock after the runs", async () => {
    newFolder();
    await compiled(ARMS);
    const message = async (...args: string[]) => {
      const { code, stderr } = await research(...args);
      expect(code).toBe(2);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      return stderr;
    };
    expect(await message("run", "logs/s.study.yaml")).toContain(
      "the plan is not locked: swarm research lock logs/s.study.yaml",
    );
    await research("lock", "logs/s.study.yaml");
    const lock = read("logs/s.lock.json");
    write("logs/s.lock.json", lock.replace("levers lower harm", "levers raise harm"));
    expect(await message("run", "logs/s.study.yaml")).toContain(
      "logs/s.lock.json: the lock was changed after it was written",
    );
    write("logs/s.lock.json", lock);
    await research("run", "logs/s.study.yaml", "--threads", "1");
    rmSync(join(cwd, "logs/s.lock.json"));
    expect(await message("lock", "logs/s.study.yaml")).toContain("a plan is locked before the first run");
  });

  it("does not write over an annotation or a study that somebody has edited", async () => {
    newFolder();
    write("p.txt", "We show that audits reduce harm.");
    await research("annotate", "p.txt");
    expect((await research("annotate", "p.txt")).stderr).toContain("there is an annotation already");
    await compiled(ARMS);
    expect((await compiled(ARMS)).code).toBe(0);
    write("logs/s.study.yaml", `${read("logs/s.study.yaml")}# mine\n`);
    const { code, stderr } = await compiled(ARMS);
    expect(code).toBe(2);
    expect(stderr).toContain("--force writes over it");
  });

  it("says how to get the package that reads PDF, where it is missing", async () => {
    newFolder();
    write("p.pdf", "%PDF-1.4\n");
    const { code, stderr } = await research("annotate", "p.pdf");
    expect(code).toBe(2);
    expect(stderr).toMatch(/a PDF needs the optional package unpdf|the PDF cannot be read/);
  });
});

describe("claims that a model proposes", { timeout: 60_000 }, () => {
  const SCRIPT = `answers=[{when: "Agents trade", answer: {claims: [
    {sentence: "Audits cut harm by half.", claim: audits cut harm, metric: toxicity_rate, expected: negative, kind: difference},
    {sentence: "Audits cure everything.", claim: invented, metric: toxicity_rate, expected: negative, kind: difference}]}}]`;

  it("are marked as such; what the paper does not say is refused and told", async () => {
    newFolder();
    write("p.txt", "Agents trade. Audits cut harm by half.");
    const args = ["--provider", "scripted", "--set", "match=content", "--set", SCRIPT];
    const { code, stderr } = await research("annotate", "p.txt", ...args);
    expect(code, stderr).toBe(0);
    expect(stderr).toBe('refused: "invented": the paper does not hold the sentence "Audits cure everything."\n');
    const text = read("p.annotation.yaml");
    expect(text).toContain("kind: model");
    expect(text).toContain("sentence: Audits cut harm by half.");
    expect(text).not.toContain("invented");
  });
});
