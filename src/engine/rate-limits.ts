/** Budgets of one agent; counts per epoch or per step, >= 0. */
export interface RateLimitSettings {
  readonly posts_per_epoch: number;
  readonly interactions_per_step: number;
  readonly votes_per_epoch: number;
}

/** What agents, and nobody (one number past the last agent), have used of their budgets: some is left while used < limit. */
export class RateLimits {
  private readonly posts: Int32Array;
  private readonly votes: Int32Array;
  private readonly proposals: Int32Array;
  /** Whether anybody has proposed in this step. */
  private proposed = false;

  constructor(
    size: number,
    private readonly limits: RateLimitSettings,
  ) {
    this.posts = new Int32Array(size + 1);
    this.votes = new Int32Array(size + 1);
    this.proposals = new Int32Array(size);
  }

  canPost(agent: number): boolean {
    return this.posts[agent] < this.limits.posts_per_epoch;
  }

  canVote(agent: number): boolean {
    return this.votes[agent] < this.limits.votes_per_epoch;
  }

  canPropose(agent: number): boolean {
    return this.proposals[agent] < this.limits.interactions_per_step;
  }

  spendPost(agent: number): void {
    this.posts[agent] += 1;
  }

  spendVote(agent: number): void {
    this.votes[agent] += 1;
  }

  spendProposal(agent: number): void {
    this.proposals[agent] += 1;
    this.proposed = true;
  }

  endStep(): void {
    if (this.proposed) this.proposals.fill(0);
    this.proposed = false;
  }

  endEpoch(): void {
    this.posts.fill(0);
    this.votes.fill(0);
  }

  save(): unknown {
    return [this.posts, this.votes].map((used) => Array.from(used));
  }

  restore(saved: unknown): void {
    const [posts, votes] = saved as [number[], number[]];
    this.posts.set(posts);
    this.votes.set(votes);
  }
}
