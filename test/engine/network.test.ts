import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Emitter } from "../../src/engine/emitter.js";
import { Graph } from "../../src/engine/graph.js";
import { type EdgeDynamics, Network } from "../../src/engine/network.js";
import { networkFigures } from "../../src/engine/network-figures.js";
import type { LoggedEvent } from "../../src/model/event.js";
import { runText } from "../support/run-text.js";

type Change = Extract<LoggedEvent, { kind: "network_changed" }>;

const RULES: EdgeDynamics = { strengthen: 0.1, decay: 0.5, min: 0.2, max: 1 };

function graphOf(size: number, edges: readonly (readonly [number, number])[]): Graph {
  const graph = new Graph(size);
  for (const [a, b] of edges) graph.join(a, b, 1, 1);
  return graph;
}

function network(graph: Graph, given: { readonly rules: EdgeDynamics | undefined } = { rules: RULES }) {
  const log: Change[] = [];
  const sink = (event: LoggedEvent) => void log.push(structuredClone(event) as Change);
  return { network: new Network(graph, given.rules, new Emitter({ epoch: 0, step: 0 }, [sink])), graph, log };
}

const pairsOf = (graph: Graph) => [...graph.edges()].map(({ a, b }) => [a, b]);

describe("edges of a network", () => {
  it("start at 1, lose their share per epoch and vanish in both directions when they fall below the least weight", () => {
    const {
      network: net,
      graph,
      log,
    } = network(
      graphOf(3, [
        [0, 1],
        [1, 2],
      ]),
    );
    net.strengthen(2, 1);
    expect(graph.weight(1, 2)).toBe(1); // the most it can have
    net.decay();
    net.strengthen(1, 2);
    net.decay();
    expect([graph.weight(0, 1), graph.weight(1, 0), graph.weight(1, 2)]).toEqual([0.25, 0.25, 0.3]);
    net.decay(); // 0.125 and 0.15 are both below 0.2
    expect(graph.edgeCount).toBe(0);
    expect(log.map(({ reason, added, removed }) => ({ reason, added, removed }))).toEqual([
      {
        reason: "decayed",
        added: [],
        removed: [
          [0, 1],
          [1, 2],
        ],
      },
    ]);
  });

  it("stay when their weight falls to exactly the least", () => {
    const { network: net, graph } = network(graphOf(2, [[0, 1]]), { rules: { ...RULES, min: 0.5 } });
    net.decay();
    expect(graph.weight(0, 1)).toBe(0.5);
  });

  it("vanish when one direction alone is too weak", () => {
    const graph = new Graph(2);
    graph.join(0, 1, 1, 0.3);
    const { network: net } = network(graph);
    net.decay();
    expect(graph.connected(0, 1)).toBe(false);
  });

  it("are strengthened to the same weight in both directions, from the initiator's side", () => {
    const graph = new Graph(2);
    graph.join(0, 1, 0.5, 0.9);
    const { network: net } = network(graph);
    net.strengthen(0, 1);
    expect([graph.weight(0, 1), graph.weight(1, 0)]).toEqual([0.6, 0.6]);
  });

  it("come back by an accepted interaction, and the log says so", () => {
    const { network: net, graph, log } = network(graphOf(3, []));
    net.strengthen(2, 0);
    expect([graph.weight(2, 0), graph.weight(0, 2)]).toEqual([0.1, 0.1]);
    expect(log).toMatchObject([{ reason: "strengthened", added: [[0, 2]], removed: [] }]);
  });

  it("neither strengthen nor fade where the network is not dynamic", () => {
    const { network: net, graph, log } = network(graphOf(2, [[0, 1]]), { rules: undefined });
    net.strengthen(0, 1);
    net.decay();
    expect([graph.weight(0, 1), log]).toEqual([1, []]);
  });

  it("that were cut return with the weights they had", () => {
    const {
      network: net,
      graph,
      log,
    } = network(
      graphOf(3, [
        [0, 1],
        [1, 2],
      ]),
    );
    net.decay();
    const [edge] = net.controls.edges();
    net.controls.cut([edge]);
    expect(pairsOf(graph)).toEqual([[1, 2]]);
    net.controls.cut([edge]);
    net.controls.join([edge]);
    expect([graph.weight(0, 1), graph.weight(1, 0)]).toEqual([0.5, 0.5]);
    expect(log.map(({ reason }) => reason)).toEqual(["cut", "healed"]);
  });

  it("are refused from an agent to itself or to nobody", () => {
    expect(() => new Graph(3).join(1, 1, 1, 1)).toThrow("no edge can join 1 and 1");
    expect(() => new Graph(3).join(1, 3, 1, 1)).toThrow("no edge can join 1 and 3");
    expect(() => new Graph(3).join(0.5, 1, 1, 1)).toThrow("no edge can join 0.5 and 1");
  });

  it("are saved and restored with their weights", () => {
    const { network: net } = network(
      graphOf(4, [
        [0, 1],
        [2, 3],
      ]),
    );
    net.decay();
    const saved = JSON.parse(JSON.stringify(net.save()));
    const { network: other, graph } = network(graphOf(4, [[0, 3]]));
    other.restore(saved);
    expect([...graph.edges()]).toEqual([
      { a: 0, b: 1, weight: 0.5, back: 0.5 },
      { a: 2, b: 3, weight: 0.5, back: 0.5 },
    ]);
  });
});

describe("the log of a network", () => {
  it("announces every edge, in events of at most 10,000", () => {
    const all: [number, number][] = [];
    for (let a = 0; a < 150; a += 1) for (let b = a + 1; b < 150; b += 1) all.push([a, b]);
    const { network: net, log } = network(graphOf(150, all));
    net.announce();
    expect(log.map(({ added }) => added.length)).toEqual([10_000, 1175]);
    expect(log.flatMap(({ added }) => added)).toEqual(all);
  });

  it("announces a network without edges too", () => {
    const { network: net, log } = network(graphOf(3, []));
    net.announce();
    expect(log).toMatchObject([{ reason: "built", added: [], removed: [] }]);
  });

  it("alone tells who is connected at the end of a run in which edges fade, are cut and heal", async () => {
    const run = await runText(`
agents: [{type: honest, count: 8}, {type: opportunistic, count: 6}]
simulation: {seed: 5, n_epochs: 12}
network: {topology: small_world, k_neighbors: 6, dynamic: true, edge_decay_rate: 0.3, min_edge_weight: 0.3}
perturbations:
  network_partition: {enabled: true, at_epoch: 2, heal_after_epochs: 3}
`);
    const present = new Set<string>();
    for (const { added, removed } of run.of("network_changed")) {
      for (const edge of added) {
        expect(present.has(String(edge))).toBe(false);
        present.add(String(edge));
      }
      for (const edge of removed) expect(present.delete(String(edge))).toBe(true);
    }
    const reasons = new Set(run.of("network_changed").map(({ reason }) => reason));
    expect(reasons).toEqual(new Set(["built", "decayed", "cut", "healed"]));
    expect(present.size).toBe(run.result.rows.at(-1)?.network_n_edges);
  });
});

/** All pairs by Floyd and Warshall, clustering by looking at every triple: slow and plain. */
function plainFigures(graph: Graph): Record<string, number> {
  const n = graph.size;
  const hops = Array.from({ length: n }, (_, a) =>
    Array.from({ length: n }, (_, b) => (a === b ? 0 : graph.connected(a, b) ? 1 : Number.POSITIVE_INFINITY)),
  );
  for (let k = 0; k < n; k += 1) {
    for (let a = 0; a < n; a += 1) {
      for (let b = 0; b < n; b += 1) hops[a][b] = Math.min(hops[a][b], hops[a][k] + hops[k][b]);
    }
  }
  let degrees = 0;
  let clustering = 0;
  const finite: number[] = [];
  for (let a = 0; a < n; a += 1) {
    let pairs = 0;
    let joined = 0;
    for (let b = 0; b < n; b += 1) {
      if (graph.connected(a, b)) degrees += 1;
      if (a < b && Number.isFinite(hops[a][b])) finite.push(hops[a][b]);
      for (let c = b + 1; c < n; c += 1) {
        if (!graph.connected(a, b) || !graph.connected(a, c)) continue;
        pairs += 1;
        if (graph.connected(b, c)) joined += 1;
      }
    }
    clustering += pairs === 0 ? 0 : joined / pairs;
  }
  const components = new Set(hops.map((row) => row.findIndex(Number.isFinite))).size;
  return {
    n_agents: n,
    n_edges: degrees / 2,
    avg_degree: degrees / n,
    avg_clustering: clustering / n,
    ...(finite.length === 0 ? {} : { average_path_length: finite.reduce((x, y) => x + y) / finite.length }),
    is_connected: components === 1 ? 1 : 0,
    n_components: components,
  };
}

const graphs = fc.integer({ min: 1, max: 75 }).chain((size) =>
  fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 3 * size }).map((pairs) =>
    graphOf(
      size,
      pairs.filter(([a, b]) => a !== b),
    ),
  ),
);

describe("figures of a network", () => {
  it("of a triangle with a tail and somebody alone", () => {
    // 0-1-2 a triangle, 2-3 the tail, 4 alone. Distances 1,1,2,1,2,1 over six pairs; clustering (1 + 1 + 1/3) / 5.
    const figures = networkFigures(
      graphOf(5, [
        [0, 1],
        [0, 2],
        [1, 2],
        [2, 3],
      ]),
    );
    expect(figures).toEqual({
      n_agents: 5,
      n_edges: 4,
      avg_degree: 1.6,
      avg_clustering: (1 + 1 + 1 / 3) / 5,
      average_path_length: 8 / 6,
      is_connected: 0,
      n_components: 2,
    });
  });

  it("of a network without edges have no path length", () => {
    expect(networkFigures(graphOf(3, []))).not.toHaveProperty("average_path_length");
  });

  test.prop([graphs])("are those of a plain search over all pairs and triples", (graph) => {
    const plain = plainFigures(graph);
    const figures = networkFigures(graph);
    expect(Object.keys(figures)).toEqual(Object.keys(plain));
    for (const [name, value] of Object.entries(plain)) expect(figures[name]).toBeCloseTo(value, 12);
  });

  it("follow the edges and do not change with the weights", () => {
    const { network: net } = network(
      graphOf(3, [
        [0, 1],
        [1, 2],
      ]),
      { rules: { ...RULES, min: 0.1 } },
    );
    const before = net.figures();
    net.decay();
    expect(net.figures()).toEqual(before);
    net.strengthen(0, 2);
    expect(net.figures()).toMatchObject({ n_edges: 3, average_path_length: 1 });
  });
});
