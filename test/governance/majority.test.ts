import { describe, expect, it } from "vitest";
import { majority, sameness } from "../../src/governance/majority.js";
import { type Action, NOOP } from "../../src/model/action.js";

const propose = (to: number, content?: string): Action => ({
  kind: "propose",
  to,
  type: "collaboration",
  ...(content === undefined ? {} : { content }),
});
const post = (content: string): Action => ({ kind: "post", content });

describe("the majority of answers", () => {
  it("is the largest group", () => {
    expect(majority([post("a"), propose(1), NOOP, propose(1), post("b")])).toEqual(propose(1));
  });

  it("is, between groups of one size, the one that was seen first", () => {
    expect(majority([post("a"), propose(1), propose(1), post("a"), NOOP])).toEqual(post("a"));
    expect(majority([NOOP, post("a"), propose(1)])).toEqual(NOOP);
  });

  it("is represented by the first of its group, with all that it carries", () => {
    const measured = { progress: 0.5, rework: 0, rejections: 0, misuse: 0, engagement: 0 };
    const first: Action = { kind: "propose", to: 1, type: "trade", measured };
    const second: Action = { kind: "propose", to: 1, type: "trade" };
    expect(majority([NOOP, first, second])).toBe(first);
  });

  it("of one answer is that answer", () => {
    expect(majority([NOOP])).toBe(NOOP);
  });
});

describe("two actions are the same", () => {
  const different: readonly Action[] = [
    NOOP,
    { kind: "bounty", reward: 1 },
    post("a"),
    post("b"),
    { kind: "reply", post: 1, content: "a" },
    { kind: "reply", post: 2, content: "a" },
    { kind: "vote", post: 1, direction: 1 },
    { kind: "vote", post: 1, direction: -1 },
    { kind: "vote", post: 2, direction: 1 },
    propose(1),
    propose(2),
    propose(1, "a"),
    { kind: "propose", to: 1, type: "trade" },
    { kind: "accept", offer: 1 },
    { kind: "reject", offer: 1 },
    { kind: "accept", offer: 2 },
  ];

  it("only if kind, aim, partner, kind of interaction, direction and text agree", () => {
    expect(new Set(different.map(sameness)).size).toBe(different.length);
    expect(new Set([...different, ...structuredClone(different)].map(sameness)).size).toBe(different.length);
  });

  it("whoever their author is, and whatever they pay or were measured at", () => {
    expect(sameness({ kind: "post", content: "a", anonymous: true })).toBe(sameness(post("a")));
    expect(sameness({ kind: "bounty", reward: 2 })).toBe(sameness({ kind: "bounty", reward: 1 }));
  });
});
