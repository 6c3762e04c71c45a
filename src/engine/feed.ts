import { grown } from "../base/grown.js";
import { Ballot } from "./ballot.js";

/** How many posts an agent is shown. */
export const SHOWN_POSTS = 20;

interface Touched {
  readonly post: number;
  readonly ballot: Ballot;
  /** Upvotes minus downvotes. */
  votes: number;
  replies: number;
  /** Index among the ranked, -1 for a reply, which is never ranked. */
  place: number;
}

const scoreOf = (touched: Touched): number => touched.votes + 0.5 * touched.replies;

const standsBefore = (a: Touched, b: Touched): boolean => {
  const difference = scoreOf(a) - scoreOf(b);
  return difference > 0 || (difference === 0 && a.post > b.post);
};

/**
 * Posts and votes. Score = upvotes - downvotes + 0.5 replies; the reference system also subtracts 0.01 an hour of age by
 * the wall clock, which only breaks ties, so here the newer post wins a tie. Posts never disappear. A post that nobody
 * touched costs eight bytes; only touched ones are sorted, and a vote moves one of them past its neighbours.
 */
export class Feed {
  totalPosts = 0;
  /** Distinct (voter, post) pairs. */
  totalVotes = 0;
  private authors = new Int32Array(64);
  private readonly texts = new TextNumbers();
  private contents = new Int32Array(64);
  private readonly parents = new Map<number, number>();
  /** Posts with votes or replies. */
  private readonly touched = new Map<number, Touched>();
  /** Touched top-level posts, best first. */
  private readonly ranked: Touched[] = [];
  private readonly top: number[] = [];
  /** The ballots of those posts; undefined for untouched ones. */
  private readonly topBallots: (Ballot | undefined)[] = [];
  private stale = false;

  /** `voters` is how many could vote. */
  constructor(private readonly voters: number) {}

  /** Top-level posts, best first, at most 20. The array is reused: read it before the next change. */
  shown(): readonly number[] {
    if (this.stale) this.mergeTop();
    return this.top;
  }

  exists(post: number): boolean {
    return Number.isInteger(post) && post >= 0 && post < this.totalPosts;
  }

  authorOf(post: number): number {
    return this.authors[post];
  }

  contentOf(post: number): string {
    return this.texts.at(this.contents[post]);
  }

  votesOn(post: number): number {
    return this.find(post)?.votes ?? 0;
  }

  hasVoted(voter: number, post: number): boolean {
    const touched = this.find(post);
    return touched !== undefined && touched.ballot.voteOf(voter) !== 0;
  }

  /** The shown posts that somebody has no vote on: bit r stands for rank r. */
  unvotedBy(voter: number): number {
    if (this.stale) this.mergeTop();
    let unvoted = 0;
    for (let rank = 0; rank < this.topBallots.length; rank += 1) {
      const ballot = this.topBallots[rank];
      if (ballot === undefined || ballot.voteOf(voter) === 0) unvoted |= 1 << rank;
    }
    return unvoted;
  }

  /** Adds a post, or a reply where `parent` is given; returns its number. */
  post(author: number, content: string, parent?: number): number {
    const post = this.totalPosts;
    if (post === this.authors.length) this.widen();
    this.authors[post] = author;
    this.contents[post] = this.texts.of(content);
    this.totalPosts += 1;
    if (parent === undefined) {
      if (!this.settled()) this.stale = true;
    } else {
      this.parents.set(post, parent);
      const touched = this.touch(parent);
      touched.replies += 1;
      this.moved(touched);
    }
    return post;
  }

  /** Records a vote; false when the same vote stood already. The opposite vote replaces the old one. */
  vote(voter: number, post: number, direction: 1 | -1): boolean {
    const touched = this.touch(post);
    const before = touched.ballot.voteOf(voter);
    if (before === direction) return false;
    if (before === 0) this.totalVotes += 1;
    touched.votes += direction - before;
    touched.ballot.cast(voter, direction);
    this.moved(touched);
    return true;
  }

  private find(post: number): Touched | undefined {
    return this.touched.get(post);
  }

  /** The record of a post that is about to change. */
  private touch(post: number): Touched {
    const known = this.find(post);
    if (known !== undefined) return known;
    const topLevel = !this.parents.has(post);
    const place = topLevel ? this.ranked.length : -1;
    const touched: Touched = { post, ballot: new Ballot(this.voters), votes: 0, replies: 0, place };
    this.touched.set(post, touched);
    if (topLevel) {
      this.ranked.push(touched);
      this.stale = true;
    }
    return touched;
  }

  /** Whether the 20 best are touched posts above score 0, before which no untouched one can come. */
  private settled(): boolean {
    return this.ranked.length >= SHOWN_POSTS && scoreOf(this.ranked[SHOWN_POSTS - 1]) > 0;
  }

  /** Moves a post that has changed past its neighbours to its place. */
  private moved(touched: Touched): void {
    if (touched.place === -1) return;
    const { ranked } = this;
    const from = touched.place;
    while (touched.place > 0 && standsBefore(touched, ranked[touched.place - 1])) this.swap(touched.place - 1);
    while (touched.place < ranked.length - 1 && standsBefore(ranked[touched.place + 1], touched))
      this.swap(touched.place);
    if (this.stale || !this.settled()) {
      this.stale = true;
      return;
    }
    const last = Math.min(Math.max(from, touched.place), SHOWN_POSTS - 1);
    for (let i = Math.min(from, touched.place); i <= last; i += 1) {
      this.top[i] = ranked[i].post;
      this.topBallots[i] = ranked[i].ballot;
    }
  }

  private swap(place: number): void {
    const [a, b] = [this.ranked[place], this.ranked[place + 1]];
    this.ranked[place] = b;
    this.ranked[place + 1] = a;
    b.place = place;
    a.place = place + 1;
  }

  /** Merges the touched posts with the newest untouched ones, which all have score 0. */
  private mergeTop(): void {
    this.stale = false;
    this.top.length = 0;
    this.topBallots.length = 0;
    let place = 0;
    let untouched = this.nextUntouched(this.totalPosts - 1);
    while (this.top.length < SHOWN_POSTS && (place < this.ranked.length || untouched >= 0)) {
      const best = this.ranked[place];
      const score = best === undefined ? -1 : scoreOf(best);
      if (best !== undefined && (untouched < 0 || score > 0 || (score === 0 && best.post > untouched))) {
        this.top.push(best.post);
        this.topBallots.push(best.ballot);
        place += 1;
      } else {
        this.top.push(untouched);
        this.topBallots.push(undefined);
        untouched = this.nextUntouched(untouched - 1);
      }
    }
  }

  private nextUntouched(from: number): number {
    let post = from;
    while (post >= 0 && (this.touched.has(post) || this.parents.has(post))) post -= 1;
    return post;
  }

  private widen(): void {
    this.authors = grown(this.authors);
    this.contents = grown(this.contents);
  }
}

/** Numbers texts in order of first use: agents by rule say the same few things over and over. */
class TextNumbers {
  private readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  of(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.texts.length;
      this.texts.push(text);
      this.numbers.set(text, number);
    }
    return number;
  }

  at(number: number): string {
    return this.texts[number];
  }
}
