import { popcount } from "../base/ordered-set.js";
import type { Graph } from "./graph.js";

/** Sizes of the connected components, each agent alone being one too. O(agents + edges). */
export function componentSizes(graph: Graph): number[] {
  const seen = new Uint8Array(graph.size);
  const sizes: number[] = [];
  for (let start = 0; start < graph.size; start += 1) {
    if (seen[start] === 1) continue;
    seen[start] = 1;
    const found = [start];
    for (const agent of found) {
      for (const other of graph.neighboursOf(agent)) {
        if (seen[other] === 1) continue;
        seen[other] = 1;
        found.push(other);
      }
    }
    sizes.push(found.length);
  }
  return sizes;
}

/**
 * Sum of the hop distances between all ordered pairs that are connected. Breadth-first searches from 32 agents at once,
 * one bit each. O(agents x edges) at worst, up to 32 times less where everybody is near.
 */
export function sumOfDistances(graph: Graph): number {
  const n = graph.size;
  const seen = new Int32Array(n);
  const bits = new Int32Array(n);
  const coming = new Int32Array(n);
  let sum = 0;
  for (let first = 0; first < n; first += 32) {
    seen.fill(0);
    let front: number[] = [];
    for (let start = first; start < Math.min(first + 32, n); start += 1) {
      seen[start] = 1 << (start - first);
      bits[start] = seen[start];
      front.push(start);
    }
    for (let hops = 1; front.length > 0; hops += 1) {
      const next: number[] = [];
      for (const agent of front) {
        for (const other of graph.neighboursOf(agent)) {
          const fresh = bits[agent] & ~seen[other];
          if (fresh === 0) continue;
          if (coming[other] === 0) next.push(other);
          coming[other] |= fresh;
        }
      }
      for (const agent of next) {
        sum += hops * popcount(coming[agent]);
        seen[agent] |= coming[agent];
        bits[agent] = coming[agent];
        coming[agent] = 0;
      }
      front = next;
    }
  }
  return sum;
}
