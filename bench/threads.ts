import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { simulateMany } from "../src/batch/simulate-many.js";
import { loadScenario } from "../src/scenario/load.js";
import { say } from "./say.js";

/** Many runs on one thread and on two, by the clock. */
export async function threads(quick: boolean) {
  const scenarios = Array.from({ length: quick ? 400 : 2_000 }, (_, seed) =>
    loadScenario("scenarios/macpo_weak_to_strong.yaml", { seed }),
  );
  const worker = pathToFileURL(resolve("dist/batch/run-job.js")).href;
  const clock = async (count: number) => {
    const start = performance.now();
    for await (const _ of simulateMany(scenarios, { threads: count, worker }));
    return (performance.now() - start) / 1000;
  };
  await clock(1);
  const [one, two] = [await clock(1), await clock(2)];
  say(
    `${scenarios.length} runs: one thread ${one.toFixed(2)} s, two threads ${two.toFixed(2)} s (x ${(one / two).toFixed(2)}; ` +
      "clock time, start of the threads included: to be read on a machine that is idle)",
  );
  say();
  return { runs: scenarios.length, one, two };
}
