import type { Pool, View } from "../contract/view.js";

/** For each member, the agents it has ever seen in a pool at one of its turns: such a set only grows. */
export class SeenSet {
  private readonly seen: Set<number>[];

  constructor(
    members: number,
    private readonly pool: Pool,
  ) {
    this.seen = Array.from({ length: members }, () => new Set());
  }

  /** Takes in whoever of the pool is visible now. */
  look(view: View): void {
    const seen = this.seen[view.member];
    const visible = view.count(this.pool);
    if (visible === 0) return;
    for (let agent = view.next(0, this.pool); agent !== -1; agent = view.next(agent + 1, this.pool)) seen.add(agent);
  }

  has(member: number, agent: number): boolean {
    return this.seen[member].has(agent);
  }

  /** How many of the seen are visible now. */
  count(view: View): number {
    let count = 0;
    for (const agent of this.seen[view.member]) if (view.isVisible(agent)) count += 1;
    return count;
  }

  /** The k-th of them in registration order. */
  pick(view: View, k: number): number {
    const visible = [...this.seen[view.member]].filter((agent) => view.isVisible(agent));
    return visible.sort((a, b) => a - b)[k];
  }

  save(): unknown {
    return this.seen.map((seen) => [...seen]);
  }

  restore(saved: unknown): void {
    (saved as number[][]).forEach((agents, member) => {
      this.seen[member] = new Set(agents);
    });
  }
}
