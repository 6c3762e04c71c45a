import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../src/cli/registry.js";
import { EXIT } from "../../src/contract/command.js";
import { outcomeOf, shell, swarm, swarmArgv } from "../support/cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "swarm-main-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("swarm", () => {
  it("alone lists every command and ends with 0", async () => {
    const { code, stdout, stderr } = await swarm([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const { name, summary } of commands) expect(stdout).toMatch(new RegExp(`${name} .*${summary}`));
  });

  it("prints the version of the package", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(await swarm(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("ends with 2 for an unknown command and keeps stdout clean", async () => {
    const { code, stdout, stderr } = await swarm(["analyse"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain('(did you mean "analyze"?)');
  });
});

describe("the process", () => {
  /** Wide enough that its summary does not fit into the buffer of a pipe (64 KiB). */
  const wide = () => {
    const names = Array.from({ length: 2000 }, (_, at) => `metric_number_${at}`);
    const row = (epoch: number) => [epoch, ...names.map((_, at) => epoch + at / 7)].join(",");
    writeFileSync(join(folder, "wide.csv"), `epoch,${names.join(",")}\n${row(0)}\n${row(1)}\n${row(2)}\n`);
  };

  it.each(["table", "csv", "json"])("ends quietly with 0 when the reader of its %s closes the pipe", async (format) => {
    wide();
    const line = `(swarm analyze wide.csv --format ${format}; echo "ended with $?" >&2) | head -n 1`;
    const { stdout, stderr } = await shell(line, { cwd: folder });
    expect(stdout.split("\n")).toHaveLength(2);
    expect(stderr).toBe("ended with 0\n");
  });

  it("writes all of a long result into a pipe", async () => {
    wide();
    const { stdout } = await swarm(["analyze", "wide.csv", "--format", "csv"], { cwd: folder });
    expect(stdout.length).toBeGreaterThan(100_000);
    expect(stdout.trimEnd().split("\n")).toHaveLength(2001);
  });

  it("is ended by an interrupt as a shell expects", async () => {
    // Nobody ever writes to this pipe, so the command waits until it is told to stop.
    const pipe = join(folder, "waiting.csv");
    execFileSync("mkfifo", [pipe]);
    const [program, ...first] = swarmArgv;
    const child = spawn(program, [...first, "analyze", pipe, "--format", "csv"]);
    const ended = outcomeOf(child);
    const opener = spawn("sh", ["-c", `exec 3> '${pipe}'; echo open; exec sleep 600`]);
    await new Promise((resolve) => opener.stdout.once("data", resolve));
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    opener.kill();
    expect({ code, stdout }).toEqual({ code: EXIT.interrupted, stdout: "" });
  });
});

describe("starting", () => {
  /** Packages that a file imports with its neighbours, leaving out types and files loaded on demand. */
  const packagesOf = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const [, from = ""] of readFileSync(file, "utf8").matchAll(
      /^(?:import|export) (?!type )[^;]*?from "([^"]+)";/gm,
    )) {
      if (from.startsWith(".")) packagesOf(join(dirname(file), from.replace(/\.js$/, ".ts")), seen);
      else seen.add(from);
    }
    return seen;
  };

  it("loads only the parser of the command line and the search for near names", () => {
    const packages = [...packagesOf(join(root, "src/cli/main.ts"))].filter((name) => !/^node:|\.ts$/.test(name));
    expect(packages.sort()).toEqual(["@commander-js/extra-typings", "fastest-levenshtein"]);
  });
});
