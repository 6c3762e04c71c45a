import type { Group, Standing } from "../contract/agent.js";
import type { Pool, View } from "../contract/view.js";
import type { Archetype } from "../model/archetype.js";

/** What a member has seen: everybody of the archetype (the usual case, kept in no memory at all), or these. */
type Seen = "everybody" | Set<number>;

/**
 * For each member, the agents of one archetype that it has ever seen, at one of its turns, meeting a condition. Such a set
 * only grows. Where everybody who is not frozen is visible, the first look takes in the whole archetype as a rule, and
 * from then on nothing is looked at again.
 */
export class SeenSet {
  private readonly seen: (Seen | undefined)[];
  /** Unfrozen agents of the archetype, and those of them that meet the condition. */
  private readonly kin: Pool;
  private readonly marks: Pool;
  private readonly total: number;
  private readonly population: number;

  constructor(
    group: Group,
    private readonly archetype: Archetype,
    condition: ((standing: Standing) => boolean) | undefined = undefined,
  ) {
    this.kin = group.pool((standing) => standing.archetype === archetype);
    this.marks = condition === undefined ? this.kin : group.pool((s) => s.archetype === archetype && condition(s));
    this.total = group.sizeOf(this.kin);
    this.population = group.population;
    this.seen = new Array(group.size).fill(undefined);
  }

  /** Takes in whoever is visible now and meets the condition. */
  look(view: View): void {
    const seen = this.seen[view.member];
    if (seen === "everybody") return;
    const others = view.archetypeOf(view.self) === this.archetype ? this.total - 1 : this.total;
    if (view.seesAll && (seen?.size === others || view.count(this.marks) === others)) {
      this.seen[view.member] = "everybody";
      return;
    }
    const known = seen ?? new Set();
    this.seen[view.member] = known;
    for (let agent = view.next(0, this.marks); agent !== -1; agent = view.next(agent + 1, this.marks)) known.add(agent);
  }

  /** False of nobody, whom anonymous posts have for an author. */
  has(view: View, agent: number): boolean {
    const seen = this.seen[view.member];
    if (agent >= this.population) return false;
    if (seen === "everybody") return agent !== view.self && view.archetypeOf(agent) === this.archetype;
    return seen?.has(agent) ?? false;
  }

  /** How many of the seen are visible now. */
  count(view: View): number {
    const seen = this.seen[view.member];
    return seen === "everybody" ? view.count(this.kin) : this.visible(view, seen).length;
  }

  /** The k-th of them in registration order. */
  pick(view: View, k: number): number {
    const seen = this.seen[view.member];
    return seen === "everybody" ? view.pick(k, this.kin) : this.visible(view, seen).sort((a, b) => a - b)[k];
  }

  private visible(view: View, seen: Set<number> = new Set()): number[] {
    return [...seen].filter((agent) => view.isVisible(agent));
  }

  save(): unknown {
    return this.seen.map((seen) => (seen === "everybody" ? seen : seen === undefined ? null : [...seen]));
  }

  restore(saved: unknown): void {
    (saved as ("everybody" | number[] | null)[]).forEach((seen, member) => {
      this.seen[member] = seen === "everybody" ? seen : seen === null ? undefined : new Set(seen);
    });
  }
}
