import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { simulateMany } from "../src/batch/simulate-many.js";
import { loadScenario } from "../src/scenario/load.js";
import { cpuNanoseconds } from "./measure.js";
import { say } from "./say.js";

/** Many runs on one thread and on two, by the clock and by CPU time. */
export async function threads(quick: boolean) {
  const scenarios = Array.from({ length: quick ? 400 : 2_000 }, (_, seed) =>
    loadScenario("scenarios/macpo_weak_to_strong.yaml", { seed }),
  );
  const worker = pathToFileURL(resolve("dist/batch/run-job.js")).href;
  const measured = async (count: number) => {
    const [start, cpu] = [performance.now(), cpuNanoseconds()];
    for await (const _ of simulateMany(scenarios, { threads: count, worker }));
    return { clock: (performance.now() - start) / 1000, cpu: (cpuNanoseconds() - cpu) / 1e9 };
  };
  await measured(1);
  const [one, two] = [await measured(1), await measured(2)];
  const ratio = (part: "clock" | "cpu") => (one[part] / two[part]).toFixed(2);
  say(
    `${scenarios.length} runs: one thread ${one.clock.toFixed(2)} s, two threads ${two.clock.toFixed(2)} s (x ${ratio("clock")} by ` +
      `the clock, which counts only on an idle machine; CPU ${one.cpu.toFixed(2)} and ${two.cpu.toFixed(2)} s, so at most ` +
      `x ${((2 * one.cpu) / two.cpu).toFixed(2)} on two cores; start of the threads included)`,
  );
  say();
  return { runs: scenarios.length, one, two };
}
