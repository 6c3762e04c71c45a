import type { Static, TObject } from "@sinclair/typebox";
import type { StreamFamily } from "../base/random/random-source.js";
import type { Action } from "../model/action.js";
import type { Archetype } from "../model/archetype.js";
import type { Interaction } from "../model/interaction.js";
import type { Semantics } from "../model/semantics.js";

/** What levers may know about agents; live, read-only. */
export interface Roster {
  readonly size: number;
  idOf(agent: number): string;
  archetypeOf(agent: number): Archetype;
  reputationOf(agent: number): number;
  resourcesOf(agent: number): number;
  isFrozen(agent: number): boolean;
  /** Accepted interactions that the agent initiated. */
  initiatedBy(agent: number): number;
}

/**
 * What a lever does to the world. Orders are collected while all levers of a hook look at the same state, and applied
 * together afterwards: freezes, then unfreezes, then reputation, then resources, each in lever order. Every order is
 * logged under the lever's name with its reason.
 */
export interface Effects {
  /** Charges the parties of the interaction at hand, payoff units. Allowed only in the interaction hook. */
  cost(initiator: number, counterparty: number, reason: string): void;
  freeze(agent: number, reason: string): void;
  unfreeze(agent: number, reason: string): void;
  reputation(agent: number, delta: number, reason: string): void;
  resources(agent: number, delta: number, reason: string): void;
  /** Something the lever did that moves nothing, for the log and the activity table (an audit that found nothing). */
  note(action: string, agent: number, figures: Readonly<Record<string, number>>): void;
  /** Figures of an analysis; the latest ones feed the metrics table. */
  report(figures: Readonly<Record<string, number>>): void;
}

/** A turn at the moment an action has been chosen. */
export interface Choice {
  readonly agent: number;
  readonly epoch: number;
  readonly step: number;
  readonly first: Action;
  /** Asks the agent again on the same view; its memory and its stream really move. */
  again(): Action | Promise<Action>;
}

/** The chosen action, and what the lever wants to find on the interaction if the action proposes one. */
export interface Chosen {
  readonly action: Action;
  readonly mark?: unknown;
}

/** A running lever. A hook that is absent costs nothing. */
export interface Lever {
  epochStart?(epoch: number, effects: Effects): void;
  stepStart?(epoch: number, step: number, effects: Effects): void;
  /** May the agent take turns? Every lever must agree. */
  mayAct?(agent: number, epoch: number): boolean;
  choose?(choice: Choice): Chosen | Promise<Chosen>;
  /** Every completed interaction, before costs are added and payoffs are known. */
  interaction?(interaction: Readonly<Interaction>, effects: Effects): void;
  /** The same interaction with its final costs and payoffs. */
  settled?(interaction: Readonly<Interaction>): void;
  /** State as plain JSON, and its way back. */
  save?(): unknown;
  restore?(saved: unknown): void;
}

export interface LeverContext {
  readonly agents: Roster;
  readonly stepsPerEpoch: number;
  readonly semantics: Semantics;
  /** Streams of the lever, one per agent. */
  streams(purpose: string): StreamFamily;
}

/** A governance lever: one file in `governance/` and one line in its registry. */
export interface LeverDefinition {
  readonly name: string;
  readonly summary: string;
  /** The lever's keys under `governance:`. Two levers may share a key when its schema is the same object. */
  readonly config: TObject;
  /** Other names under which a key is read. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Keys that change nothing, with why; a scenario that sets one is told so. */
  readonly inert?: Readonly<Record<string, string>>;
  /** Actions under which the lever notes that it looked and changed nothing; all its others change something. */
  readonly looks?: readonly string[];
  isOn(config: Record<string, unknown>): boolean;
  /** `config` is live: a parameter shock may change it during the run. */
  create(config: unknown, context: LeverContext): Lever;
}

/** Gives `isOn` and `create` the static type of the config schema. */
export function defineLever<C extends TObject>(
  definition: Omit<LeverDefinition, "config" | "isOn" | "create"> & {
    readonly config: C;
    isOn(config: Static<C>): boolean;
    create(config: Static<C>, context: LeverContext): Lever;
  },
): LeverDefinition {
  return definition as unknown as LeverDefinition;
}
