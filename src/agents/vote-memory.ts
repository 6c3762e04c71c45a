import type { Group } from "../contract/agent.js";
import type { View } from "../contract/view.js";

/** What a member remembers of its votes. */
export interface VoteMemory {
  /** The shown posts that it does not remember having voted on: bit r stands for rank r. */
  fresh(view: View): number;
  noteVote(member: number, post: number): void;
  /** An interaction outcome entered the member's memory. */
  noteOutcome(member: number): void;
  save(): unknown;
  restore(saved: unknown): void;
}

/** Items an agent of the reference system can remember. */
const ITEMS = 1000;

/** Asks the feed: nothing is ever forgotten, nothing is kept. */
const askTheFeed: VoteMemory = {
  fresh: (view) => view.unvoted,
  noteVote: () => {},
  noteOutcome: () => {},
  save: () => null,
  restore: () => {},
};

/** The reference system's memory: votes and outcomes share one list, and the oldest item falls out. */
class Forgetting implements VoteMemory {
  private items: number[];
  private votes: Map<number, number>[];

  constructor(members: number) {
    this.items = new Array(members).fill(0);
    this.votes = Array.from({ length: members }, () => new Map());
  }

  fresh(view: View): number {
    const { member, postCount } = view;
    let fresh = 0;
    for (let rank = 0; rank < postCount; rank += 1) {
      const item = this.votes[member].get(view.postAt(rank));
      if (item === undefined || this.items[member] - item > ITEMS) fresh |= 1 << rank;
    }
    return fresh;
  }

  noteVote(member: number, post: number): void {
    this.votes[member].set(post, this.items[member]);
    this.items[member] += 1;
  }

  noteOutcome(member: number): void {
    this.items[member] += 1;
  }

  save(): unknown {
    return { items: [...this.items], votes: this.votes.map((votes) => [...votes]) };
  }

  restore(saved: unknown): void {
    const { items, votes } = saved as { items: number[]; votes: [number, number][][] };
    this.items = [...items];
    this.votes = votes.map((pairs) => new Map(pairs));
  }
}

/** The memory that the semantics of the run ask for. */
export function voteMemory(group: Group): VoteMemory {
  return group.semantics.agentsForgetVotes ? new Forgetting(group.size) : askTheFeed;
}
