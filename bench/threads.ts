import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { simulateMany } from "../src/batch/simulate-many.js";
import { loadScenario } from "../src/scenario/load.js";
import { cpuNanoseconds } from "./measure.js";
import { say } from "./say.js";

const SCENARIO = "scenarios/macpo_weak_to_strong.yaml";

/** Many runs on one thread and on two, by the clock and by CPU time; and what the machine gives two processes that share nothing. */
export async function threads(quick: boolean) {
  const runs = quick ? 400 : 8_000;
  const scenarios = Array.from({ length: runs }, (_, seed) => loadScenario(SCENARIO, { seed }));
  const worker = pathToFileURL(resolve("dist/batch/run-job.js")).href;
  const measured = async (count: number) => {
    const [start, cpu] = [performance.now(), cpuNanoseconds()];
    for await (const _ of simulateMany(scenarios, { threads: count, worker }));
    return { clock: (performance.now() - start) / 1000, cpu: (cpuNanoseconds() - cpu) / 1e9 };
  };
  await measured(1);
  const [one, two] = [await measured(1), await measured(2)];
  const apart = { one: await processes([runs]), two: await processes([runs / 2, runs / 2]) };
  const ratio = (part: "clock" | "cpu") => (one[part] / two[part]).toFixed(2);
  say(
    `${runs} runs: one thread ${one.clock.toFixed(2)} s, two threads ${two.clock.toFixed(2)} s (x ${ratio("clock")} by ` +
      `the clock, which counts only on an idle machine; CPU ${one.cpu.toFixed(2)} and ${two.cpu.toFixed(2)} s; start of the ` +
      `threads included); the same as one process ${apart.one.toFixed(2)} s, as two that share nothing ` +
      `${apart.two.toFixed(2)} s (x ${(apart.one / apart.two).toFixed(2)}: what the machine gives)`,
  );
  say();
  return { runs, one, two, apart };
}

/** Seconds by the clock that processes take side by side, each for so many runs on one thread. */
async function processes(shares: readonly number[]): Promise<number> {
  const library = JSON.stringify(pathToFileURL(resolve("dist/index.js")).href);
  const start = performance.now();
  const ends = shares.map(async (runs) => {
    const program = `import { loadScenario, simulateMany } from ${library};
      const scenarios = Array.from({ length: ${runs} }, (_, seed) => loadScenario("${SCENARIO}", { seed }));
      for await (const _ of simulateMany(scenarios, { threads: 1 }));`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "inherit" });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`a process ended with ${code}`);
  });
  await Promise.all(ends);
  return (performance.now() - start) / 1000;
}
