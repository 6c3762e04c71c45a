import { adjacencyOf } from "./adjacency.js";
import type { Graph } from "./graph.js";
import { componentsOf, sumOfDistances } from "./hop-distances.js";

/**
 * What a network looks like; weights play no part. `average_path_length` is missing where nobody is connected to anybody.
 * The path length decides the cost: see `sumOfDistances`. Source: SWARM v1.9.0.
 */
export function networkFigures(graph: Graph): Readonly<Record<string, number>> {
  const adjacency = adjacencyOf(graph);
  const components = componentsOf(adjacency);
  const { sizes } = components;
  const pairs = sizes.reduce((sum, size) => sum + size * (size - 1), 0);
  return {
    n_agents: graph.size,
    n_edges: graph.edgeCount,
    avg_degree: (2 * graph.edgeCount) / graph.size,
    avg_clustering: averageClustering(graph),
    ...(pairs === 0 ? {} : { average_path_length: sumOfDistances(adjacency, components) / pairs }),
    is_connected: sizes.length === 1 ? 1 : 0,
    n_components: sizes.length,
  };
}

/** Mean over agents of joined pairs of neighbours / pairs of neighbours; 0 for an agent with fewer than two. */
function averageClustering(graph: Graph): number {
  const triangles = trianglesAt(graph);
  let sum = 0;
  for (let agent = 0; agent < graph.size; agent += 1) {
    const degree = graph.neighboursOf(agent).length;
    if (degree >= 2) sum += (2 * triangles[agent]) / (degree * (degree - 1));
  }
  return sum / graph.size;
}

/**
 * Triangles that each agent is part of. Edges point from the end with fewer neighbours to the one with more, so that no
 * agent has more than sqrt(2 edges) of them: O(edges^1.5) even around a hub. Source: Schank and Wagner 2005.
 */
function trianglesAt(graph: Graph): Float64Array {
  const degree = (agent: number) => graph.neighboursOf(agent).length;
  const { size, starts, ends } = adjacencyOf(
    graph,
    (a, b) => degree(b) > degree(a) || (degree(b) === degree(a) && b > a),
  );
  const triangles = new Float64Array(size);
  const mark = new Int32Array(size).fill(-1);
  for (let a = 0; a < size; a += 1) {
    for (let i = starts[a]; i < starts[a + 1]; i += 1) mark[ends[i]] = a;
    for (let i = starts[a]; i < starts[a + 1]; i += 1) {
      const b = ends[i];
      for (let j = starts[b]; j < starts[b + 1]; j += 1) {
        const c = ends[j];
        if (mark[c] !== a) continue;
        triangles[a] += 1;
        triangles[b] += 1;
        triangles[c] += 1;
      }
    }
  }
  return triangles;
}
