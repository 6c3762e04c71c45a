import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import { MersenneTwister } from "../../src/base/random/mersenne-twister.js";
import { Schedule, type ScheduleMode } from "../../src/engine/schedule.js";
import { World } from "../../src/engine/world.js";
import { ListedStreams } from "../support/listed-streams.js";
import { runText } from "../support/run-text.js";

function worldOf(size: number): World {
  const ids = Array.from({ length: size }, (_, i) => `a_${i}`);
  return new World([{ type: "honest", archetype: "honest", ids, names: ids }]);
}

const stream = (seed = 1) => keyedSource(seed).family("schedule", ["run"]).of(0);
const all = () => true;

function order(world: World, mode: ScheduleMode, cap = 100): number[] {
  return [...new Schedule(world, mode, cap, stream()).eligible(all)];
}

describe("round_robin", () => {
  it("goes in registration order and stops at the cap", () => {
    expect(order(worldOf(5), "round_robin")).toEqual([0, 1, 2, 3, 4]);
    expect(order(worldOf(5), "round_robin", 3)).toEqual([0, 1, 2]);
  });

  it("passes over the frozen and those who may not act, who take up no place under the cap", () => {
    const world = worldOf(6);
    world.freeze(0);
    const schedule = new Schedule(world, "round_robin", 3, stream());
    expect([...schedule.eligible((agent) => agent !== 2)]).toEqual([1, 3, 4]);
  });

  it("asks no more agents than it needs", () => {
    const asked: number[] = [];
    new Schedule(worldOf(6), "round_robin", 2, stream()).eligible((agent) => asked.push(agent) > 0);
    expect(asked).toEqual([0, 1]);
  });
});

describe("priority", () => {
  it("goes by reputation, highest first, ties in registration order", () => {
    const world = worldOf(5);
    for (const [agent, reputation] of [
      [1, 2],
      [2, -1],
      [4, 2],
    ])
      world.setReputation(agent, reputation);
    expect(order(world, "priority")).toEqual([1, 4, 0, 3, 2]);
  });

  it("follows reputations from step to step, and cuts off the least reputable", () => {
    const world = worldOf(3);
    const schedule = new Schedule(world, "priority", 2, stream());
    world.setReputation(2, 1);
    expect([...schedule.eligible(all)]).toEqual([2, 0]);
    world.setReputation(1, 5);
    expect([...schedule.eligible(all)]).toEqual([1, 2]);
  });
});

describe("random", () => {
  it("swaps each agent, from the last on, with a uniform one up to it", () => {
    // Worked by hand on 0 1 2 3: swap 3 with 0, then 2 with 1, then 1 with itself.
    const schedule = new Schedule(worldOf(4), "random", 10, new ListedStreams(0, 0.4, 0.9));
    expect([...schedule.eligible(all)]).toEqual([3, 2, 1, 0]);
  });

  it("shuffles as CPython does", () => {
    // CPython 3.13: r = random.Random(42); x = list(range(10)); r.shuffle(x) -> x, and again from a fresh list
    const schedule = new Schedule(worldOf(10), "random", 10, new MersenneTwister(42));
    expect([...schedule.eligible(all)]).toEqual([7, 3, 2, 8, 5, 6, 9, 4, 0, 1]);
    expect([...schedule.eligible(all)]).toEqual([3, 5, 2, 4, 1, 8, 7, 0, 6, 9]);
  });

  test.prop([fc.integer({ min: 1, max: 60 }), fc.nat()])("chooses everybody once", (size, seed) => {
    const chosen = [...new Schedule(worldOf(size), "random", size, stream(seed)).eligible(all)];
    expect(chosen.sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, agent) => agent));
  });

  it("gives everybody beyond the cap the same chance", () => {
    // 5,000 steps choosing 2 of 5: a share of 0.4 with standard deviation 0.0069; five of them are 0.035
    const schedule = new Schedule(worldOf(5), "random", 2, stream());
    const times = [0, 0, 0, 0, 0];
    for (let step = 0; step < 5000; step += 1) for (const agent of schedule.eligible(all)) times[agent] += 1;
    for (const count of times) expect(Math.abs(count / 5000 - 0.4)).toBeLessThan(0.035);
  });
});

describe("the schedule of a run", () => {
  const scenario = (mode: string) => `
agents: [{type: opportunistic, count: 25}]
simulation: {seed: 3, n_epochs: 8, schedule_mode: ${mode}}
`;
  /** How many agents took a turn at all. */
  const acting = async (mode: string, compat?: "swarm-1.9") => {
    const { result } = await runText(scenario(mode), compat === undefined ? {} : { compat });
    return result.agents.filter(({ turns }) => Object.values(turns).some((times) => times > 0)).length;
  };

  it("leaves out who is registered past the cap, unless turns are drawn", async () => {
    expect(await acting("round_robin")).toBe(20);
    expect(await acting("random")).toBe(25);
    expect(await acting("random", "swarm-1.9")).toBe(25);
  });

  it("by priority lets the reputable in before those registered earlier", async () => {
    expect(await acting("priority")).toBeGreaterThanOrEqual(20);
    const { log } = await runText(scenario("priority"));
    expect(log).not.toBe((await runText(scenario("round_robin"))).log);
  });
});
