import { popcount } from "../base/ordered-set.js";
import type { Adjacency } from "./adjacency.js";

/** The connected components: that of each agent, and their sizes. Somebody alone is one too. */
export interface Components {
  readonly of: Int32Array;
  readonly sizes: readonly number[];
}

/** O(agents + edges). */
export function componentsOf({ size, starts, ends }: Adjacency): Components {
  const of = new Int32Array(size).fill(-1);
  const sizes: number[] = [];
  const found = new Int32Array(size);
  for (let first = 0; first < size; first += 1) {
    if (of[first] !== -1) continue;
    const component = sizes.length;
    let count = 1;
    found[0] = first;
    of[first] = component;
    for (let i = 0; i < count; i += 1) {
      for (let at = starts[found[i]]; at < starts[found[i] + 1]; at += 1) {
        const other = ends[at];
        if (of[other] !== -1) continue;
        of[other] = component;
        found[count] = other;
        count += 1;
      }
    }
    sizes.push(count);
  }
  return { of, sizes };
}

/**
 * Sum of the hop distances between all ordered pairs that are connected. Breadth-first searches from 32 agents at once,
 * one bit each, until everybody who can be reached has been. O(agents x edges) at worst, up to 32 times less where
 * everybody is near; it decides what figures of a large network cost.
 */
export function sumOfDistances(adjacency: Adjacency, components: Components): number {
  const { size } = adjacency;
  const search = new Search(adjacency);
  let sum = 0;
  for (let first = 0; first < size; first += 32) {
    const last = Math.min(first + 32, size);
    let left = 0;
    for (let start = first; start < last; start += 1) left += components.sizes[components.of[start]] - 1;
    search.begin(first, last);
    for (let hops = 1; left > 0; hops += 1) {
      const reached = search.advance();
      sum += hops * reached;
      left -= reached;
    }
  }
  return sum;
}

/** Up to 32 searches side by side: bit b of an agent stands for the search that started from the b-th of them. */
class Search {
  /** Searches that have been to an agent, that are there now, and that come to it with the next hop. */
  private readonly seen: Int32Array;
  private readonly here: Int32Array;
  private readonly coming: Int32Array;
  /** The agents at which some search is. */
  private front: Int32Array;
  private next: Int32Array;
  private length = 0;

  constructor(private readonly adjacency: Adjacency) {
    const { size } = adjacency;
    [this.seen, this.here, this.coming] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
    [this.front, this.next] = [new Int32Array(size), new Int32Array(size)];
  }

  begin(first: number, last: number): void {
    this.seen.fill(0);
    this.length = 0;
    for (let start = first; start < last; start += 1) {
      this.seen[start] = 1 << (start - first);
      this.here[start] = this.seen[start];
      this.front[this.length] = start;
      this.length += 1;
    }
  }

  /** One hop of every search; how many agents were reached, each search counting for itself. */
  advance(): number {
    const { seen, here, coming, front, next } = this;
    const { starts, ends } = this.adjacency;
    let length = 0;
    for (let i = 0; i < this.length; i += 1) {
      const agent = front[i];
      const bits = here[agent];
      for (let at = starts[agent]; at < starts[agent + 1]; at += 1) {
        const other = ends[at];
        const fresh = bits & ~seen[other];
        if (fresh === 0) continue;
        if (coming[other] === 0) {
          next[length] = other;
          length += 1;
        }
        coming[other] |= fresh;
      }
    }
    let reached = 0;
    for (let i = 0; i < length; i += 1) {
      const agent = next[i];
      reached += popcount(coming[agent]);
      seen[agent] |= coming[agent];
      here[agent] = coming[agent];
      coming[agent] = 0;
    }
    this.front = next;
    this.next = front;
    this.length = length;
    return reached;
  }
}
