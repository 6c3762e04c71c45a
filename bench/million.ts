import { build } from "../src/scenario/build.js";
import { BUILT_IN } from "../src/scenario/extensions.js";
import { cpuNanoseconds, peakMiB, settledBytes } from "./measure.js";
import { mix } from "./mix.js";
import { say } from "./say.js";
import { MILLION } from "./sizes.js";

/** One million agents in one process: how long, how much memory, and how often the caller could look in or end it. */
export async function million() {
  const { agents, epochs, steps } = MILLION;
  const scenario = mix(agents, epochs, steps);
  const before = settledBytes();
  const start = cpuNanoseconds();
  const simulation = build(scenario, BUILT_IN);
  const built = cpuNanoseconds();
  let looks = 0;
  let seen = performance.now();
  let longest = 0;
  await simulation.run(() => {
    const now = performance.now();
    longest = Math.max(longest, now - seen);
    seen = now;
    looks += 1;
  });
  const [build_s, run_s] = [(built - start) / 1e9, (cpuNanoseconds() - built) / 1e9];
  const bytes = Math.round((settledBytes() - before) / agents);
  const result = { epochs, steps, build_s, run_s, bytes, peak_mib: peakMiB(), looks, longest_wait_ms: longest };
  say(
    `one million agents, ${epochs} x ${steps} steps, ${simulation.agentSteps} agent-steps: ${build_s.toFixed(1)} s to build, ` +
      `${run_s.toFixed(1)} s to run (CPU), ${bytes} bytes per agent settled, ${result.peak_mib} MiB at most`,
  );
  say(`  the caller could look in or end it ${looks} times, at most ${longest.toFixed(0)} ms apart (clock)`);
  say();
  return result;
}
