import type { Static, TObject } from "@sinclair/typebox";
import type { RandomStream, StreamFamily } from "../base/random/random-source.js";
import type { Action } from "../model/action.js";
import type { AgentNote } from "../model/agent-note.js";
import type { Archetype } from "../model/archetype.js";
import type { Semantics } from "../model/semantics.js";
import type { SignalProfile, Signals } from "../model/signal-profile.js";
import type { Needs, Services } from "./services.js";
import type { Offer, Pool, View } from "./view.js";

/** What an agent shows others, as a pool's rule sees it. */
export interface Standing {
  readonly archetype: Archetype;
  readonly reputation: number;
  readonly resources: number;
}

/** One completed interaction from the side of one party. Reused: valid during the call. */
export interface Outcome {
  /** The learning agent: index among all agents, and place in its group. */
  readonly agent: number;
  readonly member: number;
  readonly counterparty: number;
  readonly initiated: boolean;
  readonly accepted: boolean;
  readonly p: number;
  /** Own payoff; of a rejected interaction, the one it would have had. */
  readonly payoff: number;
}

/** All agents of one entry of the scenario's `agents` list: one behaviour serves them all and keeps state in columns. */
export interface Group {
  readonly size: number;
  /** Index among all agents of each member. */
  readonly members: readonly number[];
  /** How many agents there are in the run. */
  readonly population: number;
  readonly idOf: (agent: number) => string;
  /** One stream per member. */
  readonly streams: StreamFamily;
  readonly semantics: Semantics;
  /**
   * Asks the engine to keep the set of agents for which `rule` holds, by what they show. `rule` must depend on its
   * argument only.
   */
  pool(rule: (standing: Standing) => boolean): Pool;
  /** How many agents are in a pool now; while groups are made nobody is frozen. */
  sizeOf(pool: Pool): number;
  /** Logs and counts something that a member did besides its action. Not while groups are made. */
  note(note: AgentNote): void;
  /** What the type says that it needs; nothing where it does not say so. */
  readonly services: Services;
}

/** How the members of a group decide. A promise is returned only by a behaviour that asks a model. */
export interface Behaviour {
  /** The action of a turn. Draws come from the member's own stream only. */
  act(view: View): Action | Promise<Action>;
  /** Answer to a proposal at the end of a step. */
  answer(offer: Offer, view: View): boolean | Promise<boolean>;
  /** Called for both parties of every completed interaction, rejected ones included; the initiator first. */
  learn?(outcome: Outcome): void;
  /** Moves every trust value the agent holds by `delta`, kept in [0, 1]. */
  shiftTrust?(member: number, delta: number): void;
  /**
   * Changes the signals drawn for an interaction that the member started, before its reputation weighs them. `stream` is
   * the agent's own and serves nothing else, so that a behaviour without this leaves every other draw where it was.
   */
  distort?(member: number, epoch: number, signals: Signals, stream: RandomStream): void;
  /** State as plain JSON, and its way back. A behaviour with state that lacks them cannot be checkpointed. */
  save?(): unknown;
  restore?(saved: unknown): void;
}

/** An agent type: one file in `agents/` and one line in its registry. */
export interface AgentDefinition {
  readonly type: string;
  readonly summary: string;
  readonly archetype: Archetype;
  /** Signal profile, where it is not the archetype's. */
  readonly profile?: SignalProfile;
  /** Schema of the `config` map; every key with default, range and a line of doc. */
  readonly config: TObject;
  /** Why the type cannot be used when runs of the reference system are replayed. */
  readonly refusedInCompat?: string;
  /** What a type that asks models must be given. Such a type draws from streams apart from those of scripted agents. */
  needs?(config: unknown): Needs;
  create(config: unknown, group: Group): Behaviour;
}

/** Gives `create` the static type of the config schema. */
export function defineAgent<C extends TObject>(
  definition: Omit<AgentDefinition, "config" | "needs" | "create"> & {
    readonly config: C;
    needs?(config: Static<C>): Needs;
    create(config: Static<C>, group: Group): Behaviour;
  },
): AgentDefinition {
  return definition as AgentDefinition;
}

/** The parts of a behaviour that knows one agent only. */
export type SoloBehaviour = Omit<Behaviour, "save" | "restore" | "shiftTrust" | "distort"> & {
  shiftTrust?(delta: number): void;
  save?(): unknown;
  restore?(saved: unknown): void;
};

/** A behaviour made of one object per member: simpler to write, costlier in large populations. */
export function eachAgent(group: Group, create: (member: number) => SoloBehaviour): Behaviour {
  const solos = Array.from({ length: group.size }, (_, member) => create(member));
  return {
    act: (view) => solos[view.member].act(view),
    answer: (offer, view) => solos[view.member].answer(offer, view),
    learn: (outcome) => solos[outcome.member].learn?.(outcome),
    shiftTrust: (member, delta) => solos[member].shiftTrust?.(delta),
    save: () => solos.map((solo) => solo.save?.() ?? null),
    restore: (saved) => (saved as unknown[]).forEach((state, member) => void solos[member].restore?.(state)),
  };
}
