import type { Offer } from "../contract/view.js";
import type { InteractionType } from "../model/action.js";
import type { Observables } from "../model/observables.js";

/** A proposal that waits, linked to its neighbours in two orders: of all proposals, and of those to one agent. */
export class Proposal implements Offer {
  readonly transfer = 0;
  older: Proposal | undefined;
  newer: Proposal | undefined;
  olderToSame: Proposal | undefined;
  newerToSame: Proposal | undefined;
  waiting = true;

  constructor(
    readonly id: number,
    readonly initiator: number,
    readonly counterparty: number,
    readonly type: InteractionType,
    readonly content: string | undefined,
    readonly measured: Readonly<Observables> | undefined,
    readonly marks: ReadonlyMap<string, unknown> | undefined,
  ) {}
}

/** Pending proposals, oldest first. They never expire: what is addressed to a frozen agent waits. */
export class Proposals {
  size = 0;
  made = 0;
  private oldest: Proposal | undefined;
  private newest: Proposal | undefined;
  /** The oldest and the newest to each agent, side by side. */
  private readonly ends: (Proposal | undefined)[];

  constructor(agents: number) {
    this.ends = new Array(2 * agents).fill(undefined);
  }

  add(proposal: Proposal): void {
    this.made += 1;
    this.size += 1;
    proposal.older = this.newest;
    if (this.newest === undefined) this.oldest = proposal;
    else this.newest.newer = proposal;
    this.newest = proposal;
    const to = proposal.counterparty;
    const last = this.ends[2 * to + 1];
    proposal.olderToSame = last;
    if (last === undefined) this.ends[2 * to] = proposal;
    else last.newerToSame = proposal;
    this.ends[2 * to + 1] = proposal;
  }

  /** The waiting proposal of that number to an agent. */
  find(agent: number, id: number): Proposal | undefined {
    let proposal = this.ends[2 * agent];
    while (proposal !== undefined && proposal.id !== id) proposal = proposal.newerToSame;
    return proposal;
  }

  remove(proposal: Proposal): void {
    proposal.waiting = false;
    this.size -= 1;
    const { older, newer, olderToSame, newerToSame, counterparty } = proposal;
    if (older === undefined) this.oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.newest = older;
    else newer.older = older;
    if (olderToSame === undefined) this.ends[2 * counterparty] = newerToSame;
    else olderToSame.newerToSame = newerToSame;
    if (newerToSame === undefined) this.ends[2 * counterparty + 1] = olderToSame;
    else newerToSame.olderToSame = olderToSame;
  }

  /** The oldest proposal to an agent; its `newerToSame` leads to the next. */
  firstFor(agent: number): Proposal | undefined {
    return this.ends[2 * agent];
  }

  /** The oldest of all; its `newer` leads to the next. */
  first(): Proposal | undefined {
    return this.oldest;
  }
}
