import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { outcomeOf, swarmArgv } from "../support/cli.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

/** Would take hours. */
const ENDLESS = `
scenario_id: endless
agents: [{ type: honest, count: 15 }, { type: opportunistic, count: 5 }]
simulation: { seed: 1, n_epochs: 1000000, steps_per_epoch: 10 }
`;

describe("a run that is interrupted half way", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s ends with %i and leaves earlier files as they were and none of its own", async (signal, code) => {
    const folder = temporary();
    writeFileSync(join(folder, "endless.yaml"), ENDLESS);
    writeFileSync(join(folder, "endless_metrics.csv"), "old\n");
    const [program, ...first] = swarmArgv;
    const child = spawn(program, [...first, "run", "endless.yaml", "--out", "."], { cwd: folder });
    const ended = outcomeOf(child);
    const partial = `.endless_events.jsonl.partial-${child.pid}`;
    while (!filesBelow(folder).includes(partial)) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill(signal);
    const { stdout, stderr, ...outcome } = await ended;
    expect({ ...outcome, exitCode: child.exitCode }).toEqual({ code, exitCode: code });
    expect(stdout).toBe("");
    expect(stderr).toBe("interrupted: nothing of endless was written\n");
    expect(filesBelow(folder)).toEqual(["endless.yaml", "endless_metrics.csv"]);
  });
});
