/** Speed as ratios: the engine against two floors, interleaved in one process so that a noisy machine disturbs all alike. */
import { simulate } from "../src/scenario/simulate.js";
import { floor } from "./floors.js";
import { mix } from "./mix.js";

interface Size {
  readonly name: string;
  readonly agents: number;
  readonly epochs: number;
  readonly steps: number;
}

const SIZES: readonly Size[] = [
  { name: "tiny", agents: 7, epochs: 1000, steps: 12 },
  { name: "small", agents: 700, epochs: 20, steps: 12 },
  { name: "medium", agents: 7_000, epochs: 4, steps: 10 },
];

const ROUNDS = 5;

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function nanoseconds(work: () => number | Promise<number>): Promise<number> {
  const start = process.hrtime.bigint();
  const units = await work();
  return Number(process.hrtime.bigint() - start) / units;
}

console.log("ns per agent-step, medians of interleaved rounds; read the ratios\n");
console.log("size        agents   engine    floor  company   x floor  x company");
for (const { name, agents, epochs, steps } of SIZES) {
  const plain = floor(agents, false);
  const company = floor(agents, true);
  const scenario = mix(agents, epochs, steps);
  const engine = async () => (await simulate(scenario)).counts.agent_steps;
  await engine();
  const figures = { engine: [] as number[], plain: [] as number[], company: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    figures.engine.push(await nanoseconds(engine));
    for (const [key, floorOf] of [["plain", plain], ["company", company]] as const) {
      figures[key].push(await nanoseconds(() => (floorOf.run(1_000_000), 1_000_000)));
    }
  }
  const [e, f, c] = [median(figures.engine), median(figures.plain), median(figures.company)];
  const cells = [agents, e.toFixed(0), f.toFixed(0), c.toFixed(0), (e / f).toFixed(1), (e / c).toFixed(1)];
  const widths = [8, 9, 9, 9, 10, 11];
  console.log(name.padEnd(9) + cells.map((cell, i) => String(cell).padStart(widths[i])).join(""));
}
