import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadScenario } from "../src/scenario/load.js";
import { simulate } from "../src/scenario/simulate.js";
import { cpuNanoseconds, median } from "./measure.js";
import { say } from "./say.js";

const SCENARIO = "scenarios/alignment_waltz_targeted_feedback.yaml";

/** A whole `swarm run` of seven agents against a process that does nothing, and against the run alone, first of its process. */
export async function processStart(quick: boolean) {
  const folder = mkdtempSync(join(tmpdir(), "swarm-bench-"));
  try {
    const told = join(folder, "cpu.json");
    const hook = join(folder, "hook.cjs");
    writeFileSync(
      hook,
      `process.on("exit", () => require("fs").writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.cpuUsage())))`,
    );
    const program = ["dist/bin/swarm.js", "run", SCENARIO, "--out", folder, "--quiet"];
    const costs = { nothing: [] as number[], program: [] as number[] };
    for (let round = 0; round < (quick ? 5 : 15); round += 1) {
      costs.nothing.push(cpuOf(["--require", hook, "-e", "0"], told));
      costs.program.push(cpuOf(["--require", hook, ...program], told));
    }
    const [nothing, whole] = [median(costs.nothing), median(costs.program)];
    const scenario = loadScenario(SCENARIO);
    const runs: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const start = cpuNanoseconds();
      await simulate(scenario);
      runs.push((cpuNanoseconds() - start) / 1e6);
    }
    const run = median(runs);
    say(
      `process start: swarm run of 7 agents ${whole.toFixed(0)} ms CPU, node -e 0 ${nothing.toFixed(0)} ms ` +
        `(x ${(whole / nothing).toFixed(1)}), the run alone ${run.toFixed(0)} ms when compiled`,
    );
    say();
    return { whole_ms: whole, nothing_ms: nothing, run_ms: run };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CPU milliseconds of a process, as it sees them itself when it ends. */
function cpuOf(args: readonly string[], told: string): number {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
  const { user, system } = JSON.parse(readFileSync(told, "utf8"));
  return (user + system) / 1000;
}
