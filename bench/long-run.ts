import { EventLog } from "../src/records/event-log.js";
import { build } from "../src/scenario/build.js";
import { BUILT_IN } from "../src/scenario/extensions.js";
import { cpuNanoseconds, settledBytes } from "./measure.js";
import { mix } from "./mix.js";
import { say } from "./say.js";

/** Cost and memory per epoch of a long run by fifths, without and with the event log. */
export async function longRun(quick: boolean) {
  const epochs = quick ? 2_000 : 10_000;
  const result = { epochs, off: await fifths(epochs, false), on: await fifths(epochs, true) };
  for (const log of ["off", "on"] as const) {
    const { cost, bytes } = result[log];
    say(
      `${epochs} epochs of 7 agents, log ${log}: last fifth / second fifth = ${(cost[4] / cost[1]).toFixed(2)} per epoch; ` +
        `memory kept per epoch ${bytes[1].toFixed(0)} bytes in the second fifth, ${bytes[4].toFixed(0)} in the last`,
    );
  }
  say("  (a row of the metrics table each, about one kilobyte, and what the feed keeps of each post)");
  say();
  return result;
}

/** CPU nanoseconds and bytes kept, per epoch, in each fifth of the run. */
async function fifths(epochs: number, logged: boolean) {
  const log = new EventLog({ write: () => {} });
  const simulation = build(mix(7, epochs, 12), BUILT_IN, logged ? [log.sink] : []);
  const times: [before: number, after: number][] = [];
  const sizes: number[] = [];
  let last = -1;
  const mark = () => {
    const before = cpuNanoseconds();
    sizes.push(settledBytes());
    times.push([before, cpuNanoseconds()]);
  };
  await simulation.run(({ epoch }) => {
    const fifth = Math.floor((5 * epoch) / epochs);
    if (fifth === last) return;
    last = fifth;
    mark();
  });
  mark();
  const each = epochs / 5;
  return {
    cost: times.slice(1).map(([before], i) => (before - times[i][1]) / each),
    bytes: sizes.slice(1).map((size, i) => (size - sizes[i]) / each),
    agent_steps: simulation.agentSteps,
  };
}
