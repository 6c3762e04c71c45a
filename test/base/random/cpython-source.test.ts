import { describe, expect, it } from "vitest";
import { cpythonSource } from "../../../src/base/random/cpython-source.js";
import { MersenneTwister } from "../../../src/base/random/mersenne-twister.js";
import type { RandomStream } from "../../../src/base/random/random-source.js";

const SEED = 42;
const IDS = ["a_1", "a_2", "b_1"];

function take(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.random());
}

describe("cpythonSource", () => {
  it("seeds the k-th agent, counted from 1 over all groups, with seed + k", () => {
    const source = cpythonSource(SEED);
    const first = source.family("agent", ["a_1", "a_2"]);
    const second = source.family("agent", ["b_1", "b_2"], 2);
    for (const [family, member, k] of [
      [first, 0, 1],
      [first, 1, 2],
      [second, 0, 3],
      [second, 1, 4],
    ] as const) {
      expect(take(family.of(member), 5)).toEqual(take(new MersenneTwister(SEED + k), 5));
    }
  });

  it("gives the orchestrator's draws to observables, observation noise and the schedule, in the order of asking", () => {
    const source = cpythonSource(SEED);
    const observables = source.family("observables", IDS);
    const noise = source.family("observation_noise", IDS);
    const schedule = source.family("schedule", ["run"]);
    const expected = take(new MersenneTwister(SEED), 5);
    const found = [observables.of(0), schedule.of(0), observables.of(2), noise.of(1), schedule.of(0)];
    expect(found.map((stream) => stream.random())).toEqual(expected);
  });

  it("starts every other purpose on a generator of its own from the seed", () => {
    const source = cpythonSource(SEED);
    take(source.family("observables", IDS).of(0), 3);
    const audit = source.family("random_audit/audit", IDS);
    const other = source.family("other/purpose", IDS);
    const expected = take(new MersenneTwister(SEED), 4);
    // The agents of one lever draw from one stream.
    expect([0, 1, 2, 0].map((agent) => audit.of(agent).random())).toEqual(expected);
    expect(take(other.of(1), 4)).toEqual(expected);
  });

  it("lets the agents draw the same whoever else draws", () => {
    const quiet = cpythonSource(SEED).family("agent", IDS);
    const source = cpythonSource(SEED);
    const busy = source.family("agent", IDS);
    take(source.family("schedule", ["run"]).of(0), 7);
    take(busy.of(0), 9);
    expect(take(busy.of(1), 3)).toEqual(take(quiet.of(1), 3));
  });

  it("makes the neighbouring seed share agent streams, as the reference system does", () => {
    const here = cpythonSource(SEED).family("agent", IDS);
    const next = cpythonSource(SEED + 1).family("agent", IDS);
    expect(take(next.of(0), 3)).toEqual(take(here.of(1), 3));
  });

  it("takes another seed for a part that names its own", () => {
    const other = cpythonSource(SEED).withSeed(7).family("perturbation", ["run"]);
    expect(take(other.of(0), 3)).toEqual(take(new MersenneTwister(7), 3));
  });

  it.each(["agent", "observables", "random_audit/audit"])(
    "continues %s after save and restore, through JSON",
    (purpose) => {
      const family = cpythonSource(SEED).family(purpose, IDS);
      take(family.of(2), 700);
      take(family.of(0), 1);
      family.of(2).gauss(0, 1);
      const saved: unknown = JSON.parse(JSON.stringify(family.save()));
      const go = () => [2, 0, 1].map((agent) => [family.of(agent).gauss(0, 1), family.of(agent).random()]);
      const expected = go();
      family.restore(saved);
      expect(go()).toEqual(expected);
      const fresh = cpythonSource(SEED).family(purpose, IDS);
      fresh.restore(saved);
      expect([2, 0, 1].map((agent) => [fresh.of(agent).gauss(0, 1), fresh.of(agent).random()])).toEqual(expected);
    },
  );
});
