import type { Static, TObject } from "@sinclair/typebox";
import type { StreamFamily } from "../base/random/random-source.js";
import type { Interaction } from "../model/interaction.js";
import type { Roster } from "./lever.js";

/** What a dynamic may move. Everything it does is logged under its name with a reason. */
export interface Controls {
  readonly agents: Roster;
  freeze(agent: number, reason: string): void;
  setResources(agent: number, resources: number, reason: string): void;
  /** Moves all trust values that the agent holds, kept in [0, 1]. */
  shiftTrust(agent: number, delta: number): void;
  /** Sharpness of the proxy's sigmoid, > 0. */
  sigmoidK: number;
  /** Reads and sets a key of the governance block while the run goes on; undefined for a key that no lever has. */
  leverKey(key: string): unknown;
  setLeverKey(key: string, value: unknown): void;
  /** The network, where there is one. */
  readonly network: NetworkControls | undefined;
  note(action: string, figures: Readonly<Record<string, number>>): void;
}

export interface NetworkControls {
  /** Undirected edges (a < b) with their weights in both directions. */
  edges(): readonly { readonly a: number; readonly b: number; readonly weight: number; readonly back: number }[];
  cut(a: number, b: number): void;
  join(a: number, b: number, weight: number, back: number): void;
}

/** Figures of the epoch that ends. */
export interface EpochFigures {
  readonly epoch: number;
  readonly interactions: number;
  /** 0 where it is not defined, as in the reference system. */
  readonly toxicityRate: number;
  readonly qualityGap: number;
}

/** A process of the world that is no agent and no lever: shocks, drift, contagion. A hook that is absent costs nothing. */
export interface Dynamic {
  /** After the levers' hook of the same name. */
  epochStart?(epoch: number): void;
  stepStart?(epoch: number, step: number): void;
  mayAct?(agent: number): boolean;
  settled?(interaction: Readonly<Interaction>): void;
  /** Before the network's decay and the epoch's metrics. */
  epochEnd?(figures: EpochFigures): void;
  save?(): unknown;
  restore?(saved: unknown): void;
}

export interface DynamicContext {
  readonly controls: Controls;
  /** Streams on the run's seed, or on the block's own where it names one. */
  streams(purpose: string, seed?: number): StreamFamily;
}

/** A dynamic: one file in `dynamics/` and one line in its registry. Its name is its block's key in the scenario. */
export interface DynamicDefinition {
  readonly name: string;
  readonly summary: string;
  readonly config: TObject;
  /** Keys that change nothing, with why, as dotted paths under the block. */
  readonly inert?: Readonly<Record<string, string>>;
  create(config: unknown, context: DynamicContext): Dynamic;
}

export function defineDynamic<C extends TObject>(
  definition: Omit<DynamicDefinition, "config" | "create"> & {
    readonly config: C;
    create(config: Static<C>, context: DynamicContext): Dynamic;
  },
): DynamicDefinition {
  return definition as DynamicDefinition;
}
