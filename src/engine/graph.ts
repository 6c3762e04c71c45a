import { lowerBound } from "../base/lower-bound.js";
import type { NetworkEdge } from "../contract/dynamic.js";

/**
 * Undirected edges between agents with a weight in each direction, as one ascending list of neighbours per agent.
 * An edge takes 32 bytes. Finding one costs O(log degree), adding or removing one O(degree).
 */
export class Graph {
  edgeCount = 0;
  /** Rises with every edge that appears or vanishes; weights do not count. */
  version = 0;
  private readonly neighbours: number[][];
  private readonly weights: number[][];

  constructor(readonly size: number) {
    this.neighbours = Array.from({ length: size }, () => []);
    this.weights = Array.from({ length: size }, () => []);
  }

  /** Ascending. The list is live: it follows every change of the graph. */
  neighboursOf(agent: number): readonly number[] {
    return this.neighbours[agent];
  }

  connected(a: number, b: number): boolean {
    return this.neighbours[a][lowerBound(this.neighbours[a], b)] === b;
  }

  /** Weight of the edge as seen from `from`; 0 where there is none. */
  weight(from: number, to: number): number {
    const at = lowerBound(this.neighbours[from], to);
    return this.neighbours[from][at] === to ? this.weights[from][at] : 0;
  }

  /** Puts an edge in place, or gives the one that is there new weights. True when it is new. */
  join(a: number, b: number, weight: number, back: number): boolean {
    if (a === b || !this.holds(a) || !this.holds(b)) throw new Error(`no edge can join ${a} and ${b}`);
    const fresh = this.enter(a, b, weight);
    this.enter(b, a, back);
    if (fresh) this.changeCount(1);
    return fresh;
  }

  /** True when the edge was there. */
  cut(a: number, b: number): boolean {
    if (!this.connected(a, b)) return false;
    this.leave(a, b);
    this.leave(b, a);
    this.changeCount(-1);
    return true;
  }

  /** Every edge once, a < b, in order of a and then b. */
  *edges(): Iterable<NetworkEdge> {
    for (let a = 0; a < this.size; a += 1) {
      const row = this.neighbours[a];
      for (let at = lowerBound(row, a); at < row.length; at += 1) {
        yield { a, b: row[at], weight: this.weights[a][at], back: this.weight(row[at], a) };
      }
    }
  }

  private holds(agent: number): boolean {
    return Number.isInteger(agent) && agent >= 0 && agent < this.size;
  }

  private changeCount(change: 1 | -1): void {
    this.edgeCount += change;
    this.version += 1;
  }

  private enter(from: number, to: number, weight: number): boolean {
    const row = this.neighbours[from];
    const at = lowerBound(row, to);
    if (row[at] === to) {
      this.weights[from][at] = weight;
      return false;
    }
    row.splice(at, 0, to);
    this.weights[from].splice(at, 0, weight);
    return true;
  }

  private leave(from: number, to: number): void {
    const at = lowerBound(this.neighbours[from], to);
    this.neighbours[from].splice(at, 1);
    this.weights[from].splice(at, 1);
  }
}
