import { lowerBound } from "../base/lower-bound.js";
import type { StreamFamily } from "../base/random/random-source.js";
import { Graph } from "./graph.js";

/** How a network is laid out; agents are numbered in registration order. */
export type Topology =
  | { readonly kind: "complete" | "ring" | "star" }
  /** `probability` of each edge, in [0, 1]. */
  | { readonly kind: "random_erdos_renyi"; readonly probability: number }
  /** Everybody is joined to its `neighbours` nearest (>= 2, halved and rounded down per side), each edge rewired with chance `rewire`. */
  | { readonly kind: "small_world"; readonly neighbours: number; readonly rewire: number }
  /** Everybody joins `links` (>= 1) of those before it. */
  | { readonly kind: "scale_free"; readonly links: number }
  | { readonly kind: "custom"; readonly edges: readonly (readonly [number, number])[] };

/** A network of `size` agents, every weight 1. Agent i's choices are drawn from stream i. */
export function layOut(topology: Topology, size: number, streams: StreamFamily): Graph {
  const graph = new Graph(size);
  switch (topology.kind) {
    case "complete":
      joinAll(graph, size);
      break;
    case "ring":
      for (let i = 0; i < size && size > 1; i += 1) link(graph, i, (i + 1) % size);
      break;
    case "star":
      for (let i = 1; i < size; i += 1) link(graph, 0, i);
      break;
    case "random_erdos_renyi":
      joinAtRandom(graph, topology.probability, streams);
      break;
    case "small_world":
      joinNearest(graph, Math.floor(Math.min(topology.neighbours, size - 1) / 2));
      rewire(graph, Math.floor(Math.min(topology.neighbours, size - 1) / 2), topology.rewire, streams);
      break;
    case "scale_free":
      attach(graph, topology.links, streams);
      break;
    case "custom":
      for (const [a, b] of topology.edges) link(graph, a, b);
      break;
  }
  return graph;
}

function link(graph: Graph, a: number, b: number): void {
  graph.join(a, b, 1, 1);
}

/** Joins each of the first `count` agents to all the others. */
function joinAll(graph: Graph, count: number): void {
  for (let a = 0; a < count; a += 1) for (let b = a + 1; b < count; b += 1) link(graph, a, b);
}

/**
 * Each pair with the given probability, by drawing how many pairs are passed over before the next edge: time grows with
 * the edges, not with the pairs. Source: Batagelj and Brandes 2005.
 */
function joinAtRandom(graph: Graph, probability: number, streams: StreamFamily): void {
  if (probability === 0) return;
  const miss = Math.log1p(-probability);
  for (let a = 0; a < graph.size; a += 1) {
    const stream = streams.of(a);
    const skip = () => Math.floor(Math.log1p(-stream.random()) / miss);
    for (let b = a + 1 + skip(); b < graph.size; b += 1 + skip()) link(graph, a, b);
  }
}

/** A ring on which everybody is joined to `reach` agents on each side. */
function joinNearest(graph: Graph, reach: number): void {
  for (let i = 0; i < graph.size; i += 1) {
    for (let j = 1; j <= reach; j += 1) link(graph, i, (i + j) % graph.size);
  }
}

/**
 * Takes the ring's edges in the order they were made: with chance `chance` the edge goes, if it is still there, and its
 * first end is joined to a uniform agent that is not its neighbour, even where the edge was gone already.
 * Source: SWARM v1.9.0, after Watts and Strogatz 1998.
 */
function rewire(graph: Graph, reach: number, chance: number, streams: StreamFamily): void {
  for (let i = 0; i < graph.size; i += 1) {
    const stream = streams.of(i);
    for (let j = 1; j <= reach; j += 1) {
      if (stream.random() >= chance) continue;
      graph.cut(i, (i + j) % graph.size);
      const open = graph.size - 1 - graph.neighboursOf(i).length;
      if (open > 0) link(graph, i, nonNeighbour(graph, i, stream.below(open)));
    }
  }
}

/** The k-th agent, from 0, that is neither `agent` nor one of its neighbours. */
function nonNeighbour(graph: Graph, agent: number, k: number): number {
  const row = graph.neighboursOf(agent);
  const taken = [...row];
  taken.splice(lowerBound(row, agent), 0, agent);
  let found = k;
  for (const other of taken) {
    if (other > found) break;
    found += 1;
  }
  return found;
}

/**
 * The first `links` + 1 agents are joined to each other; each later one to `links` different earlier ones, drawn one after
 * another in proportion to their degree before it came. Drawing an end of a uniform edge and passing over who was drawn
 * already is just that. Source: Barabási and Albert 1999.
 */
function attach(graph: Graph, links: number, streams: StreamFamily): void {
  const first = Math.min(graph.size, links + 1);
  joinAll(graph, first);
  const ends: number[] = [];
  for (const { a, b } of graph.edges()) ends.push(a, b);
  for (let agent = first; agent < graph.size; agent += 1) {
    const stream = streams.of(agent);
    const chosen = new Set<number>();
    while (chosen.size < links) chosen.add(ends[stream.below(ends.length)]);
    for (const other of chosen) {
      link(graph, agent, other);
      ends.push(agent, other);
    }
  }
}
