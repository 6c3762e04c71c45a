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
  /** Of each pair the number of the remembered interactions, and the sum of their p. */
  private readonly pairs: PairTable;
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
    const count = slot === -1 ? 0 : this.pairs.countOf(slot);
    return count === 0 ? undefined : this.pairs.valueOf(slot) / count;
  }

  learn({ member, counterparty, p }: Pick<Outcome, "member" | "counterparty" | "p">): void {
    if (this.lengths[member] === KEPT) this.forgetOldest(member);
    const { pairs } = this;
    const slot = pairs.obtain(member, counterparty);
    pairs.setValue(slot, pairs.valueOf(slot) + p);
    pairs.setCount(slot, pairs.countOf(slot) + 1);
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
    const { pairs } = this;
    const slot = this.slots[place];
    const left = pairs.countOf(slot) - 1;
    pairs.setCount(slot, left);
    pairs.setValue(slot, left === 0 ? 0 : pairs.valueOf(slot) - this.ps[place]);
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
      if (this.pairs.countOf(slot) === 0) continue;
      sums.push([this.pairs.rowOf(slot), this.pairs.keyOf(slot), this.pairs.valueOf(slot)]);
    }
    return { records, sums };
  }

  /** Fills a history that is still empty. */
  restore(saved: unknown): void {
    const { records, sums } = saved as { records: [number, number][][]; sums: [number, number, number][] };
    for (const [member, agent] of sums) this.pairs.obtain(member, agent);
    records.forEach((kept, member) => {
      for (const [counterparty, p] of kept) this.learn({ member, counterparty, p });
    });
    for (const [member, agent, sum] of sums) this.pairs.setValue(this.pairs.obtain(member, agent), sum);
  }
}
