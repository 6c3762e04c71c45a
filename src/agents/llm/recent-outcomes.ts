import type { Outcome } from "../../contract/agent.js";

/** One dealing, as its party remembers it. */
export type PastOutcome = Pick<Outcome, "counterparty" | "initiated" | "accepted" | "p" | "payoff">;

/** The latest dealings of each member, oldest first. */
export class RecentOutcomes {
  private readonly kept: PastOutcome[][];

  /** @param most how many each member remembers */
  constructor(
    members: number,
    private readonly most: number,
  ) {
    this.kept = Array.from({ length: members }, () => []);
  }

  of(member: number): readonly PastOutcome[] {
    return this.kept[member];
  }

  learn({ member, counterparty, initiated, accepted, p, payoff }: Outcome): void {
    const list = this.kept[member];
    list.push({ counterparty, initiated, accepted, p, payoff });
    if (list.length > this.most) list.shift();
  }

  save(): unknown {
    return this.kept;
  }

  restore(saved: unknown): void {
    (saved as PastOutcome[][]).forEach((list, member) => {
      this.kept[member] = [...list];
    });
  }
}
