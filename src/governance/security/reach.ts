import { type Components, stronglyConnected } from "./components.js";
import type { Graph } from "./graph.js";

/** Nodes that a set of nodes can reach, as ascending places in an order of all nodes, in two lists without overlap. */
export type Reached = readonly [Int32Array, Int32Array];

/**
 * What can be reached from each strongly connected component. What the largest component (the hub) reaches is worked
 * out once and shared by every component that reaches the hub: in a population that mixes, that is nearly all there is,
 * and the whole takes little more than one walk over the graph.
 */
export class Reach {
  readonly components: Components;
  private readonly hub: number;
  /** By node: can be reached from the hub; can reach the hub. */
  private readonly afterHub: Uint8Array;
  private readonly beforeHub: Uint8Array;
  private readonly hubPlaces: Int32Array;
  private readonly visited: Int32Array;
  private visit = 0;

  /**
   * @param reversed the graph with every edge turned round
   * @param place place of each node in an order; a node with place -1 is passed through but not listed
   */
  constructor(
    private readonly graph: Graph,
    reversed: Graph,
    private readonly place: Int32Array,
  ) {
    this.components = stronglyConnected(graph);
    const sizes = new Int32Array(this.components.count);
    for (const component of this.components.of) sizes[component]++;
    this.hub = sizes.reduce((largest, size, component) => (size > sizes[largest] ? component : largest), 0);
    this.visited = new Int32Array(graph.nodes);
    this.afterHub = new Uint8Array(graph.nodes);
    this.beforeHub = new Uint8Array(graph.nodes);
    const inHub = this.components.of.indexOf(this.hub);
    const after = inHub < 0 ? [] : this.walk(graph, inHub);
    for (const node of after) this.afterHub[node] = 1;
    for (const node of inHub < 0 ? [] : this.walk(reversed, inHub)) this.beforeHub[node] = 1;
    this.hubPlaces = this.places(after);
  }

  /** What the component of `node` reaches, the component itself included. */
  from(node: number): Reached {
    if (this.components.of[node] === this.hub) return [this.hubPlaces, new Int32Array(0)];
    if (this.beforeHub[node] === 0) return [this.places(this.walk(this.graph, node)), new Int32Array(0)];
    return [this.hubPlaces, this.places(this.walk(this.graph, node, this.afterHub))];
  }

  /** Nodes on any way from `start`, which is among them; ways end before nodes marked in `barred`. */
  private walk({ start, next }: Graph, from: number, barred?: Uint8Array): number[] {
    const visit = ++this.visit;
    const nodes = [from];
    this.visited[from] = visit;
    for (const node of nodes) {
      for (let edge = start[node]; edge < start[node + 1]; edge++) {
        const neighbour = next[edge];
        if (this.visited[neighbour] === visit || barred?.[neighbour] === 1) continue;
        this.visited[neighbour] = visit;
        nodes.push(neighbour);
      }
    }
    return nodes;
  }

  private places(nodes: readonly number[]): Int32Array {
    return Int32Array.from(nodes, (node) => this.place[node])
      .filter((place) => place >= 0)
      .sort();
  }
}
