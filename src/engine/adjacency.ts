import type { Graph } from "./graph.js";

/** A graph laid out flat for searches: the neighbours of agent i are `ends[starts[i]]` to `ends[starts[i + 1] - 1]`. */
export interface Adjacency {
  readonly size: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** The graph as it is now. `keep` says which neighbours to take; all of them where it is left out. */
export function adjacencyOf(graph: Graph, keep: (agent: number, other: number) => boolean = () => true): Adjacency {
  const starts = new Int32Array(graph.size + 1);
  const ends = new Int32Array(2 * graph.edgeCount);
  let at = 0;
  for (let agent = 0; agent < graph.size; agent += 1) {
    for (const other of graph.neighboursOf(agent)) {
      if (!keep(agent, other)) continue;
      ends[at] = other;
      at += 1;
    }
    starts[agent + 1] = at;
  }
  return { size: graph.size, starts, ends: ends.subarray(0, at) };
}
