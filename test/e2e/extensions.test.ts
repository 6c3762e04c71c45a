import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, snippetsOf } from "../support/readme.js";

/** The README's own examples of an agent, a lever and a metric: a file each, and an entry in the registry beside it. */
const EXAMPLES = snippetsOf("README.md").filter(({ file }) => file !== undefined);

const SCENARIO = `
scenario_id: extended
agents:
  - { type: generous, count: 3 }
  - { type: honest, count: 2 }
governance: { curfew_every_epochs: 2 }
simulation: { n_epochs: 4, steps_per_epoch: 5, seed: 1 }
`;

/** Adds an import and an entry to a registry file: what the README asks for. */
function register(registry: string, file: string, code: string): void {
  const name = /export const (\w+)/.exec(code)?.[1];
  const text = readFileSync(registry, "utf8");
  const entry = text.replace(/,?\s*\],(\s*\(\{ \w+ \}\) =>)/, `, ${name}],$1`);
  if (entry === text) throw new Error(`no list found in ${registry}`);
  writeFileSync(registry, `import { ${name} } from "./${basename(file, ".ts")}.js";\n${entry}`);
}

describe("the README's agent, lever and metric, each one file and one registry entry", () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "swarm-extended-"));
    for (const name of ["src", "package.json", "tsconfig.json", "tsconfig.build.json"]) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    for (const { file = "", code } of EXAMPLES) {
      writeFileSync(join(copy, file), code);
      register(join(copy, file, "../registry.ts"), file, code);
    }
    writeFileSync(join(copy, "extended.yaml"), SCENARIO);
    execFileSync("npx", ["--no-install", "tsc", "-p", "tsconfig.build.json"], { cwd: copy, stdio: "pipe" });
    execFileSync("node", ["dist/cli/main.js", "run", "extended.yaml", "--out", "out", "--quiet"], {
      cwd: copy,
      stdio: "pipe",
    });
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it("are three", () => {
    expect(EXAMPLES.map(({ file }) => file)).toEqual([
      "src/agents/generous.ts",
      "src/governance/curfew.ts",
      "src/metrics/repeat-share.ts",
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

  it("act: under the curfew of every second epoch nothing happens, and the share of repeats is blank", () => {
    const rows = table();
    for (const epoch of [1, 3]) {
      expect(rows[epoch].total_interactions).toBe("0");
      expect(rows[epoch].repeat_share).toBe("");
    }
  });
});
