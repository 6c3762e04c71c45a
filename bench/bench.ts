/**
 * Speed as ratios. The engine and two floors take turns in one process, so that a busy machine disturbs all alike; only
 * the ratios are to be quoted. `--quick` leaves out the large sizes. Writes bench/results.json.
 */
import { openSync, writeFileSync, writeSync } from "node:fs";
import { cpus } from "node:os";
import { AGENTS } from "../src/agents/registry.js";
import { simulateMany } from "../src/batch/simulate-many.js";
import { NATIVE } from "../src/model/semantics.js";
import { build } from "../src/scenario/build.js";
import { BUILT_IN } from "../src/scenario/extensions.js";
import { loadScenario } from "../src/scenario/load.js";
import { simulate } from "../src/scenario/simulate.js";
import type { Scenario } from "../src/scenario/spec.js";
import { floor } from "./floors.js";
import { costPerUnit, cpuNanoseconds, growthExponent, median, settledBytes } from "./measure.js";
import { mix, only } from "./mix.js";
import { MILLION, QUICK, SIZES } from "./sizes.js";

const quick = process.argv.includes("--quick");
const results: Record<string, unknown> = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
const say = (line = "") => process.stdout.write(`${line}\n`);
const row = (cells: readonly (string | number)[], widths: readonly number[]) =>
  say(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join(""));

/** Memory that a finished run holds, per agent. */
async function bytesPerAgent(scenario: Scenario, agents: number): Promise<number> {
  const before = settledBytes();
  const simulation = build(scenario, BUILT_IN, []);
  await simulation.run();
  return Math.round((settledBytes() - before) / simulation.world.size) * (simulation.world.size / agents);
}

async function sizes(): Promise<void> {
  say("The mix, log off: CPU ns per agent-step, medians of interleaved rounds");
  const widths = [10, 9, 9, 8, 9, 10, 12, 13];
  row(["size", "agents", "engine", "floor", "company", "x floor", "x company", "bytes/agent"], widths);
  const points: [number, number][] = [];
  const companyPoints: [number, number][] = [];
  const table: unknown[] = [];
  for (const { name, agents, epochs, steps, rounds } of SIZES) {
    if (quick && !QUICK.has(name)) continue;
    const floors = { plain: floor(agents, false), company: floor(agents, true) };
    const scenario = mix(agents, epochs, steps);
    const engine = async () => (await simulate(scenario)).counts.agent_steps;
    if (rounds > 2) for (let warm = 0; warm < 2; warm += 1) await engine();
    const costs = { engine: [] as number[], plain: [] as number[], company: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      costs.engine.push(await costPerUnit(engine));
      for (const key of ["plain", "company"] as const) {
        costs[key].push(await costPerUnit(() => floors[key].run(2_000_000)));
      }
    }
    const [e, f, c] = [median(costs.engine), median(costs.plain), median(costs.company)];
    const bytes = agents < 70_000 ? undefined : await bytesPerAgent(scenario, agents);
    points.push([agents, e]);
    companyPoints.push([agents, c]);
    table.push({ name, agents, engine: e, floor: f, company: c, bytes });
    row(
      [name, agents, e.toFixed(0), f.toFixed(0), c.toFixed(0), (e / f).toFixed(1), (e / c).toFixed(1), bytes ?? "-"],
      widths,
    );
  }
  const [own, floors] = [growthExponent(points.slice(1)), growthExponent(companyPoints.slice(1))];
  say(`growth exponent from 700 agents on: engine ${own.toFixed(3)}, company floor ${floors.toFixed(3)}\n`);
  results.sizes = table;
  results.growth = { engine: own, company: floors };
}

async function million(): Promise<void> {
  const { agents, epochs, steps } = MILLION;
  const before = settledBytes();
  const start = cpuNanoseconds();
  const simulation = build(mix(agents, epochs, steps), BUILT_IN, []);
  const built = cpuNanoseconds();
  await simulation.run();
  const seconds = [built - start, cpuNanoseconds() - built].map((ns) => ns / 1e9);
  const bytes = Math.round((settledBytes() - before) / agents);
  say(
    `one million agents, ${epochs} x ${steps} steps: ${seconds[0].toFixed(1)} s to build, ${seconds[1].toFixed(1)} s to run, ${bytes} bytes per agent\n`,
  );
  results.million = { build_s: seconds[0], run_s: seconds[1], bytes };
}

/** Cost per epoch of the last fifth of a long run against its second fifth. */
async function longRun(): Promise<void> {
  const epochs = quick ? 2_000 : 10_000;
  const marks: number[] = [];
  const simulation = build(mix(7, epochs, 12), BUILT_IN, []);
  let last = -1;
  await simulation.run(({ epoch }) => {
    const fifth = Math.floor((5 * epoch) / epochs);
    if (fifth === last) return;
    last = fifth;
    marks.push(cpuNanoseconds());
  });
  marks.push(cpuNanoseconds());
  const fifths = marks.slice(1).map((mark, i) => (mark - marks[i]) / (epochs / 5));
  say(`${epochs} epochs of 7 agents: last fifth / second fifth = ${(fifths[4] / fifths[1]).toFixed(2)} per epoch\n`);
  results.long = { epochs, ratio: fifths[4] / fifths[1] };
}

/** The event log against a bare buffer of the same bytes. */
async function logging(): Promise<void> {
  const { EventLog } = await import("../src/records/event-log.js");
  const scenario = mix(700, quick ? 10 : 40, 12);
  const fd = openSync("/dev/null", "w");
  let bytes = 0;
  let events = 0;
  const file = {
    write(chunk: Uint8Array | string): void {
      bytes += chunk.length;
      writeSync(fd, chunk as Uint8Array);
    },
  };
  const run = async (log: InstanceType<typeof EventLog> | undefined) => {
    const result = await simulate(scenario, { sinks: log === undefined ? [] : [log.sink] });
    log?.flush();
    events = result.counts.events;
    return result.counts.agent_steps;
  };
  await run(undefined);
  const off = await costPerUnit(() => run(undefined));
  bytes = 0;
  const start = cpuNanoseconds();
  const steps = await run(new EventLog(file as never));
  const on = (cpuNanoseconds() - start) / steps;
  const perByte = ((on - off) * steps) / bytes;
  const line = Buffer.from(`${"x".repeat(299)}\n`);
  const buffer = Buffer.alloc(262_144);
  const bare = await costPerUnit(() => {
    let at = 0;
    for (let i = 0; i < 1_000_000; i += 1) {
      if (at + 300 > buffer.length) {
        writeSync(fd, buffer, 0, at);
        at = 0;
      }
      for (let j = 0; j < 300; j += 1) buffer[at + j] = line[j];
      at += 300;
    }
    return 300_000_000;
  });
  say(
    `event log: ${events} events, ${(bytes / events).toFixed(0)} bytes each, ${perByte.toFixed(2)} ns per byte; byte buffer ${bare.toFixed(2)} ns per byte (x ${(perByte / bare).toFixed(1)})\n`,
  );
  results.log = { events, bytes, ns_per_byte: perByte, buffer_ns_per_byte: bare };
}

/** Analyses that remember: cost per agent-step as the run grows. */
async function analyses(): Promise<void> {
  say(
    "security and collusion on, CPU ns per agent-step by length of the run (7 agents) and by size (2 epochs x 10 steps)",
  );
  for (const [name, keys] of [
    ["security", ["governance.security_enabled=true", "governance.security_quarantine_threshold=1"]],
    ["collusion", ["governance.collusion_detection_enabled=true"]],
  ] as const) {
    const cells: string[] = [];
    for (const epochs of quick ? [100, 400] : [250, 1_000, 4_000]) {
      const cost = await costPerUnit(async () => (await simulate(mix(7, epochs, 12, keys))).counts.agent_steps);
      cells.push(`${epochs} epochs ${cost.toFixed(0)}`);
    }
    for (const agents of quick ? [700] : [700, 7_000, 70_000]) {
      const cost = await costPerUnit(async () => (await simulate(mix(agents, 2, 10, keys))).counts.agent_steps);
      cells.push(`N = ${agents} ${cost.toFixed(0)}`);
    }
    say(`  ${name.padEnd(10)} ${cells.join("; ")}`);
    results[name] = cells;
  }
  say();
}

/** Half a population of each type beside honest agents. */
async function types(): Promise<void> {
  say("by agent type (half of it, half honest): CPU ns per agent-step at N = 700 and 70,000");
  const table: Record<string, number[]> = {};
  for (const { type, config } of AGENTS) {
    if (
      Object.values(config.properties).some((key) => key.default === undefined && !key.inert) &&
      type === "waltz_pair"
    )
      continue;
    const costs: number[] = [];
    for (const [agents, epochs] of quick
      ? [[700, 4]]
      : [
          [700, 10],
          [70_000, 1],
        ]) {
      try {
        const scenario = only(type, agents, epochs, 10);
        if (agents === 700) await simulate(scenario);
        costs.push(await costPerUnit(async () => (await simulate(scenario)).counts.agent_steps));
      } catch (error) {
        say(`  ${type}: not measured (${error instanceof Error ? error.message.split("\n")[0] : error})`);
        break;
      }
    }
    if (costs.length === 0) continue;
    table[type] = costs;
    say(`  ${type.padEnd(28)}${costs.map((cost) => cost.toFixed(0).padStart(8)).join("")}`);
  }
  results.types = table;
  say();
}

async function cores(): Promise<void> {
  const scenarios = Array.from({ length: quick ? 400 : 2_000 }, (_, seed) =>
    loadScenario("scenarios/macpo_weak_to_strong.yaml", { seed }),
  );
  const worker = new URL("../dist/batch/run-job.js", import.meta.url).href;
  const clock = async (threads: number) => {
    const start = process.hrtime.bigint();
    for await (const _ of simulateMany(scenarios, { threads, worker }));
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  await clock(1);
  const [one, two] = [await clock(1), await clock(2)];
  say(
    `${scenarios.length} runs: one thread ${one.toFixed(2)} s, two threads ${two.toFixed(2)} s (x ${(one / two).toFixed(2)}; clock time, start of the threads included)\n`,
  );
  results.cores = { runs: scenarios.length, one, two };
}

say(`Node ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cores, ${NATIVE.name} semantics\n`);
await sizes();
if (!quick) await million();
await longRun();
await logging();
await analyses();
await types();
await cores();
writeFileSync("bench/results.json", `${JSON.stringify(results, null, 2)}\n`);
