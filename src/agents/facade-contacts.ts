import { insertSorted } from "../base/insert-sorted.js";
import { PairTable } from "../base/pair-table.js";
import { SlotHeaps } from "../base/slot-heaps.js";

/** Trust that a partner starts with. */
const START = 0.5;

const NOBODY: readonly number[] = [];

/**
 * What the members of a group have made of their partners behind a facade: trust won (0.5 at first, 0.1 more with each
 * accepted interaction, up to 1) and contacts (proposals answered). Trust and contacts only grow, so nobody leaves the
 * partners that can be exploited, of whom the one that trusts most is at hand, or the list of those met often enough.
 */
export class FacadeContacts {
  /** Of each pair the number of contacts, and the trust won. */
  private readonly pairs: PairTable;
  private readonly totals: Int32Array;
  private readonly wonBy: SlotHeaps;
  private readonly metBy: (number[] | undefined)[];

  constructor(
    members: number,
    private readonly threshold: number,
    private readonly often: number,
  ) {
    this.pairs = new PairTable(members);
    this.totals = new Int32Array(members);
    this.wonBy = new SlotHeaps(members, (a, b) => this.trustsMore(a, b));
    this.metBy = new Array(members).fill(undefined);
  }

  trust(member: number, agent: number): number {
    const slot = this.pairs.find(member, agent);
    return slot === -1 ? START : this.pairs.valueOf(slot);
  }

  times(member: number, agent: number): number {
    const slot = this.pairs.find(member, agent);
    return slot === -1 ? 0 : this.pairs.countOf(slot);
  }

  /** Sum of contacts over all partners. */
  total(member: number): number {
    return this.totals[member];
  }

  private trustsMore(a: number, b: number): boolean {
    const difference = this.pairs.valueOf(a) - this.pairs.valueOf(b);
    return difference > 0 || (difference === 0 && this.pairs.keyOf(a) < this.pairs.keyOf(b));
  }

  /** How many partners' trust is above the threshold. */
  won(member: number): number {
    return this.wonBy.sizeOf(member);
  }

  /** Of those the one that trusts most and that `accepts` holds for, ties to the one registered first; -1 without any. */
  mostTrusting(member: number, accepts: (agent: number) => boolean): number {
    const slot = this.wonBy.best(member, (partner) => accepts(this.pairs.keyOf(partner)));
    return slot === -1 ? -1 : this.pairs.keyOf(slot);
  }

  /** Partners met `often` times or more, ascending. */
  met(member: number): readonly number[] {
    return this.metBy[member] ?? NOBODY;
  }

  noteContact(member: number, agent: number): void {
    const slot = this.obtain(member, agent);
    const times = this.pairs.countOf(slot) + 1;
    this.pairs.setCount(slot, times);
    this.totals[member] += 1;
    if (times === this.often) this.metBy[member] = insertSorted(this.metBy[member], agent);
  }

  gainTrust(member: number, agent: number): void {
    const slot = this.obtain(member, agent);
    const before = this.pairs.valueOf(slot);
    const trust = Math.min(1, before + 0.1);
    this.pairs.setValue(slot, trust);
    if (trust <= this.threshold) return;
    if (before > this.threshold && before !== START) this.wonBy.moved(member, slot);
    else this.wonBy.add(member, slot);
  }

  private obtain(member: number, agent: number): number {
    const known = this.pairs.find(member, agent);
    if (known !== -1) return known;
    const slot = this.pairs.add(member, agent);
    this.pairs.setValue(slot, START);
    return slot;
  }

  save(): unknown {
    return Array.from({ length: this.pairs.size }, (_, slot) => [
      this.pairs.rowOf(slot),
      this.pairs.keyOf(slot),
      this.pairs.valueOf(slot),
      this.pairs.countOf(slot),
    ]);
  }

  /** Fills contacts that are still empty. */
  restore(saved: unknown): void {
    for (const [member, agent, trust, times] of saved as [number, number, number, number][]) {
      const slot = this.obtain(member, agent);
      this.pairs.setValue(slot, trust);
      this.pairs.setCount(slot, times);
      this.totals[member] += times;
      if (trust > this.threshold && trust > START) this.wonBy.add(member, slot);
      if (times >= this.often) this.metBy[member] = insertSorted(this.metBy[member], agent);
    }
  }
}
