import type { Graph } from "./graph.js";

/** Sets of nodes that can all reach each other. */
export interface Components {
  /** Component of each node, 0 (included) to count (excluded). */
  readonly of: Int32Array;
  readonly count: number;
}

/** Strongly connected components by Tarjan's algorithm (1972), without recursion; time in proportion to the graph. */
export function stronglyConnected({ nodes, start, next }: Graph): Components {
  const of = new Int32Array(nodes).fill(-1);
  const entered = new Int32Array(nodes); // 0: not yet; else 1, 2, ... in order of discovery
  const lowest = new Int32Array(nodes);
  const edge = start.slice(0, nodes); // next edge to look at
  const path: number[] = [];
  const open: number[] = []; // entered, component not known yet
  let discovered = 0;
  let count = 0;
  const enter = (node: number) => {
    discovered++;
    entered[node] = discovered;
    lowest[node] = discovered;
    path.push(node);
    open.push(node);
  };
  for (let root = 0; root < nodes; root++) {
    if (entered[root] !== 0) continue;
    enter(root);
    while (path.length > 0) {
      const node = path[path.length - 1];
      if (edge[node] < start[node + 1]) {
        const neighbour = next[edge[node]++];
        if (entered[neighbour] === 0) enter(neighbour);
        else if (of[neighbour] < 0) lowest[node] = Math.min(lowest[node], entered[neighbour]);
        continue;
      }
      path.pop();
      if (path.length > 0) {
        const parent = path[path.length - 1];
        lowest[parent] = Math.min(lowest[parent], lowest[node]);
      }
      if (lowest[node] !== entered[node]) continue;
      let member: number;
      do {
        member = open.pop() as number;
        of[member] = count;
      } while (member !== node);
      count++;
    }
  }
  return { of, count };
}
