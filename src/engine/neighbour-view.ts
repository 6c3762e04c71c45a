import { lowerBound } from "../base/lower-bound.js";
import { EVERYONE, type Pool } from "../contract/view.js";
import type { Graph } from "./graph.js";
import { OpenView, type Surroundings } from "./view.js";

/**
 * An agent sees the neighbours it has and who are not frozen. A question costs the number of neighbours at most; who is
 * joined to everybody sees what it would see without a network, at the same cost.
 */
export class NeighbourView extends OpenView {
  constructor(
    surroundings: Surroundings,
    private readonly graph: Graph,
  ) {
    super(surroundings);
  }

  override get seesAll(): boolean {
    return false;
  }

  override count(pool: Pool = EVERYONE): number {
    const row = this.graph.neighboursOf(this.self);
    if (this.joinedToAll(row)) return super.count(pool);
    const members = this.world.membersOf(pool);
    if (members.size === this.world.size) return row.length;
    let count = 0;
    for (const agent of row) if (members.has(agent)) count += 1;
    return count;
  }

  override pick(k: number, pool: Pool = EVERYONE): number {
    const row = this.graph.neighboursOf(this.self);
    if (this.joinedToAll(row)) return super.pick(k, pool);
    const members = this.world.membersOf(pool);
    if (members.size === this.world.size) return row[k];
    let left = k;
    for (const agent of row) {
      if (!members.has(agent)) continue;
      if (left === 0) return agent;
      left -= 1;
    }
    throw new Error(`agent ${this.self} sees fewer than ${k + 1} members of pool ${pool}`);
  }

  override next(from: number, pool: Pool = EVERYONE): number {
    const row = this.graph.neighboursOf(this.self);
    if (this.joinedToAll(row)) return super.next(from, pool);
    const members = this.world.membersOf(pool);
    let at = lowerBound(row, from);
    while (at < row.length && !members.has(row[at])) at += 1;
    return at < row.length ? row[at] : -1;
  }

  override isVisible(agent: number): boolean {
    return super.isVisible(agent) && this.graph.connected(this.self, agent);
  }

  private joinedToAll(row: readonly number[]): boolean {
    return row.length === this.world.size - 1;
  }
}
