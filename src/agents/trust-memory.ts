import { grown } from "../base/grown.js";
import { PairTable } from "../base/pair-table.js";
import type { Outcome } from "../contract/agent.js";
import { EVERYONE, type View } from "../contract/view.js";

/** Trust in somebody never met. */
export const NEUTRAL_TRUST = 0.5;

const clamp01 = (value: number): number => Math.max(0, Math.min(1, value));

/**
 * What the members of a group think of others, in [0, 1]; 0.5 of a stranger. After an accepted interaction
 * trust <- 0.7 trust + 0.3 p, after a rejected one 0.9 trust + 0.05, whichever side the member was on.
 * Source: SWARM v1.9.0.
 */
export class TrustMemory {
  private readonly pairs: PairTable;
  private values = new Float64Array(16);

  constructor(members: number) {
    this.pairs = new PairTable(members);
  }

  of(member: number, agent: number): number {
    const slot = this.pairs.find(member, agent);
    return slot === -1 ? NEUTRAL_TRUST : this.values[slot];
  }

  learn({ member, counterparty, accepted, p }: Outcome): void {
    const fresh = this.pairs.size;
    const slot = this.pairs.obtain(member, counterparty);
    if (slot === this.values.length) {
      this.values = grown(this.values);
    }
    const trust = slot === fresh ? NEUTRAL_TRUST : this.values[slot];
    this.values[slot] = accepted ? 0.7 * trust + 0.3 * p : 0.9 * trust + 0.05;
  }

  shift(member: number, delta: number): void {
    for (let slot = this.pairs.newest(member); slot !== -1; slot = this.pairs.before(slot)) {
      this.values[slot] = clamp01(this.values[slot] + delta);
    }
  }

  /**
   * The visible agent the member trusts most, ties to the one registered first; -1 when nobody is visible. Looks at the
   * agents it has met and at the first stranger, not at everybody.
   */
  mostTrusted(member: number, view: View): number {
    let best = this.firstStranger(member, view);
    let most = best === -1 ? -1 : NEUTRAL_TRUST;
    for (let slot = this.pairs.newest(member); slot !== -1; slot = this.pairs.before(slot)) {
      const trust = this.values[slot];
      if (trust < most) continue;
      const agent = this.pairs.keyOf(slot);
      if (!view.isVisible(agent)) continue;
      if (trust > most || agent < best) {
        most = trust;
        best = agent;
      }
    }
    return best;
  }

  private firstStranger(member: number, view: View): number {
    let agent = view.next(0, EVERYONE);
    while (agent !== -1 && this.pairs.find(member, agent) !== -1) agent = view.next(agent + 1, EVERYONE);
    return agent;
  }

  save(): unknown {
    const rows: [number, number, number][] = [];
    for (let slot = 0; slot < this.pairs.size; slot += 1) {
      rows.push([this.pairs.rowOf(slot), this.pairs.keyOf(slot), this.values[slot]]);
    }
    return rows;
  }

  /** Fills a memory that is still empty. */
  restore(saved: unknown): void {
    const rows = saved as [number, number, number][];
    this.values = new Float64Array(Math.max(16, 2 ** Math.ceil(Math.log2(rows.length + 1))));
    for (const [member, agent, trust] of rows) this.values[this.pairs.obtain(member, agent)] = trust;
  }
}
