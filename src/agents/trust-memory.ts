import { PairTable } from "../base/pair-table.js";
import { SlotHeaps } from "../base/slot-heaps.js";
import type { Outcome } from "../contract/agent.js";
import { EVERYONE, type View } from "../contract/view.js";

/** Partners up to which looking at all of them is cheaper than keeping them in a heap. */
const FEW = 16;

/** Trust in somebody never met. */
const NEUTRAL_TRUST = 0.5;

const clamp01 = (value: number): number => Math.max(0, Math.min(1, value));

/**
 * What the members of a group think of others, in [0, 1]; 0.5 of a stranger. After an accepted interaction
 * trust <- 0.7 trust + 0.3 p, after a rejected one 0.9 trust + 0.05, whichever side the member was on.
 * Source: SWARM v1.9.0.
 */
export class TrustMemory {
  private readonly pairs: PairTable;
  private readonly partners: Int32Array;
  /** Of members with more than a few partners. */
  private readonly ranking: SlotHeaps;
  /** Of each member: everybody below this index is itself or a partner. */
  private readonly strangersFrom: Int32Array;

  constructor(members: number) {
    this.pairs = new PairTable(members);
    this.partners = new Int32Array(members);
    this.strangersFrom = new Int32Array(members);
    this.ranking = new SlotHeaps(members, (a, b) => this.isTrustedMore(a, b));
  }

  private isTrustedMore(a: number, b: number): boolean {
    const difference = this.pairs.valueOf(a) - this.pairs.valueOf(b);
    return difference > 0 || (difference === 0 && this.pairs.keyOf(a) < this.pairs.keyOf(b));
  }

  of(member: number, agent: number): number {
    const slot = this.pairs.find(member, agent);
    return slot === -1 ? NEUTRAL_TRUST : this.pairs.valueOf(slot);
  }

  learn({ member, counterparty, accepted, p }: Pick<Outcome, "member" | "counterparty" | "accepted" | "p">): void {
    const slot = this.pairs.find(member, counterparty);
    const trust = slot === -1 ? NEUTRAL_TRUST : this.pairs.valueOf(slot);
    this.set(member, counterparty, slot, accepted ? 0.7 * trust + 0.3 * p : 0.9 * trust + 0.05);
  }

  /** `slot` is the pair's, or -1 for a new partner. */
  private set(member: number, agent: number, slot: number, trust: number): void {
    if (slot !== -1) {
      this.pairs.setValue(slot, trust);
      if (this.partners[member] > FEW) this.ranking.moved(member, slot);
      return;
    }
    const fresh = this.pairs.add(member, agent);
    this.pairs.setValue(fresh, trust);
    this.partners[member] += 1;
    if (this.partners[member] > FEW + 1) this.ranking.add(member, fresh);
    else if (this.partners[member] === FEW + 1) {
      for (let each = fresh; each !== -1; each = this.pairs.before(each)) this.ranking.add(member, each);
    }
  }

  shift(member: number, delta: number): void {
    for (let slot = this.pairs.newest(member); slot !== -1; slot = this.pairs.before(slot)) {
      this.pairs.setValue(slot, clamp01(this.pairs.valueOf(slot) + delta));
    }
    this.ranking.rebuild(member);
  }

  /**
   * The visible agent the member trusts most, ties to the one registered first; -1 when nobody is visible. Looks at the
   * partners it trusts most, and at strangers only when it trusts no partner more than one.
   */
  mostTrusted(member: number, view: View): number {
    const slot = this.mostTrustedPartner(member, view);
    if (slot !== -1 && this.pairs.valueOf(slot) > NEUTRAL_TRUST) return this.pairs.keyOf(slot);
    const stranger = this.firstStranger(member, view);
    if (slot === -1) return stranger;
    const partner = this.pairs.keyOf(slot);
    const tied = this.pairs.valueOf(slot) === NEUTRAL_TRUST;
    return stranger === -1 || (tied && partner < stranger) ? partner : stranger;
  }

  /** The slot of the visible partner, or -1. */
  private mostTrustedPartner(member: number, view: View): number {
    if (this.partners[member] > FEW) {
      return this.ranking.best(member, (partner) => view.isVisible(this.pairs.keyOf(partner)));
    }
    let best = -1;
    for (let slot = this.pairs.newest(member); slot !== -1; slot = this.pairs.before(slot)) {
      if ((best === -1 || this.isTrustedMore(slot, best)) && view.isVisible(this.pairs.keyOf(slot))) best = slot;
    }
    return best;
  }

  private firstStranger(member: number, view: View): number {
    let from = this.strangersFrom[member];
    while (from === view.self || this.pairs.find(member, from) !== -1) from += 1;
    this.strangersFrom[member] = from;
    let agent = view.next(from, EVERYONE);
    while (agent !== -1 && this.pairs.find(member, agent) !== -1) agent = view.next(agent + 1, EVERYONE);
    return agent;
  }

  save(): unknown {
    const rows: [number, number, number][] = [];
    for (let slot = 0; slot < this.pairs.size; slot += 1) {
      rows.push([this.pairs.rowOf(slot), this.pairs.keyOf(slot), this.pairs.valueOf(slot)]);
    }
    return rows;
  }

  /** Fills a memory that is still empty. */
  restore(saved: unknown): void {
    for (const [member, agent, trust] of saved as [number, number, number][]) this.set(member, agent, -1, trust);
  }
}
