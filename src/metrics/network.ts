import { defineMetric, type MetricColumn } from "../contract/metric.js";

const column = (figure: string, unit: MetricColumn["unit"], formula: string): MetricColumn => ({
  name: `network_${figure}`,
  unit,
  direction: "neutral",
  formula: `${formula}, at the end of the epoch`,
  source: "SWARM v1.9.0 network metrics",
});

const PREFIX = "network_".length;

const columns: readonly MetricColumn[] = [
  column("n_agents", "count", "agents, frozen ones included"),
  column("n_edges", "count", "undirected edges"),
  column("avg_degree", "count", "2 edges / agents"),
  column(
    "avg_clustering",
    "share",
    "mean(joined pairs of neighbours / pairs of neighbours), 0 for one with fewer than two",
  ),
  column("average_path_length", "count", "mean hops between two agents that are connected"),
  column("is_connected", "index", "1 if everybody can reach everybody, else 0"),
  column("n_components", "count", "connected components"),
];

const blank = columns.map(() => undefined);

/** The shape of the network after the epoch's decay; blank without a network. Weights play no part. */
export const network = defineMetric({
  name: "network",
  columns,
  create: () => ({
    values: ({ network }) => (network === undefined ? blank : columns.map(({ name }) => network[name.slice(PREFIX)])),
    reset() {},
  }),
});
