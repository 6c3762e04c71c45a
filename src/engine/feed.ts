/** How many posts an agent is shown. */
export const SHOWN_POSTS = 20;

interface Touched {
  readonly post: number;
  /** Upvotes minus downvotes. */
  votes: number;
  replies: number;
  readonly voters: Map<number, 1 | -1>;
}

const scoreOf = (touched: Touched): number => touched.votes + 0.5 * touched.replies;

/**
 * Posts and votes. Score = upvotes - downvotes + 0.5 replies; the reference system also subtracts 0.01 an hour of age by
 * the wall clock, which only breaks ties, so here the newer post wins a tie. Posts never disappear. A post that nobody
 * touched costs its author and its text; only touched ones are sorted.
 */
export class Feed {
  /** Distinct (voter, post) pairs. */
  totalVotes = 0;
  private readonly authors: number[] = [];
  private readonly parents = new Map<number, number>();
  private readonly contents: string[] = [];
  private readonly touched = new Map<number, Touched>();
  /** Touched top-level posts, best first. */
  private readonly ranked: Touched[] = [];
  private readonly top: number[] = [];
  private stale = false;

  get totalPosts(): number {
    return this.authors.length;
  }

  /** Top-level posts, best first, at most 20. The array is reused: read it before the next change. */
  shown(): readonly number[] {
    if (this.stale) this.rank();
    return this.top;
  }

  exists(post: number): boolean {
    return Number.isInteger(post) && post >= 0 && post < this.authors.length;
  }

  authorOf(post: number): number {
    return this.authors[post];
  }

  contentOf(post: number): string {
    return this.contents[post];
  }

  votesOn(post: number): number {
    return this.touched.get(post)?.votes ?? 0;
  }

  hasVoted(voter: number, post: number): boolean {
    return this.touched.get(post)?.voters.has(voter) ?? false;
  }

  /** Adds a post, or a reply where `parent` is given; returns its number. */
  post(author: number, content: string, parent?: number): number {
    const post = this.authors.length;
    this.authors.push(author);
    this.contents.push(content);
    if (parent === undefined) {
      if (this.top.length < SHOWN_POSTS || this.scoreOfLastShown() <= 0) this.stale = true;
    } else {
      this.parents.set(post, parent);
      this.change(parent, (touched) => {
        touched.replies += 1;
      });
    }
    return post;
  }

  /** Records a vote; false when the same vote stood already. The opposite vote replaces the old one. */
  vote(voter: number, post: number, direction: 1 | -1): boolean {
    const before = this.touched.get(post)?.voters.get(voter);
    if (before === direction) return false;
    if (before === undefined) this.totalVotes += 1;
    this.change(post, (touched) => {
      touched.votes += before === undefined ? direction : 2 * direction;
      touched.voters.set(voter, direction);
    });
    return true;
  }

  private scoreOfLastShown(): number {
    const last = this.touched.get(this.top[this.top.length - 1]);
    return last === undefined ? 0 : scoreOf(last);
  }

  /** Changes a post's standing and moves it to its new place among the touched ones. */
  private change(post: number, edit: (touched: Touched) => void): void {
    let touched = this.touched.get(post);
    const topLevel = !this.parents.has(post);
    if (touched === undefined) {
      touched = { post, votes: 0, replies: 0, voters: new Map() };
      this.touched.set(post, touched);
    } else if (topLevel) {
      this.ranked.splice(this.placeOf(touched), 1);
    }
    edit(touched);
    if (!topLevel) return;
    this.ranked.splice(this.placeOf(touched), 0, touched);
    this.stale = true;
  }

  /** Index of the first ranked post that does not stand before `touched`. */
  private placeOf(touched: Touched): number {
    const score = scoreOf(touched);
    let low = 0;
    let high = this.ranked.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.ranked[middle];
      const otherScore = scoreOf(other);
      if (otherScore > score || (otherScore === score && other.post > touched.post)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Merges the touched posts with the newest untouched ones, which all have score 0. */
  private rank(): void {
    this.stale = false;
    this.top.length = 0;
    let place = 0;
    let untouched = this.nextUntouched(this.authors.length - 1);
    while (this.top.length < SHOWN_POSTS && (place < this.ranked.length || untouched >= 0)) {
      const best = this.ranked[place];
      if (best !== undefined && (untouched < 0 || this.standsBefore(best, untouched))) {
        this.top.push(best.post);
        place += 1;
      } else {
        this.top.push(untouched);
        untouched = this.nextUntouched(untouched - 1);
      }
    }
  }

  private standsBefore(touched: Touched, untouched: number): boolean {
    const score = scoreOf(touched);
    return score > 0 || (score === 0 && touched.post > untouched);
  }

  private nextUntouched(from: number): number {
    let post = from;
    while (post >= 0 && (this.touched.has(post) || this.parents.has(post))) post -= 1;
    return post;
  }
}
