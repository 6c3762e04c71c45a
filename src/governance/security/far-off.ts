import type { Graph } from "./graph.js";
import { Reach } from "./reach.js";

/** What lies far off from one node. */
export interface FarOff {
  /** Nodes at `minHops` or more whose value exceeds the bar. */
  readonly count: number;
  /** The node of greatest value among them; -1 when there is none. */
  readonly best: number;
}

/**
 * Counts, for nodes of a graph, the nodes at a distance of `minHops` or more with a value above a bar, and finds the
 * best. Rather than search from every node it sorts what each strongly connected component reaches by value, cuts the
 * list at the bar and leaves out the nodes that are nearer.
 *
 * @param values by node; nodes with `listed[node] === 0` are passed through but not counted
 * @param minHops >= 1; from 3 on the time grows with the neighbourhoods of `minHops` - 1 hops
 * @param ask called for every node that has a bar, in no particular order
 */
export function eachFarOff(
  { graph, reversed }: { readonly graph: Graph; readonly reversed: Graph },
  values: Float64Array,
  listed: Uint8Array,
  minHops: number,
  bar: (node: number) => number | undefined,
  ask: (node: number, farOff: FarOff) => void,
): void {
  const order = descending(values, listed);
  const place = new Int32Array(graph.nodes).fill(-1);
  for (const [at, node] of order.entries()) place[node] = at;
  const reach = new Reach(graph, reversed, place);
  const near = new NearNodes(graph, minHops - 1);
  for (const members of membersOf(reach)) {
    const asking = members.filter((node) => bar(node) !== undefined);
    if (asking.length === 0) continue;
    const [some, rest] = reach.from(asking[0]);
    for (const node of asking) {
      const cut = firstNotAbove(order, values, bar(node) as number);
      const count = below(some, cut) + below(rest, cut);
      if (count === 0) {
        ask(node, { count, best: -1 });
        continue;
      }
      const nearer = near.of(node).filter((other) => place[other] >= 0 && place[other] < cut).length;
      const best = count === nearer ? -1 : order[firstFar(some, rest, (at) => near.has(order[at]))];
      ask(node, { count: count - nearer, best });
    }
  }
}

function descending(values: Float64Array, listed: Uint8Array): Int32Array {
  const nodes: number[] = [];
  for (let node = 0; node < values.length; node++) if (listed[node] === 1) nodes.push(node);
  return Int32Array.from(nodes.sort((one, other) => values[other] - values[one]));
}

function membersOf({ components }: Reach): number[][] {
  const members: number[][] = Array.from({ length: components.count }, () => []);
  for (const [node, component] of components.of.entries()) members[component].push(node);
  return members;
}

/** How many nodes of the descending order have a value above the bar. */
function firstNotAbove(order: Int32Array, values: Float64Array, bar: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[order[middle]] > bar) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many entries of the ascending list lie below `limit`. */
function below(ascending: Int32Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The least entry of two ascending lists that is not near; there is one. */
function firstFar(some: Int32Array, rest: Int32Array, isNear: (place: number) => boolean): number {
  let i = 0;
  let j = 0;
  while (true) {
    const place = j >= rest.length || (i < some.length && some[i] < rest[j]) ? some[i++] : rest[j++];
    if (!isNear(place)) return place;
  }
}

/** Nodes within some hops of a node, the node included. */
class NearNodes {
  private readonly stamps: Int32Array;
  private stamp = 0;

  constructor(
    private readonly graph: Graph,
    private readonly hops: number,
  ) {
    this.stamps = new Int32Array(graph.nodes);
  }

  of(node: number): number[] {
    const { start, next } = this.graph;
    this.stamp++;
    this.stamps[node] = this.stamp;
    const near = [node];
    let hopStart = 0;
    for (let hop = 0; hop < this.hops && hopStart < near.length; hop++) {
      const hopEnd = near.length;
      for (let i = hopStart; i < hopEnd; i++) {
        for (let edge = start[near[i]]; edge < start[near[i] + 1]; edge++) {
          const neighbour = next[edge];
          if (this.stamps[neighbour] === this.stamp) continue;
          this.stamps[neighbour] = this.stamp;
          near.push(neighbour);
        }
      }
      hopStart = hopEnd;
    }
    return near;
  }

  /** Whether the node was near the one last asked for. */
  has(node: number): boolean {
    return this.stamps[node] === this.stamp;
  }
}
