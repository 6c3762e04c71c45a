import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, snippetsOf } from "../support/readme.js";

/** The examples of an agent, a lever, a metric, a provider, a judge and a reward: a file each, and an entry in the registry of its kind. */
const EXAMPLES = ["README.md", "docs/models.md", "docs/waltz-training.md"]
  .flatMap(snippetsOf)
  .filter(({ file }) => file !== undefined);

const SCENARIO = `
scenario_id: extended
agents:
  - { type: generous, count: 3 }
  - { type: honest, count: 2 }
  - { type: waltz_pair, config: { conversation: e, trigger: "off", judge: brevity, judge_config: { least: 1000 } } }
models: { e: { provider: echo, loudness: 0.25 } }
governance: { curfew_every_epochs: 2 }
simulation: { n_epochs: 4, steps_per_epoch: 5, seed: 1 }
`;

/** Adds an import and an entry to a registry file: what the README asks for. */
function register(file: string, code: string): void {
  const registry = nearestRegistry(dirname(file));
  const name = /export const (\w+)/.exec(code)?.[1];
  const text = readFileSync(registry, "utf8");
  const entry = text.replace(/,?\s*\],(\s*\(\{ \w+ \}\) =>)/, `, ${name}],$1`);
  if (entry === text) throw new Error(`no list found in ${registry}`);
  writeFileSync(
    registry,
    `import { ${name} } from "./${relative(dirname(registry), file).replace(/ts$/, "js")}";\n${entry}`,
  );
}

/** Beside the file, or above it. */
function nearestRegistry(folder: string): string {
  const registry = join(folder, "registry.ts");
  return existsSync(registry) ? registry : nearestRegistry(dirname(folder));
}

describe("the agent, lever, metric, provider, judge and reward of the docs, each one file and one registry entry", () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "swarm-extended-"));
    for (const name of ["src", "package.json", "tsconfig.json", "tsconfig.build.json"]) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    for (const { file = "", code } of EXAMPLES) {
      writeFileSync(join(copy, file), code);
      register(join(copy, file), code);
    }
    writeFileSync(join(copy, "extended.yaml"), SCENARIO);
    execFileSync("npx", ["--no-install", "tsc", "-p", "tsconfig.build.json"], { cwd: copy, stdio: "pipe" });
    execFileSync("node", ["dist/cli/main.js", "run", "extended.yaml", "--out", "out", "--quiet"], {
      cwd: copy,
      stdio: "pipe",
    });
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it("are six", () => {
    expect(EXAMPLES.map(({ file }) => file)).toEqual([
      "src/agents/generous.ts",
      "src/governance/curfew.ts",
      "src/metrics/repeat-share.ts",
      "src/llm/providers/echo.ts",
      "src/judges/brevity.ts",
      "src/waltz/rewards/calm.ts",
    ]);
  });

  const table = () => {
    const [head, ...rows] = readFileSync(join(copy, "out/extended_metrics.csv"), "utf8").trim().split("\n");
    const names = head.split(",");
    return rows.map((row) => Object.fromEntries(row.split(",").map((cell, i) => [names[i], cell])));
  };

  it("build and run: the agent interacts, the metric has its column", () => {
    const rows = table();
    expect(rows).toHaveLength(4);
    expect(Number(rows[0].total_interactions)).toBeGreaterThan(0);
    expect(Number(rows[0].repeat_share)).toBeGreaterThanOrEqual(0);
    const agents = readFileSync(join(copy, "out/extended_agents.csv"), "utf8");
    expect(agents).toContain("generous_3,generous,honest");
  });

  it("answer and judge: the pair says what it is asked, which the judge finds too short wherever it was harmless", () => {
    const [{ model_calls, unsafe_rate, overrefusal_rate }] = table();
    expect(Number(model_calls)).toBeGreaterThan(0);
    expect([unsafe_rate, overrefusal_rate]).toEqual(["0", "1"]);
    expect(readFileSync(join(copy, "out/extended_calls.jsonl"), "utf8")).toContain('"loudness":0.25');
  });

  it("act: under the curfew of every second epoch nothing happens, and the share of repeats is blank", () => {
    const rows = table();
    for (const epoch of [1, 3]) {
      expect(rows[epoch].total_interactions).toBe("0");
      expect(rows[epoch].repeat_share).toBe("");
    }
  });

  it("train: the reward pays the feedback agent, and its part has a column in the log", () => {
    const reward = ["--set", "rewards.feedback.name=own.calm", "--set", "rewards.feedback.weights.quiet=0.5"];
    const stage = ["waltz", "train", "stage1", ...reward, "--iterations", "2", "--out", "trained", "--quiet"];
    execFileSync("node", ["dist/cli/main.js", ...stage], { cwd: copy, stdio: "pipe" });
    const [row] = readFileSync(join(copy, "trained/log.jsonl"), "utf8")
      .split("\n")
      .map((line) => JSON.parse(line || "{}"));
    expect(row.feedback_quiet).toBeGreaterThan(0);
    expect(row.feedback_reward).toBeCloseTo(0.5 * row.feedback_quiet, 12);
  });
});
