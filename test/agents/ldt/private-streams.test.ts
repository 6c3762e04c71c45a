import { describe, expect, it } from "vitest";
import { privateStreams } from "../../../src/agents/ldt/private-streams.js";
import { cpythonSource } from "../../../src/base/random/cpython-source.js";
import { keyedSource } from "../../../src/base/random/keyed-source.js";
import { MersenneTwister } from "../../../src/base/random/mersenne-twister.js";
import type { Group } from "../../../src/contract/agent.js";
import { NO_SERVICES } from "../../../src/contract/services.js";
import { NATIVE, SWARM_1_9 } from "../../../src/model/semantics.js";

function groupOf(semantics: typeof NATIVE): Group {
  const ids = ["ldt_1", "ldt_2", "ldt_3"];
  const source = (semantics.randomness === "cpython" ? cpythonSource : keyedSource)(42);
  return {
    size: 3,
    members: [0, 1, 2],
    population: 3,
    idOf: (agent) => ids[agent],
    streams: source.family("agent", ids, 0),
    semantics,
    pool: () => 0 as never,
    sizeOf: () => 3,
    note: () => {},
    services: NO_SERVICES,
  };
}

describe.each([NATIVE, SWARM_1_9])("private streams, $name", (semantics) => {
  it("are alike for the same seed and differ from member to member", () => {
    const [one, other] = [privateStreams(groupOf(semantics)), privateStreams(groupOf(semantics))];
    const draws = [0, 1, 2].map((member) => one.of(member).random());
    expect([0, 1, 2].map((member) => other.of(member).random())).toEqual(draws);
    expect(new Set(draws).size).toBe(3);
  });

  it("go on where they were saved", () => {
    const streams = privateStreams(groupOf(semantics));
    streams.of(0).random();
    streams.of(2).gauss(0, 1);
    const saved = JSON.parse(JSON.stringify(streams.save()));
    const rest = [0, 1, 2].map((member) => streams.of(member).gauss(0, 1));
    const again = privateStreams(groupOf(semantics));
    again.of(1).random();
    again.restore(saved);
    expect([0, 1, 2].map((member) => again.of(member).gauss(0, 1))).toEqual(rest);
  });
});

describe("private streams of a replayed run", () => {
  it("are seeded by the first 33-bit number below 2^32 of the member's own stream", () => {
    const own = new MersenneTwister(42 + 1);
    let low = own.word();
    while (own.word() >>> 31 === 1) low = own.word();
    const expected = new MersenneTwister(low);
    expect(privateStreams(groupOf(SWARM_1_9)).of(0).random()).toBe(expected.random());
  });
});
