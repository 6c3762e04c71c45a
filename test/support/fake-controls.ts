import type { Controls, NetworkControls } from "../../src/contract/dynamic.js";
import type { Roster } from "../../src/contract/lever.js";
import { Graph } from "../../src/engine/graph.js";
import type { Archetype } from "../../src/model/archetype.js";

interface Agent {
  archetype: Archetype;
  resources: number;
  frozen: boolean;
}

/** A world in plain fields for one dynamic, and a record of everything it does to it. */
export class FakeControls implements Controls {
  readonly cast: Agent[];
  readonly agents: Roster;
  sigmoidK = 2;
  readonly keys: Record<string, unknown> = {};
  readonly done: string[] = [];
  network: NetworkControls | undefined;
  graph: Graph | undefined;

  constructor(archetypes: readonly Archetype[]) {
    this.cast = archetypes.map((archetype) => ({ archetype, resources: 100, frozen: false }));
    this.agents = {
      size: this.cast.length,
      idOf: (agent) => `a_${agent}`,
      archetypeOf: (agent) => this.cast[agent].archetype,
      reputationOf: () => 0,
      resourcesOf: (agent) => this.cast[agent].resources,
      isFrozen: (agent) => this.cast[agent].frozen,
      initiatedBy: () => 0,
    };
  }

  /** A network in which everybody is joined to everybody, with weights that tell the edges apart. */
  joinAll(): Graph {
    const graph = new Graph(this.cast.length);
    for (let a = 0; a < graph.size; a += 1) for (let b = a + 1; b < graph.size; b += 1) graph.join(a, b, a + b, a * b);
    this.graph = graph;
    this.network = {
      edges: () => [...graph.edges()],
      cut: (edges) => edges.forEach(({ a, b }) => void graph.cut(a, b)),
      join: (edges) => edges.forEach(({ a, b, weight, back }) => void graph.join(a, b, weight, back)),
    };
    return graph;
  }

  freeze(agent: number, reason: string): void {
    this.cast[agent].frozen = true;
    this.done.push(`freeze ${agent}: ${reason}`);
  }

  setResources(agent: number, resources: number): void {
    this.cast[agent].resources = resources;
  }

  shiftTrust(agent: number, delta: number): void {
    this.done.push(`shift ${agent} by ${delta.toFixed(6)}`);
  }

  leverKey(key: string): unknown {
    return this.keys[key];
  }

  setLeverKey(key: string, value: unknown): void {
    if (this.keys[key] === undefined) throw new Error(`no lever has the key "${key}"`);
    this.keys[key] = value;
    this.done.push(`${key} = ${value}`);
  }

  note(): void {}
}
