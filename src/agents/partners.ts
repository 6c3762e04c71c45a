import { PairTable } from "../base/pair-table.js";
import { EVERYONE, type View } from "../contract/view.js";

/** Passes an agent over, see `Partners.best`. */
export const PASSED_OVER = Number.NEGATIVE_INFINITY;

/** Judges an agent; `partner` is undefined of a stranger. */
type Score<T> = (partner: Readonly<T> | undefined, agent: number) => number;

/** What the members of a group keep about each agent they have had to do with; `T` is plain JSON. */
export class Partners<T extends object> {
  private readonly pairs: PairTable;
  private readonly kept: T[] = [];

  /** `fresh` makes what is kept about a new partner. */
  constructor(
    members: number,
    private readonly fresh: () => T,
  ) {
    this.pairs = new PairTable(members);
  }

  find(member: number, agent: number): Readonly<T> | undefined {
    const slot = this.pairs.find(member, agent);
    return slot === -1 ? undefined : this.kept[slot];
  }

  /** Makes a stranger a partner. */
  obtain(member: number, agent: number): T {
    const slot = this.pairs.obtain(member, agent);
    this.kept[slot] ??= this.fresh();
    return this.kept[slot];
  }

  /** Every partner of a member, the newest first. */
  *of(member: number): Iterable<readonly [agent: number, partner: Readonly<T>]> {
    for (let slot = this.pairs.newest(member); slot !== -1; slot = this.pairs.before(slot)) {
      yield [this.pairs.keyOf(slot), this.kept[slot]];
    }
  }

  /**
   * The visible agent with the highest score; equal ones are compared by `second`, then by registration, the first
   * winning. -1 when nobody is visible or all are passed over. Strangers must all score alike: only the first of them is
   * looked at, so that the cost is in the number of partners and not of agents.
   */
  best(view: View, score: Score<T>, second: Score<T> = () => 0): number {
    let best = this.firstStranger(view);
    let high = best === -1 ? PASSED_OVER : score(undefined, best);
    let next = best === -1 ? PASSED_OVER : second(undefined, best);
    if (high === PASSED_OVER) best = -1;
    for (let slot = this.pairs.newest(view.member); slot !== -1; slot = this.pairs.before(slot)) {
      const agent = this.pairs.keyOf(slot);
      if (!view.isVisible(agent)) continue;
      const first = score(this.kept[slot], agent);
      if (first === PASSED_OVER || first < high) continue;
      const then = second(this.kept[slot], agent);
      if (first === high && (then < next || (then === next && agent > best))) continue;
      best = agent;
      high = first;
      next = then;
    }
    return best;
  }

  private firstStranger(view: View): number {
    let agent = view.next(0, EVERYONE);
    while (agent !== -1 && this.pairs.find(view.member, agent) !== -1) agent = view.next(agent + 1, EVERYONE);
    return agent;
  }

  save(): unknown {
    return this.kept.map((partner, slot) => [this.pairs.rowOf(slot), this.pairs.keyOf(slot), structuredClone(partner)]);
  }

  /** Fills a table that is still empty. */
  restore(saved: unknown): void {
    for (const [member, agent, partner] of saved as [number, number, T][]) {
      Object.assign(this.obtain(member, agent), structuredClone(partner));
    }
  }
}
