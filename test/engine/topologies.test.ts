import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { Graph } from "../../src/engine/graph.js";
import { layOut, type Topology } from "../../src/engine/topologies.js";
import { ListedStreams } from "../support/listed-streams.js";

const ids = (size: number) => Array.from({ length: size }, (_, i) => `a_${i}`);
const streams = (size: number, seed = 1) => keyedSource(seed).family("network", ids(size));
const lay = (topology: Topology, size: number, seed = 1): Graph => layOut(topology, size, streams(size, seed));
const edgesOf = (graph: Graph) => [...graph.edges()].map(({ a, b }) => `${a}-${b}`);

const topology: fc.Arbitrary<Topology> = fc.oneof(
  fc.constantFrom<Topology>({ kind: "complete" }, { kind: "ring" }, { kind: "star" }),
  fc
    .double({ min: 0, max: 1, noNaN: true })
    .map((probability) => ({ kind: "random_erdos_renyi", probability }) as const),
  fc
    .tuple(fc.integer({ min: 2, max: 12 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([neighbours, rewire]) => ({ kind: "small_world", neighbours, rewire }) as const),
  fc.integer({ min: 1, max: 6 }).map((links) => ({ kind: "scale_free", links }) as const),
);

describe("a layout", () => {
  it("complete joins all pairs, ring each to the next, star the first to all", () => {
    expect(edgesOf(lay({ kind: "complete" }, 4))).toEqual(["0-1", "0-2", "0-3", "1-2", "1-3", "2-3"]);
    expect(edgesOf(lay({ kind: "ring" }, 5))).toEqual(["0-1", "0-4", "1-2", "2-3", "3-4"]);
    expect(edgesOf(lay({ kind: "star" }, 4))).toEqual(["0-1", "0-2", "0-3"]);
  });

  it("ring of two is one edge", () => {
    expect(edgesOf(lay({ kind: "ring" }, 2))).toEqual(["0-1"]);
  });

  it("custom has the edges it is given and no others", () => {
    expect(
      edgesOf(
        lay(
          {
            kind: "custom",
            edges: [
              [3, 1],
              [0, 2],
            ],
          },
          5,
        ),
      ),
    ).toEqual(["0-2", "1-3"]);
    expect(edgesOf(lay({ kind: "custom", edges: [] }, 5))).toEqual([]);
  });

  test.prop([topology, fc.integer({ min: 0, max: 40 }), fc.nat()])(
    "has ascending neighbours that know each other, nobody beside itself, weights of 1, and counts its edges",
    (kind, size, seed) => {
      const graph = lay(kind, size, seed);
      let ends = 0;
      for (let a = 0; a < size; a += 1) {
        const row = graph.neighboursOf(a);
        ends += row.length;
        expect([...row]).toEqual([...new Set(row)].sort((x, y) => x - y));
        expect(row).not.toContain(a);
        for (const b of row)
          expect([graph.connected(b, a), graph.weight(a, b), graph.weight(b, a)]).toEqual([true, 1, 1]);
      }
      expect(ends).toBe(2 * graph.edgeCount);
    },
  );

  test.prop([topology, fc.integer({ min: 0, max: 1 })])("of fewer than two agents is empty", (kind, size) => {
    expect(edgesOf(lay(kind, size))).toEqual([]);
  });

  test.prop([topology, fc.nat()])("is the same for the same seed", (kind, seed) => {
    expect(edgesOf(lay(kind, 25, seed))).toEqual(edgesOf(lay(kind, 25, seed)));
  });
});

describe("random_erdos_renyi", () => {
  it("with probability 0 has no edge and with 1 every edge", () => {
    expect(lay({ kind: "random_erdos_renyi", probability: 0 }, 30).edgeCount).toBe(0);
    expect(lay({ kind: "random_erdos_renyi", probability: 1 }, 30).edgeCount).toBe(435);
  });

  it("has each pair equally often, as often as its probability says", () => {
    // 3,000 graphs: a pair is there with standard deviation sqrt(0.3 x 0.7 / 3000) = 0.0084; five of them are 0.042
    const times = new Map<string, number>();
    for (let seed = 0; seed < 3000; seed += 1) {
      for (const edge of edgesOf(lay({ kind: "random_erdos_renyi", probability: 0.3 }, 6, seed))) {
        times.set(edge, (times.get(edge) ?? 0) + 1);
      }
    }
    expect(times.size).toBe(15);
    for (const count of times.values()) expect(Math.abs(count / 3000 - 0.3)).toBeLessThan(0.042);
  });

  it("keeps the edges among the old agents when agents are added", () => {
    const kind: Topology = { kind: "random_erdos_renyi", probability: 0.2 };
    const among = (graph: Graph) => [...graph.edges()].filter(({ a, b }) => a < 20 && b < 20);
    expect(among(lay(kind, 35))).toEqual([...lay(kind, 20).edges()]);
  });

  it("draws about as often as there are edges, not pairs", () => {
    const sparse = layOut({ kind: "random_erdos_renyi", probability: 1e-6 }, 20_000, streams(20_000));
    // 2 x 10^8 pairs: 200 edges expected, standard deviation 14
    expect(Math.abs(sparse.edgeCount - 200)).toBeLessThan(71);
  });
});

describe("small_world", () => {
  const lattice = (neighbours: number, size: number) =>
    edgesOf(lay({ kind: "small_world", neighbours, rewire: 0 }, size));

  it("without rewiring joins each to half its neighbours on each side, rounded down", () => {
    expect(lattice(2, 5)).toEqual(["0-1", "0-4", "1-2", "2-3", "3-4"]);
    expect(lattice(3, 5)).toEqual(lattice(2, 5));
    expect(lattice(4, 5)).toHaveLength(10);
  });

  it("cannot have more neighbours than there are others", () => {
    expect(lattice(12, 4)).toEqual(["0-1", "0-3", "1-2", "2-3"]);
  });

  it("rewires an edge of the ring to a uniform agent that is no neighbour, in the order of the ring", () => {
    // Worked by hand on a ring of five. Per edge one draw for the chance 0.4, then one for the new end.
    const draws = new ListedStreams(
      0, // 0-1 goes; 0 may choose among 1, 2, 3
      0.5, // the second of them: 2
      0.9, // 1-2 stays
      0, // 2-3 goes; 2 has 0 and 1 and may choose among 3, 4
      0.9, // 4
      0, // 3-4 goes; 3 has nobody and may choose among 0, 1, 2, 4
      0.3, // 1
      0.4, // 4-0 stays: the chance is excluded
    );
    const graph = layOut({ kind: "small_world", neighbours: 2, rewire: 0.4 }, 5, draws);
    expect(edgesOf(graph)).toEqual(["0-2", "0-4", "1-2", "1-3", "2-4"]);
    expect(draws.left).toBe(0);
    expect(draws.asked).toEqual([0, 1, 2, 3, 4]);
  });

  test.prop([fc.integer({ min: 2, max: 10 }), fc.integer({ min: 3, max: 40 }), fc.nat()])(
    "never loses edges by rewiring",
    (neighbours, size, seed) => {
      const reach = Math.floor(Math.min(neighbours, size - 1) / 2);
      expect(lay({ kind: "small_world", neighbours, rewire: 0.5 }, size, seed).edgeCount).toBeGreaterThanOrEqual(
        size * reach,
      );
    },
  );
});

describe("scale_free", () => {
  it("is complete for as many agents as links and one more", () => {
    expect(lay({ kind: "scale_free", links: 3 }, 3).edgeCount).toBe(3);
    expect(lay({ kind: "scale_free", links: 3 }, 4).edgeCount).toBe(6);
  });

  test.prop([fc.integer({ min: 1, max: 5 }), fc.integer({ min: 7, max: 60 }), fc.nat()])(
    "joins each later agent to exactly that many earlier ones",
    (links, size, seed) => {
      const graph = lay({ kind: "scale_free", links }, size, seed);
      for (let agent = links + 1; agent < size; agent += 1) {
        expect(graph.neighboursOf(agent).filter((other) => other < agent)).toHaveLength(links);
      }
    },
  );

  it("prefers those with more edges in proportion to their number", () => {
    // Four agents, one link: 2 joins 0 or 1, who then has degree 2 of 4; 3 joins that one with probability 1/2, not 1/3.
    let hits = 0;
    for (let seed = 0; seed < 4000; seed += 1) {
      const graph = lay({ kind: "scale_free", links: 1 }, 4, seed);
      const hub = graph.connected(0, 2) ? 0 : 1;
      if (graph.connected(hub, 3)) hits += 1;
    }
    expect(Math.abs(hits / 4000 - 0.5)).toBeLessThan(0.04); // five standard deviations
  });
});
