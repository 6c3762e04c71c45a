import { build } from "../src/scenario/build.js";
import { BUILT_IN } from "../src/scenario/extensions.js";
import { floor } from "./floors.js";
import { costPerUnit, cpuNanoseconds, growthExponent, median, peakMiB, settledBytes } from "./measure.js";
import { mix } from "./mix.js";
import { say, sayRow } from "./say.js";
import { SIZES, type Size } from "./sizes.js";

/** What one size of the mix costs; times in CPU nanoseconds per agent-step. */
export interface SizeCost {
  readonly name: string;
  readonly agents: number;
  readonly engine: number;
  readonly floor: number;
  readonly company: number;
  /** To put the run together, per agent: once, however long it then goes on. */
  readonly build: number;
  /** What a finished run holds, per agent; undefined where it is too little to be told from the rest. */
  readonly bytes: number | undefined;
  readonly peak_mib: number;
}

const WIDTHS = [10, 9, 9, 8, 9, 10, 12, 12, 13, 11];

/** The mix at growing sizes, taking turns with both floors. */
export async function bySize(quick: boolean) {
  say("The mix, log off: CPU ns per agent-step (medians of interleaved rounds), and ns to build an agent");
  sayRow(
    ["size", "agents", "engine", "floor", "company", "x floor", "x company", "build/agent", "bytes/agent", "peak MiB"],
    WIDTHS,
  );
  const sizes: SizeCost[] = [];
  for (const size of SIZES) {
    if (quick && !size.quick) continue;
    const cost = await measured(size);
    sizes.push(cost);
    const { engine, floor: bare, company } = cost;
    const ratios = [(engine / bare).toFixed(1), (engine / company).toFixed(1)];
    sayRow(
      [
        ...[cost.name, cost.agents, engine.toFixed(0), bare.toFixed(0), company.toFixed(0), ...ratios],
        ...[cost.build.toFixed(0), cost.bytes ?? "-", cost.peak_mib],
      ],
      WIDTHS,
    );
  }
  const grown = sizes.filter(({ agents }) => agents >= 700);
  const growth = {
    engine: growthExponent(grown.map(({ agents, engine }) => [agents, engine])),
    company: growthExponent(grown.map(({ agents, company }) => [agents, company])),
  };
  say(
    `growth exponent from 700 agents on: engine ${growth.engine.toFixed(3)}, company floor ${growth.company.toFixed(3)}`,
  );
  say();
  return { sizes, growth };
}

async function measured({ name, agents, epochs, steps, warmUp, rounds }: Size): Promise<SizeCost> {
  const scenario = mix(agents, epochs, steps);
  const bytes = agents < 7_000 ? undefined : await bytesPerAgent(scenario, agents);
  const floors = { plain: floor(agents, false), company: floor(agents, true) };
  const costs = { engine: [] as number[], plain: [] as number[], company: [] as number[], build: [] as number[] };
  for (let warm = 0; warm < warmUp; warm += 1) await build(scenario, BUILT_IN).run();
  for (let round = 0; round < rounds; round += 1) {
    const start = cpuNanoseconds();
    const simulation = build(scenario, BUILT_IN);
    costs.build.push((cpuNanoseconds() - start) / agents);
    costs.engine.push(
      await costPerUnit(async () => {
        await simulation.run();
        return simulation.agentSteps;
      }),
    );
    for (const kind of ["plain", "company"] as const) {
      costs[kind].push(await costPerUnit(() => floors[kind].run(2_000_000)));
    }
  }
  return {
    ...{ name, agents, engine: median(costs.engine), floor: median(costs.plain), company: median(costs.company) },
    build: median(costs.build),
    bytes,
    peak_mib: peakMiB(),
  };
}

async function bytesPerAgent(scenario: ReturnType<typeof mix>, agents: number): Promise<number> {
  const before = settledBytes();
  const simulation = build(scenario, BUILT_IN);
  await simulation.run();
  const bytes = settledBytes() - before;
  // The run is still wanted here, so that it is not collected before it is weighed.
  return Math.round(bytes / agents) + 0 * simulation.agentSteps;
}
