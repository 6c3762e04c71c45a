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
  private readonly firstTo: (Proposal | undefined)[];
  private readonly lastTo: (Proposal | undefined)[];

  constructor(agents: number) {
    this.firstTo = new Array(agents).fill(undefined);
    this.lastTo = new Array(agents).fill(undefined);
  }

  add(proposal: Proposal): void {
    this.made += 1;
    this.size += 1;
    proposal.older = this.newest;
    if (this.newest === undefined) this.oldest = proposal;
    else this.newest.newer = proposal;
    this.newest = proposal;
    const to = proposal.counterparty;
    const last = this.lastTo[to];
    proposal.olderToSame = last;
    if (last === undefined) this.firstTo[to] = proposal;
    else last.newerToSame = proposal;
    this.lastTo[to] = proposal;
  }

  /** The waiting proposal of that number to an agent. */
  find(agent: number, id: number): Proposal | undefined {
    let proposal = this.firstTo[agent];
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
    if (olderToSame === undefined) this.firstTo[counterparty] = newerToSame;
    else olderToSame.newerToSame = newerToSame;
    if (newerToSame === undefined) this.lastTo[counterparty] = olderToSame;
    else newerToSame.olderToSame = olderToSame;
  }

  /** The oldest proposal to an agent; its `newerToSame` leads to the next. */
  firstFor(agent: number): Proposal | undefined {
    return this.firstTo[agent];
  }

  /** The oldest of all; its `newer` leads to the next. */
  first(): Proposal | undefined {
    return this.oldest;
  }
}
