import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { AtomicFile } from "../../src/records/atomic-file.js";
import { OutputFiles } from "../../src/records/output-files.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const loader = new URL("../support/source-loader.mjs", import.meta.url).href;
const module = new URL("../../src/records/atomic-file.ts", import.meta.url).href;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process that has written half of each file and goes on living. */
async function writerOf(folder: string, ...names: readonly string[]): Promise<ChildProcess> {
  const script = `const { AtomicFile } = await import(${JSON.stringify(module)});
    for (const name of ${JSON.stringify(names)}) new AtomicFile(${JSON.stringify(folder)} + "/" + name).write("half");
    console.log("written"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--import", loader, "--input-type=module", "-e", script]);
  children.push(child);
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.once("close", () => reject(new Error("the writer ended")));
  });
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  child.removeAllListeners("close");
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await gone;
}

function write(path: string): void {
  const file = new AtomicFile(path);
  file.write("whole");
  file.close();
  file.publish();
}

describe("what another process has written of a file", () => {
  it("is removed, once that process was killed, when the same file is written again, and not before", async () => {
    const folder = temporary();
    const child = await writerOf(folder, "t.csv", "other.csv");
    await killed(child);
    const left = [`.other.csv.partial-${child.pid}`, `.t.csv.partial-${child.pid}`];
    expect(filesBelow(folder)).toEqual(left);
    write(join(folder, "t.csv"));
    expect(filesBelow(folder)).toEqual([left[0], "t.csv"]);
    expect(readFileSync(join(folder, "t.csv"), "utf8")).toBe("whole");
  });

  it("stays while that process lives", async () => {
    const folder = temporary();
    const child = await writerOf(folder, "t.csv");
    write(join(folder, "t.csv"));
    expect(filesBelow(folder)).toEqual([`.t.csv.partial-${child.pid}`, "t.csv"]);
  });

  it("stays, killed or not, where half of it is worth keeping: of what a run keeps whatever happens", async () => {
    const folder = temporary();
    const child = await writerOf(folder, "calls.jsonl", "events.jsonl");
    await killed(child);
    const outputs = new OutputFiles();
    outputs.open(join(folder, "calls.jsonl"), join(folder, "calls.stopped.jsonl"));
    outputs.open(join(folder, "events.jsonl"));
    outputs.discard();
    expect(filesBelow(folder)).toEqual([`.calls.jsonl.partial-${child.pid}`]);
  });

  it("is told from files that only look alike", () => {
    const folder = temporary();
    const alike = [".t.csv.partial-", ".t.csv.partial-0", ".t.csv.partial-12x", ".u.t.csv.partial-1234567"];
    for (const name of alike) writeFileSync(join(folder, name), "mine");
    write(join(folder, "t.csv"));
    expect(filesBelow(folder)).toEqual([...alike, "t.csv"].sort());
  });
});
