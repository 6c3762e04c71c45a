import { describe, expect, it } from "vitest";
import { LeverActivity } from "../../../src/analysis/report/lever-activity.js";
import type { LoggedEvent } from "../../../src/model/event.js";

const event = (epoch: number, fields: object) => ({ seq: 0, epoch, step: 0, ...fields }) as LoggedEvent;

describe("what levers did by epoch", () => {
  it("counts every kind of action under its lever, in the words of the manifest, and nothing else", () => {
    const activity = new LeverActivity(3);
    const events = [
      event(0, { kind: "lever_acted", lever: "audit", action: "look" }),
      event(0, { kind: "governance_cost_applied", lever: "audit" }),
      event(1, { kind: "reputation_updated", lever: "audit" }),
      event(1, { kind: "reputation_updated", reason: "interaction_outcome" }),
      event(1, { kind: "resources_updated", source: "security" }),
      event(2, { kind: "agent_frozen", source: "breaker", changed: true }),
      event(2, { kind: "agent_frozen", source: "breaker", changed: false }),
      event(2, { kind: "agent_frozen", source: "breaker", changed: false }),
      event(2, { kind: "agent_unfrozen", source: "breaker", changed: true }),
      event(2, { kind: "dynamic_acted", dynamic: "shock", action: "hit" }),
      event(2, { kind: "vote_cast" }),
    ];
    for (const one of events) activity.add(one);
    expect(activity.rows()).toEqual([
      { source: "audit", action: "look", counts: [1, 0, 0] },
      { source: "audit", action: "cost", counts: [1, 0, 0] },
      { source: "audit", action: "reputation", counts: [0, 1, 0] },
      { source: "security", action: "resources", counts: [0, 1, 0] },
      { source: "breaker", action: "freeze", counts: [0, 0, 1] },
      { source: "breaker", action: "freeze again", counts: [0, 0, 2] },
      { source: "breaker", action: "unfreeze", counts: [0, 0, 1] },
      { source: "shock", action: "hit", counts: [0, 0, 1] },
    ]);
  });
});
