import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { outcomeOf, swarmArgv } from "../support/cli.js";
import { NO_AUDITS, pond } from "../support/pond.js";
import { filesBelow } from "../support/temporary.js";

const here = pond();

describe("a comparison that is interrupted half way", () => {
  it.each([["1"], ["2"]])("on %s threads ends with 130, leaves earlier files and none of its own", async (threads) => {
    writeFileSync(join(here.folder, "pond_runs.csv"), "old\n");
    const [program, ...first] = swarmArgv;
    const args = ["compare", "pond.yaml", ...NO_AUDITS, "--seeds", "200000", "--threads", threads, "--out", "."];
    const child = spawn(program, [...first, ...args], { cwd: here.folder });
    const ended = outcomeOf(child);
    const partial = `.pond_runs.csv.partial-${child.pid}`;
    while (!filesBelow(here.folder).includes(partial)) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill("SIGINT");
    const { stdout, stderr } = await ended;
    expect({ exitCode: child.exitCode, stdout }).toEqual({ exitCode: 130, stdout: "" });
    expect(stderr).toBe("interrupted: nothing was written\n");
    expect(filesBelow(here.folder)).toEqual(["pond.yaml", "pond_runs.csv"]);
    expect(here.read("pond_runs.csv")).toBe("old\n");
  });
});
