/** A directed graph in compressed rows: the neighbours of node i are `next[start[i]]` to `next[start[i + 1] - 1]`. */
export interface Graph {
  readonly nodes: number;
  readonly start: Int32Array;
  readonly next: Int32Array;
}

/**
 * The graph of the first `edges` pairs (from[i], to[i]); a node's neighbours keep the order of the pairs.
 *
 * @param nodes every end of an edge is below it
 */
export function graphOf(nodes: number, from: Int32Array, to: Int32Array, edges: number): Graph {
  const start = new Int32Array(nodes + 1);
  for (let edge = 0; edge < edges; edge++) start[from[edge] + 1]++;
  for (let node = 0; node < nodes; node++) start[node + 1] += start[node];
  const fill = start.slice(0, nodes);
  const next = new Int32Array(edges);
  for (let edge = 0; edge < edges; edge++) next[fill[from[edge]]++] = to[edge];
  return { nodes, start, next };
}
