import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, snippetsOf } from "../support/readme.js";

const { name, dependencies, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** The README's example of use as a library. */
const [LIBRARY] = snippetsOf("README.md").filter(({ language, file }) => language === "ts" && file === undefined);

describe("the packed tarball, installed beside its dependencies", () => {
  let home: string;
  const installed = () => join(home, "node_modules", name);

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "swarm-packed-"));
    const source = join(home, "source");
    for (const part of [
      "src",
      "schemas",
      "scenarios",
      "scripts",
      "package.json",
      "tsconfig.json",
      "tsconfig.build.json",
      "README.md",
      "LICENSE",
    ]) {
      cpSync(join(ROOT, part), join(source, part), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(source, "node_modules"));
    const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: source, encoding: "utf8" });
    run("npm", "run", "--silent", "build");
    const [{ filename }] = JSON.parse(run("npm", "pack", "--json", "--pack-destination", home));
    mkdirSync(installed(), { recursive: true });
    execFileSync("tar", ["-xzf", join(home, filename), "-C", installed(), "--strip-components=1"]);
    symlinkSync(join(ROOT, "node_modules"), join(installed(), "node_modules"));
    mkdirSync(join(home, "scenarios"));
    cpSync(join(ROOT, "scenarios/baseline.yaml"), join(home, "scenarios/baseline.yaml"));
    writeFileSync(join(home, "package.json"), JSON.stringify({ type: "module" }));
  });

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("holds the built code, the schemas and the scenarios, and none of the sources or tests", () => {
    for (const part of [
      "dist/index.js",
      "dist/index.d.ts",
      "schemas/scenario.schema.json",
      "scenarios/baseline.yaml",
      "LICENSE",
    ]) {
      expect(existsSync(join(installed(), part)), part).toBe(true);
    }
    for (const part of ["src", "test", "scripts"]) expect(existsSync(join(installed(), part)), part).toBe(false);
    expect(Object.keys(dependencies)).not.toContain("vitest");
  });

  it("runs the README's library example, which compiles against the published types", () => {
    writeFileSync(join(home, "example.ts"), LIBRARY.code);
    const compilerOptions = { module: "nodenext", target: "es2023", strict: true, skipLibCheck: true, types: [] };
    writeFileSync(join(home, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["example.ts"] }));
    execFileSync("npx", ["--no-install", "tsc", "-p", home], { cwd: ROOT, stdio: "pipe", encoding: "utf8" });
    const out = execFileSync("node", ["example.js"], { cwd: home, encoding: "utf8" });
    expect(out).toMatch(/^0\.\d+ \[/);
    expect(out).toContain("source: 'toll'");
  });

  it("brings the swarm binary", () => {
    const swarm = join(installed(), bin.swarm);
    const version = execFileSync("node", [swarm, "--version"], { cwd: home, encoding: "utf8" });
    expect(version.trim()).toBe(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version);
    const args = ["run", "scenarios/baseline.yaml", "--out", "out", "--quiet"];
    execFileSync("node", [swarm, ...args], { cwd: home });
    expect(readFileSync(join(home, "out/baseline_metrics.csv"), "utf8").split("\n")[0]).toMatch(
      /^epoch,total_interactions,/,
    );
  });

  it("gathers the program into a bundle that writes what the compiled modules write, on threads too", () => {
    const programs = { bundle: join(installed(), bin.swarm), modules: join(installed(), "dist/cli/main.js") };
    const written = Object.entries(programs).map(([folder, program]) => {
      const swarm = (...args: string[]) => execFileSync("node", [program, ...args], { cwd: home, encoding: "utf8" });
      swarm("run", "scenarios/baseline.yaml", "--out", folder, "--quiet");
      const compared = swarm(
        "compare",
        "scenarios/baseline.yaml",
        ...["--arm", "short: simulation.n_epochs=3", "--seeds", "24", "--threads", "2", "--out", folder],
      );
      const files = ["baseline_events.jsonl", "baseline_metrics.csv", "baseline_agents.csv"];
      return [compared.replaceAll(folder, ""), ...files.map((file) => readFileSync(join(home, folder, file), "utf8"))];
    });
    expect(written[0]).toEqual(written[1]);
  });

  it("opens a dozen files for a run of a scenario without faults, and leaves ajv on the disk", () => {
    const opened = join(home, "opened.json");
    const hook = join(home, "opened.cjs");
    writeFileSync(
      hook,
      `const { writeFileSync } = require("node:fs");
      const Module = require("node:module");
      const packages = [];
      const load = Module._load;
      Module._load = (name, ...rest) => (packages.push(name), load(name, ...rest));
      process.on("exit", () => writeFileSync(${JSON.stringify(opened)}, JSON.stringify(packages)));`,
    );
    const packages = (text: string) => {
      writeFileSync(join(home, "scenarios/tried.yaml"), text);
      spawnSync("node", ["--require", hook, join(installed(), bin.swarm), "validate", "scenarios/tried.yaml"], {
        cwd: home,
      });
      return JSON.parse(readFileSync(opened, "utf8")) as string[];
    };
    expect(packages("agents: [{ count: many }]")).toContain("ajv");
    expect(packages("agents: [{ count: 1 }]")).not.toContain("ajv");

    const bundle = join(installed(), "dist/bin");
    const run = readdirSync(bundle).filter((file) => /^run-\w+\.js$/.test(file));
    const files = new Set(["swarm.js", ...run]);
    for (const file of files) {
      const code = readFileSync(join(bundle, file), "utf8");
      for (const [, next] of code.matchAll(/^(?:import|\}) ?(?:from )?"\.\/([^"]+)";$/gm)) files.add(next);
      expect(code, file).not.toContain("node_modules/ajv/");
    }
    expect(files.size).toBeGreaterThan(3);
    expect(files.size).toBeLessThanOrEqual(15);
  });

  it("says whose code the bundle holds, and copies no package that does not allow it", () => {
    const notices = readFileSync(join(installed(), "dist/bin/THIRD-PARTY-LICENSES.txt"), "utf8");
    for (const gathered of ["ajv", "yaml", "commander", "@sinclair/typebox"]) expect(notices).toContain(`${gathered} `);
    const licences = [...notices.matchAll(/^\S+ \d\S* \((.*)\)$/gm)].map(([, licence]) => licence);
    expect(licences.length).toBeGreaterThan(8);
    for (const licence of licences) expect(licence).toMatch(/^(MIT|ISC|BSD-[23]-Clause)$/);
  });
});
