import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { readCheckpoint } from "../../../src/records/training-checkpoint.js";
import { outcomeOf, swarmArgv } from "../../support/cli.js";
import { swarmHere } from "../../support/in-process.js";
import { filesBelow, temporaryFolders } from "../../support/temporary.js";

const temporary = temporaryFolders();

/** All that a checkpoint can hold: both agents, an optimiser with state, a value function of both. */
const STAGE = ["waltz", "train", "stage2", "--quiet", "--iterations", "600", "--checkpoint-every", "20", "--seed", "3"];
const KEYS = ["method=ppo", "value=shared", "optimiser=adam", "rates.conversation=0.05", "rates.feedback=0.05"];
const TRAIN = [...STAGE, ...KEYS.flatMap((key) => ["--set", key]), "--out", "o"];
const MADE = ["conversation.json", "feedback.json", "log.jsonl", "log.csv", "chart.svg", "checkpoint.json"];

function start(folder: string): ChildProcess {
  const [program, ...first] = swarmArgv;
  return spawn(program, [...first, ...TRAIN], { cwd: folder });
}

/** Steps that the checkpoint in the folder has; 0 without one. */
function kept(folder: string): number {
  const facts = readCheckpoint(join(folder, "o/checkpoint.json"))?.facts as { readonly rows: number } | undefined;
  return facts?.rows ?? 0;
}

/** Waits until the checkpoint has more steps than that, or the process is gone. */
async function further(folder: string, child: ChildProcess, steps: number): Promise<void> {
  while (child.exitCode === null && kept(folder) <= steps) await pause(5);
}

const texts = (folder: string) => MADE.map((name) => readFileSync(join(folder, "o", name), "utf8"));

describe("a training that is stopped", () => {
  it("by kill -9, again and again, loses the steps since its last checkpoint at most, and ends with the bytes of one that was not", {
    timeout: 300_000,
  }, async () => {
    const [folder, undisturbed] = [temporary(), temporary()];
    expect(await swarmHere(TRAIN, { cwd: undisturbed })).toEqual({ code: 0, stdout: "", stderr: "" });
    let before = 0;
    for (let kill = 0; kill < 3; kill += 1) {
      const child = start(folder);
      const ended = outcomeOf(child);
      await further(folder, child, before);
      child.kill("SIGKILL");
      await ended;
      const now = kept(folder);
      expect(now).toBeGreaterThan(before);
      expect(now % 20).toBe(0);
      expect(existsSync(join(folder, "o/conversation.json"))).toBe(false);
      before = now;
    }
    expect(await swarmHere(TRAIN, { cwd: folder })).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(JSON.parse(readFileSync(join(folder, "o/manifest.json"), "utf8")).resumed).toBe(before);
    expect(texts(folder)).toEqual(texts(undisturbed));
  });

  it("by Ctrl-C ends with 130 and leaves its log and its checkpoint, both whole", { timeout: 120_000 }, async () => {
    const folder = temporary();
    const child = start(folder);
    const ended = outcomeOf(child);
    await further(folder, child, 0);
    child.kill("SIGINT");
    const outcome = await ended;
    const stderr = `interrupted: the same command goes on after step ${kept(folder)}\n`;
    expect(outcome).toEqual({ code: 130, stdout: "", stderr });
    expect(filesBelow(folder)).toEqual(["o/checkpoint.json", "o/log.jsonl"]);
    const rows = readFileSync(join(folder, "o/log.jsonl"), "utf8").trimEnd().split("\n");
    expect(rows.map((row) => JSON.parse(row).iteration)).toEqual(rows.map((_, at) => at + 1));
    expect(rows).toHaveLength(kept(folder));
  });
});
