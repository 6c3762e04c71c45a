import { openSync, writeSync } from "node:fs";
import { devNull } from "node:os";
import type { LoggedEvent } from "../src/model/event.js";
import { EventLog } from "../src/records/event-log.js";
import { simulate } from "../src/scenario/simulate.js";
import { costPerUnit, cpuNanoseconds, median, settledBytes } from "./measure.js";
import { mix } from "./mix.js";
import { say } from "./say.js";

/** What is logged, against a bare buffer that takes as many bytes in lines of 300. */
export async function eventLog(quick: boolean) {
  const scenario = mix(700, 10, 12);
  const fd = openSync(devNull, "w");
  let bytes = 0;
  const file = {
    write(chunk: Uint8Array | string): void {
      bytes += chunk.length;
      writeSync(fd, chunk as Uint8Array);
    },
  };
  const run = async (log: EventLog | undefined) => {
    const start = cpuNanoseconds();
    const { counts } = await simulate(scenario, { sinks: log === undefined ? [] : [log.sink] });
    log?.flush();
    return { cost: cpuNanoseconds() - start, events: counts.events };
  };
  const rounds: { perByte: number; bare: number }[] = [];
  let events = 0;
  await run(new EventLog(file));
  await bareBuffer(fd);
  for (let round = 0; round < (quick ? 7 : 15); round += 1) {
    const off = await run(undefined);
    bytes = 0;
    const on = await run(new EventLog(file));
    events = on.events;
    rounds.push({ perByte: (on.cost - off.cost) / bytes, bare: await bareBuffer(fd) });
  }
  const [perByte, bare] = [median(rounds.map((r) => r.perByte)), median(rounds.map((r) => r.bare))];
  const doubles = await shareOfDoubles(bytes);
  say(
    `event log: ${events} events of ${(bytes / events).toFixed(0)} bytes, ${perByte.toFixed(2)} ns per byte, making the events ` +
      `included; bare byte buffer ${bare.toFixed(2)} (x ${(perByte / bare).toFixed(1)}); printing the fractions alone ${doubles.toFixed(2)}`,
  );
  const result = { events, bytes, ns_per_byte: perByte, buffer_ns_per_byte: bare, fractions_ns_per_byte: doubles };
  if (quick) {
    say();
    return result;
  }
  const stream = await tenMillion(file.write);
  say(
    `  ten million events through one log: memory in use ${(stream[0] / 2 ** 20).toFixed(1)} MiB after one million, ` +
      `${(stream[1] / 2 ** 20).toFixed(1)} MiB after ten`,
  );
  say();
  return { ...result, memory_after_1m: stream[0], memory_after_10m: stream[1] };
}

function bareBuffer(fd: number): Promise<number> {
  return costPerUnit(() => {
    for (let part = 0; part < 100; part += 1) fill(fd, 3_000);
    return 90_000_000;
  });
}

const LINE = Buffer.from(`${"x".repeat(299)}\n`);
const BUFFER = Buffer.alloc(262_144);

/** Called often, so that it is compiled as a whole. */
function fill(fd: number, lines: number): void {
  let at = 0;
  for (let i = 0; i < lines; i += 1) {
    if (at + 300 > BUFFER.length) {
      writeSync(fd, BUFFER, 0, at);
      at = 0;
    }
    for (let j = 0; j < 300; j += 1) BUFFER[at + j] = LINE[j];
    at += 300;
  }
}

async function captured(): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  await simulate(mix(700, 10, 12), { sinks: [(event) => void events.push({ ...event })] });
  return events;
}

/** What `String` takes for all fractions of the log, per byte of the whole log: no JSON writer can do without it. */
async function shareOfDoubles(bytes: number): Promise<number> {
  const fractions: number[] = [];
  for (const event of await captured()) {
    for (const value of Object.values(event)) {
      if (typeof value === "number" && !Number.isInteger(value)) fractions.push(value);
    }
  }
  const costs: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    let length = 0;
    costs.push(
      await costPerUnit(() => {
        for (const value of fractions) length += String(value).length;
        return length > 0 ? bytes : 0;
      }),
    );
  }
  return median(costs);
}

/** Memory in use after one and after ten million events. */
async function tenMillion(write: (chunk: Uint8Array | string) => void): Promise<readonly [number, number]> {
  const events = await captured();
  const log = new EventLog({ write });
  let early = 0;
  for (let seq = 0; seq < 10_000_000; seq += 1) {
    log.sink(events[seq % events.length]);
    if (seq === 1_000_000) early = settledBytes();
  }
  log.flush();
  return [early, settledBytes()];
}
