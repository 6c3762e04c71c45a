import { describe, expect, it } from "vitest";
import { ScenarioError } from "../../src/base/errors.js";
import { parseScenario } from "../../src/scenario/load.js";
import { edgeDynamicsOf, topologyOf } from "../../src/scenario/network-block.js";

const AGENTS = "agents: [{type: honest, count: 3}, {type: opportunistic, count: 2}]";

function load(network: string, compat?: "swarm-1.9") {
  const options = compat === undefined ? {} : { compat };
  return parseScenario(`${AGENTS}\nsimulation: {seed: 1}\nnetwork: ${network}\n`, "test.yaml", options);
}

const layoutOf = (network: string, compat?: "swarm-1.9") => topologyOf(load(network, compat).spec.network);
const warningsOf = (network: string, compat?: "swarm-1.9") =>
  load(network, compat).warnings.map(({ message, place }) => `${place?.line}:${place?.column} ${message}`);

/** Every fault of a scenario that is refused, with its place. */
function faultsOf(network: string, compat?: "swarm-1.9"): string[] {
  try {
    load(network, compat);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.faults.map(({ message, place }) => `${place?.line}:${place?.column} ${message}`);
  }
  return [];
}

/** A message at the place where `key` stands in the block's line. */
const at = (network: string, key: string, message: string) =>
  `3:${"network: ".length + network.indexOf(key) + 1} ${message}`;

describe("the network block", () => {
  it("is complete and static unless it says otherwise, and off where it says so", () => {
    expect(layoutOf("{topology: complete}")).toEqual({ kind: "complete" });
    expect(edgeDynamicsOf(load("{topology: ring}").spec.network)).toBeUndefined();
    expect(layoutOf("{enabled: false, topology: ring}")).toBeUndefined();
    expect(topologyOf(undefined)).toBeUndefined();
  });

  it("has the reference system's defaults", () => {
    expect(layoutOf("{topology: random_erdos_renyi}")).toEqual({ kind: "random_erdos_renyi", probability: 0.5 });
    expect(layoutOf("{topology: small_world}")).toEqual({ kind: "small_world", neighbours: 4, rewire: 0.1 });
    expect(layoutOf("{topology: scale_free}")).toEqual({ kind: "scale_free", links: 2 });
    expect(edgeDynamicsOf(load("{dynamic: true}").spec.network)).toEqual({
      strengthen: 0.1,
      decay: 0.05,
      min: 0.1,
      max: 1,
    });
  });

  it.each([
    ["{topology: small_world, k_neighbors: 6, rewire_probability: 0.4}", 6, 0.4],
    ["{topology: small_world, params: {k_neighbors: 6, rewire_probability: 0.4}}", 6, 0.4],
    ["{topology: small_world, params: {k: 6, p: 0.4}}", 6, 0.4],
    ["{topology: small_world, params: {k: 6, p: 0.4}, k_neighbors: 6}", 6, 0.4],
  ])("reads a setting wherever it stands: %s", (network, neighbours, rewire) => {
    expect(layoutOf(network)).toEqual({ kind: "small_world", neighbours, rewire });
  });

  it("takes the first of several names where the reference system is replayed, and refuses them otherwise", () => {
    const twice = "{topology: small_world, params: {k_neighbors: 6, k: 8}, k_neighbors: 2}";
    expect(layoutOf(twice, "swarm-1.9")).toMatchObject({ neighbours: 8 });
    expect(warningsOf(twice, "swarm-1.9")).toEqual([
      at(twice, "k: 8", "network.params.k is given more than once, as 8 and 6 and 2: 8 would count"),
    ]);
    expect(faultsOf(twice)).toEqual([
      at(twice, "k: 8", "network.params.k is given more than once, as 8 and 6 and 2: 8 would count"),
    ]);
  });

  it("takes p for the chance to rewire in every topology, and says so where that is not read", () => {
    const network = "{topology: random_erdos_renyi, params: {p: 0.9}}";
    expect(layoutOf(network)).toEqual({ kind: "random_erdos_renyi", probability: 0.5 });
    expect(warningsOf(network)).toEqual([
      at(network, "p: 0.9", "network.params.p has no effect: topology random_erdos_renyi does not read it"),
    ]);
    expect(layoutOf("{topology: random_erdos_renyi, params: {edge_probability: 0.9}}")).toMatchObject({
      probability: 0.9,
    });
  });

  it("says of edges and of the keys of a dynamic network where they are not read", () => {
    expect(warningsOf("{topology: ring, edges: [[0, 1]], edge_decay_rate: 0.2}")).toEqual([
      "3:27 network.edges has no effect: only topology custom reads it",
      "3:44 network.edge_decay_rate has no effect: dynamic is false",
    ]);
    expect(
      warningsOf("{topology: ring, dynamic: true, edge_decay_rate: 0.2, reputation_disconnect_threshold: -1}"),
    ).toEqual([
      "3:64 network.reputation_disconnect_threshold has no effect: nothing disconnects agents by reputation, in the reference system neither",
    ]);
  });

  it("refuses edges that lead outside, to the same agent, or stand there twice, in a replay too", () => {
    const network = "{topology: custom, edges: [[0, 1], [1, 0], [2, 2], [4, 5], [7, 9]]}";
    const expected = [
      "3:45 network.edges[1] is the same edge as edges[0]",
      "3:53 network.edges[2] joins agent 2 to itself",
      "3:61 network.edges[3] names agent 5: there are 5, counted from 0",
      "3:69 network.edges[4] names agent 7 and 9: there are 5, counted from 0",
    ];
    expect(faultsOf(network)).toEqual(expected);
    expect(faultsOf(network, "swarm-1.9")).toEqual(expected);
  });

  it("refuses edges that are no pairs of whole numbers", () => {
    expect(faultsOf("{topology: custom, edges: [[0, 1, 2], [0], [0, 1.5], [0, -1]]}")).toHaveLength(4);
  });

  it("without edges in a custom network is refused, but replayed as nobody meeting anybody", () => {
    expect(faultsOf("{topology: custom}")).toEqual([
      "3:11 network.topology custom needs edges: without them nobody can interact",
    ]);
    expect(layoutOf("{topology: custom}", "swarm-1.9")).toEqual({ kind: "custom", edges: [] });
  });

  it("that is empty is no network to the reference system", () => {
    expect(layoutOf("{}", "swarm-1.9")).toBeUndefined();
  });

  it.each([
    ["{topology: lattice}", "network.topology must be one of complete"],
    ["{topology: small_world, params: {k: 1}}", "network.params.k must be at least 2"],
    ["{topology: small_world, rewire_probability: 1.2}", "network.rewire_probability must be at most 1"],
    ["{topology: scale_free, m_edges: 0}", "network.m_edges must be at least 1"],
    ["{dynamic: true, edge_decay_rate: -0.1}", "network.edge_decay_rate must be at least 0"],
    ["{topolgy: ring}", 'unknown key "topolgy" in network (did you mean "topology"?)'],
  ])("refuses %s", (network, message) => {
    expect(faultsOf(network).join()).toContain(message);
  });
});
