import { describe, expect, it } from "vitest";
import { adaptiveAdversary } from "../../src/agents/adaptive-adversary.js";
import type { LoggedEvent } from "../../src/model/event.js";
import { parseScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/scenario/simulate.js";
import { Stage } from "../support/stage.js";

async function run(text: string): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  await simulate(parseScenario(text, "inline"), { sinks: [(event) => void events.push({ ...event })] });
  return events;
}

const ofKind = <K extends LoggedEvent["kind"]>(events: readonly LoggedEvent[], kind: K) =>
  events.filter((event): event is Extract<LoggedEvent, { kind: K }> => event.kind === kind);

describe("adaptive_adversary", () => {
  it("lies low for ever: posts or upvotes the first post as nobody, never proposes, answers nothing in its turn", () => {
    const stage = new Stage(adaptiveAdversary, {}, ["honest"]);
    expect(stage.act(0.29)).toMatchObject({ kind: "post", anonymous: true });
    expect(stage.act(0.3)).toEqual({ kind: "noop" });
    stage.show(1, 1);
    expect(stage.act(0.3)).toEqual({ kind: "vote", post: 0, direction: 1, anonymous: true });
    expect(stage.acceptsInTurn(1, 0.3)).toBeUndefined();
  });

  it("accepts everybody at the end of a step", () => {
    expect(new Stage(adaptiveAdversary, {}, ["adversarial"]).answers(1)).toBe(true);
  });

  it("does not look at its own budgets", () => {
    const stage = new Stage(adaptiveAdversary, {}, ["honest"]);
    stage.canPost = false;
    expect(stage.act(0.1)).toMatchObject({ kind: "post" });
  });

  it("shares one nameless budget and one nameless vote on a post among all of its type", async () => {
    const events = await run(`
agents: [{type: adaptive_adversary, count: 5}]
simulation: {n_epochs: 2, steps_per_epoch: 20, seed: 3}
rate_limits: {posts_per_epoch: 4, votes_per_epoch: 30}`);
    for (const epoch of [0, 1]) {
      const here = events.filter((event) => event.epoch === epoch);
      expect(ofKind(here, "post_created")).toHaveLength(4);
      expect(ofKind(here, "vote_cast")).toHaveLength(30);
    }
    const posts = ofKind(events, "post_created");
    const votes = ofKind(events, "vote_cast");
    expect(new Set(posts.map(({ author_id }) => author_id))).toEqual(new Set([""]));
    expect(new Set(votes.map(({ voter_id }) => voter_id))).toEqual(new Set([""]));
    const changed = votes.filter((vote) => vote.changed).map(({ post_id }) => post_id);
    expect(new Set(changed).size).toBe(changed.length);
    const blamed = ofKind(events, "action_failed").map(({ agent_id, reason }) => `${agent_id}: ${reason}`);
    expect(blamed).toContain("adaptive_adversary_5: post budget spent");
  });

  it("leaves the budgets of others alone, and no agent takes its posts for those of a target", async () => {
    const events = await run(`
agents: [{type: adaptive_adversary, count: 3}, {type: adversarial, count: 2, config: {post_probability: 0}}]
simulation: {n_epochs: 1, steps_per_epoch: 10, seed: 3}
rate_limits: {posts_per_epoch: 1}`);
    const posts = ofKind(events, "post_created");
    expect(posts.filter(({ author_id }) => author_id === "")).toHaveLength(1);
    expect(ofKind(events, "vote_cast").some(({ voter_id }) => voter_id.startsWith("adversarial"))).toBe(true);
  });
});
