import type { NetworkControls, NetworkEdge } from "../contract/dynamic.js";
import type { Emitter } from "./emitter.js";
import type { Graph } from "./graph.js";
import { networkFigures } from "./network-figures.js";

/** How edges live and die; a network without it stays as it was built, cuts apart. */
export interface EdgeDynamics {
  /** Added to an edge's weight by each accepted interaction, >= 0, up to `max`. */
  readonly strengthen: number;
  /** Share of its weight that an edge loses at the end of an epoch, in [0, 1]. */
  readonly decay: number;
  /** An edge whose weight decays below `min` vanishes. */
  readonly min: number;
  readonly max: number;
}

/** Edges that one event names at most. */
const EDGES_PER_EVENT = 10_000;

type Reason = "built" | "strengthened" | "decayed" | "cut" | "healed";

/**
 * Who can see and propose to whom, and how that changes. Every edge that appears or vanishes is logged, so the log alone
 * tells who was connected at any time. Source: SWARM v1.9.0.
 */
export class Network {
  private known: { readonly version: number; readonly figures: Readonly<Record<string, number>> } | undefined;

  constructor(
    readonly graph: Graph,
    private readonly dynamics: EdgeDynamics | undefined,
    private readonly emitter: Emitter,
  ) {}

  /** Says that there is a network, even one without edges. */
  announce(): void {
    this.log("built", [...this.graph.edges()], []);
  }

  connected(a: number, b: number): boolean {
    return this.graph.connected(a, b);
  }

  /** After an accepted interaction; an edge that vanished between proposal and answer comes back. */
  strengthen(a: number, b: number): void {
    if (this.dynamics === undefined) return;
    const weight = Math.min(this.graph.weight(a, b) + this.dynamics.strengthen, this.dynamics.max);
    if (this.graph.join(a, b, weight, weight)) this.log("strengthened", [{ a, b }], []);
  }

  /** At the end of an epoch. An edge goes when it is too weak in either direction. */
  decay(): void {
    if (this.dynamics === undefined) return;
    const kept = 1 - this.dynamics.decay;
    const gone: NetworkEdge[] = [];
    for (const edge of this.graph.edges()) {
      const { a, b, weight, back } = edge;
      if (weight * kept < this.dynamics.min || back * kept < this.dynamics.min) gone.push(edge);
      else this.graph.join(a, b, weight * kept, back * kept);
    }
    for (const { a, b } of gone) this.graph.cut(a, b);
    this.log("decayed", [], gone);
  }

  /** Computed anew only after edges appeared or vanished. */
  figures(): Readonly<Record<string, number>> {
    if (this.known?.version !== this.graph.version) {
      this.known = { version: this.graph.version, figures: networkFigures(this.graph) };
    }
    return this.known.figures;
  }

  /** What dynamics may do to it. */
  readonly controls: NetworkControls = {
    edges: () => [...this.graph.edges()],
    cut: (edges) => {
      const gone = edges.filter(({ a, b }) => this.graph.cut(a, b));
      this.log("cut", [], gone);
    },
    join: (edges) => {
      const fresh = edges.filter(({ a, b, weight, back }) => this.graph.join(a, b, weight, back));
      this.log("healed", fresh, []);
    },
  };

  save(): unknown {
    return [...this.graph.edges()].map(({ a, b, weight, back }) => [a, b, weight, back]);
  }

  restore(saved: unknown): void {
    for (const { a, b } of [...this.graph.edges()]) this.graph.cut(a, b);
    for (const [a, b, weight, back] of saved as [number, number, number, number][]) this.graph.join(a, b, weight, back);
  }

  private log(reason: Reason, added: readonly Ends[], removed: readonly Ends[]): void {
    if (!this.emitter.on) return;
    const most = Math.max(added.length, removed.length, reason === "built" ? 1 : 0);
    for (let from = 0; from < most; from += EDGES_PER_EVENT) {
      const part = (ends: readonly Ends[]) => ends.slice(from, from + EDGES_PER_EVENT).map(pair);
      this.emitter.emit({ kind: "network_changed", reason, added: part(added), removed: part(removed) });
    }
  }
}

type Ends = { readonly a: number; readonly b: number };

const pair = ({ a, b }: Ends): [number, number] => [Math.min(a, b), Math.max(a, b)];
