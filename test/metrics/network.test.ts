import { describe, expect, it } from "vitest";
import { network } from "../../src/metrics/network.js";
import { runText } from "../support/run-text.js";

const names = network.columns.map(({ name }) => name);

describe("the network's columns", () => {
  it("are those of the reference system, under one prefix", () => {
    // Names of spec: the epoch record's network metrics
    expect(names).toEqual([
      "network_n_agents",
      "network_n_edges",
      "network_avg_degree",
      "network_avg_clustering",
      "network_average_path_length",
      "network_is_connected",
      "network_n_components",
    ]);
  });

  it("are blank without a network", async () => {
    const { result } = await runText("agents: [{type: honest, count: 4}]\nsimulation: {n_epochs: 2}");
    for (const row of [...result.rows, result.pooled]) {
      expect(names.map((name) => row[name])).toEqual(names.map(() => undefined));
    }
  });

  it("are filled in every epoch, the path length only where somebody is connected", async () => {
    const { result } = await runText(`
agents: [{type: honest, count: 4}]
simulation: {n_epochs: 3}
network: {topology: star, dynamic: true, edge_decay_rate: 0.6, edge_strengthen_rate: 0, min_edge_weight: 0.3}
`);
    const figures = result.rows.map((row) => names.map((name) => row[name]));
    // A star of four: three edges, no triangle; distances 1 1 1 2 2 2. The second decay, 1 -> 0.4 -> 0.16, ends them all.
    expect(figures).toEqual([
      [4, 3, 1.5, 0, 1.5, 1, 1],
      [4, 0, 0, 0, undefined, 0, 4],
      [4, 0, 0, 0, undefined, 0, 4],
    ]);
    expect(names.map((name) => result.pooled[name])).toEqual(figures[2]);
  });
});
