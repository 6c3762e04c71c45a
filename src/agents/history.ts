import { grown } from "../base/grown.js";
import { PairTable } from "../base/pair-table.js";
import type { Outcome } from "../contract/agent.js";

/** Interactions that an agent remembers, as either side. */
const KEPT = 500;

/**
 * The last 500 interactions of every member (accepted and rejected), and from them the mean p with each partner. Records
 * of all members share columns: a queue of links per member, and a list of free places.
 */
export class History {
  private readonly pairs: PairTable;
  private sums = new Float64Array(16);
  private counts = new Int32Array(16);
  private slots = new Int32Array(16);
  private ps = new Float64Array(16);
  private following = new Int32Array(16);
  private used = 0;
  private free = -1;
  private readonly oldest: Int32Array;
  private readonly newest: Int32Array;
  private readonly lengths: Int32Array;

  constructor(private readonly members: number) {
    this.pairs = new PairTable(members);
    this.oldest = new Int32Array(members).fill(-1);
    this.newest = new Int32Array(members).fill(-1);
    this.lengths = new Int32Array(members);
  }

  /** Mean p of the remembered interactions with an agent; undefined when there are none. */
  meanP(member: number, agent: number): number | undefined {
    const slot = this.pairs.find(member, agent);
    return slot === -1 || this.counts[slot] === 0 ? undefined : this.sums[slot] / this.counts[slot];
  }

  learn({ member, counterparty, p }: Pick<Outcome, "member" | "counterparty" | "p">): void {
    if (this.lengths[member] === KEPT) this.forgetOldest(member);
    const slot = this.slotOf(member, counterparty);
    this.sums[slot] += p;
    this.counts[slot] += 1;
    const place = this.place();
    this.slots[place] = slot;
    this.ps[place] = p;
    this.following[place] = -1;
    if (this.lengths[member] === 0) this.oldest[member] = place;
    else this.following[this.newest[member]] = place;
    this.newest[member] = place;
    this.lengths[member] += 1;
  }

  private forgetOldest(member: number): void {
    const place = this.oldest[member];
    const slot = this.slots[place];
    this.counts[slot] -= 1;
    this.sums[slot] = this.counts[slot] === 0 ? 0 : this.sums[slot] - this.ps[place];
    this.oldest[member] = this.following[place];
    this.lengths[member] -= 1;
    this.following[place] = this.free;
    this.free = place;
  }

  private place(): number {
    if (this.free !== -1) {
      const place = this.free;
      this.free = this.following[place];
      return place;
    }
    if (this.used === this.ps.length) {
      this.slots = grown(this.slots);
      this.ps = grown(this.ps);
      this.following = grown(this.following);
    }
    this.used += 1;
    return this.used - 1;
  }

  private slotOf(member: number, agent: number): number {
    const slot = this.pairs.obtain(member, agent);
    if (slot >= this.sums.length) {
      this.sums = grown(this.sums);
      this.counts = grown(this.counts);
    }
    return slot;
  }

  /**
   * Of each member the remembered records (partner, p), oldest first; and per pair the running sum, whose last bits tell
   * of records that are forgotten.
   */
  save(): unknown {
    const records = Array.from({ length: this.members }, (_, member) => {
      const kept: [number, number][] = [];
      let place = this.oldest[member];
      for (let i = 0; i < this.lengths[member]; i += 1, place = this.following[place]) {
        kept.push([this.pairs.keyOf(this.slots[place]), this.ps[place]]);
      }
      return kept;
    });
    const sums: [number, number, number][] = [];
    for (let slot = 0; slot < this.pairs.size; slot += 1) {
      if (this.counts[slot] > 0) sums.push([this.pairs.rowOf(slot), this.pairs.keyOf(slot), this.sums[slot]]);
    }
    return { records, sums };
  }

  /** Fills a history that is still empty. */
  restore(saved: unknown): void {
    const { records, sums } = saved as { records: [number, number][][]; sums: [number, number, number][] };
    for (const [member, agent] of sums) this.slotOf(member, agent);
    records.forEach((kept, member) => {
      for (const [counterparty, p] of kept) this.learn({ member, counterparty, p });
    });
    for (const [member, agent, sum] of sums) this.sums[this.slotOf(member, agent)] = sum;
  }
}
