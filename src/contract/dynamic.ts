import type { Static, TObject } from "@sinclair/typebox";
import type { StreamFamily } from "../base/random/random-source.js";
import type { Interaction } from "../model/interaction.js";
import type { Semantics } from "../model/semantics.js";
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
  /** Something it did, for the log and the activity table; `agent` is whom it befell, if anybody in particular. */
  note(action: string, figures: Readonly<Record<string, number>>, agent?: number): void;
}

/** An edge between two agents, with its weight from a to b and from b to a. */
export interface NetworkEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly back: number;
}

export interface NetworkControls {
  /** Every edge once, a < b, in order of a and then b. */
  edges(): readonly NetworkEdge[];
  /** Edges that are not there are passed over. */
  cut(edges: readonly NetworkEdge[]): void;
  /** Puts edges in place; one that is there takes the new weights. */
  join(edges: readonly NetworkEdge[]): void;
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
  readonly semantics: Semantics;
  /** One stream per agent, on the run's seed or on the block's own where it names one. */
  streams(purpose: string, seed?: number): StreamFamily;
}

/** What a dynamic may ask about the rest of its scenario. */
export interface RestOfScenario {
  readonly networked: boolean;
  /** What is wrong with giving the levers this value for this key, or undefined. */
  objection(key: string, value: unknown): Omit<ConfigFault, "path"> | undefined;
}

/** Something in a dynamic's config that can do nothing, or not what it says, and that a schema cannot see. */
export interface ConfigFault {
  /** Steps from the dynamic's block to the value. */
  readonly path: readonly (string | number)[];
  /** Goes on from the path: "never acts: ...". */
  readonly message: string;
  /**
   * Whether the scenario is refused: "always"; "never" for a mere remark; left out, unless the reference system is
   * replayed, which passes over what can do nothing.
   */
  readonly refused?: "always" | "never";
}

/** A dynamic: one file in `dynamics/` and one line in its registry. Its name is its block's key in the scenario. */
export interface DynamicDefinition {
  readonly name: string;
  readonly summary: string;
  readonly config: TObject;
  /** Keys that change nothing, with why, as dotted paths under the block. */
  readonly inert?: Readonly<Record<string, string>>;
  /** Keys of the governance block that the dynamic may set: levers that read one are built even if they are off. */
  leverKeys?(config: unknown): readonly string[];
  check?(config: unknown, rest: RestOfScenario): readonly ConfigFault[];
  create(config: unknown, context: DynamicContext): Dynamic;
}

export function defineDynamic<C extends TObject>(
  definition: Omit<DynamicDefinition, "config" | "leverKeys" | "check" | "create"> & {
    readonly config: C;
    leverKeys?(config: Static<C>): readonly string[];
    check?(config: Static<C>, rest: RestOfScenario): readonly ConfigFault[];
    create(config: Static<C>, context: DynamicContext): Dynamic;
  },
): DynamicDefinition {
  return definition as DynamicDefinition;
}
