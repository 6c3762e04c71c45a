import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Feed, SHOWN_POSTS } from "../../src/engine/feed.js";

const VOTERS = 6;

interface Plain {
  readonly author: number;
  readonly parent: number | undefined;
  readonly votes: Map<number, number>;
}

/** The ranking as its definition says it: all top-level posts, scored and sorted anew. */
function ranking(posts: readonly Plain[]): number[] {
  const score = (post: number) =>
    [...posts[post].votes.values()].reduce((sum, vote) => sum + vote, 0) +
    0.5 * posts.filter(({ parent }) => parent === post).length;
  return posts
    .map((_, post) => post)
    .filter((post) => posts[post].parent === undefined)
    .sort((a, b) => score(b) - score(a) || b - a)
    .slice(0, SHOWN_POSTS);
}

const operation = fc.oneof(
  fc.record({ kind: fc.constant("post" as const), who: fc.nat(VOTERS - 1) }),
  fc.record({ kind: fc.constant("reply" as const), who: fc.nat(VOTERS - 1), to: fc.nat(1000) }),
  fc.record({
    kind: fc.constant("vote" as const),
    who: fc.nat(VOTERS - 1),
    to: fc.nat(1000),
    direction: fc.constantFrom(1 as const, -1 as const, 1 as const),
    shown: fc.boolean(),
  }),
);

describe("the feed", () => {
  test.prop([fc.array(operation, { maxLength: 300, size: "max" }), fc.boolean()])(
    "shows what sorting all posts anew would show, after any sequence of posts, replies and votes",
    (operations, lookAtEach) => {
      const feed = new Feed(VOTERS);
      const posts: Plain[] = [];
      for (const step of operations) {
        if (step.kind === "vote" && posts.length > 0) {
          const shown = feed.shown();
          const post = step.shown ? shown[step.to % shown.length] : step.to % posts.length;
          if (post === undefined) continue;
          const changed = posts[post].votes.get(step.who) !== step.direction;
          expect(feed.vote(step.who, post, step.direction)).toBe(changed);
          posts[post].votes.set(step.who, step.direction);
        } else if (step.kind !== "vote") {
          const parent = step.kind === "reply" && posts.length > 0 ? step.to % posts.length : undefined;
          expect(feed.post(step.who, "text", parent)).toBe(posts.length);
          posts.push({ author: step.who, parent, votes: new Map() });
        }
        if (lookAtEach) expect(feed.shown()).toEqual(ranking(posts));
      }
      expect(feed.shown()).toEqual(ranking(posts));
      expect(feed.totalPosts).toBe(posts.length);
      expect(feed.totalVotes).toBe(posts.reduce((sum, { votes }) => sum + votes.size, 0));
      posts.forEach(({ author, votes }, post) => {
        expect(feed.authorOf(post)).toBe(author);
        expect(feed.votesOn(post)).toBe([...votes.values()].reduce((sum, vote) => sum + vote, 0));
        for (let who = 0; who < VOTERS; who += 1) expect(feed.hasVoted(who, post)).toBe(votes.has(who));
      });
      for (let who = 0; who < VOTERS; who += 1) {
        const bits = feed.shown().map((post, rank) => (posts[post].votes.has(who) ? 0 : 2 ** rank));
        expect(feed.unvotedBy(who)).toBe(bits.reduce((sum, bit) => sum + bit, 0));
      }
    },
  );

  it("puts the newer of two equal posts first, and never shows a reply", () => {
    const feed = new Feed(2);
    feed.post(0, "first");
    feed.post(1, "second");
    feed.post(0, "an answer", 0);
    expect(feed.shown()).toEqual([0, 1]); // a reply is worth half a vote
    feed.vote(0, 1, 1);
    expect(feed.shown()).toEqual([1, 0]);
  });

  it("knows which posts exist", () => {
    const feed = new Feed(1);
    feed.post(0, "only");
    expect([0, 1, -1, 0.5].map((post) => feed.exists(post))).toEqual([true, false, false, false]);
  });
});
