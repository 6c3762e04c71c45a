import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { TrustMemory } from "../../src/agents/trust-memory.js";
import type { Outcome } from "../../src/contract/agent.js";

const outcome = (counterparty: number, accepted: boolean, p: number): Outcome => ({
  agent: 0,
  member: 0,
  counterparty,
  initiated: true,
  accepted,
  p,
  payoff: 0,
});

describe("trust memory", () => {
  it("follows p when accepted and drifts to 0.5 when rejected", () => {
    const trust = new TrustMemory(1);
    expect(trust.of(0, 1)).toBe(0.5);
    trust.learn(outcome(1, true, 0.8));
    expect(trust.of(0, 1)).toBeCloseTo(0.59, 12);
    trust.learn(outcome(1, false, 0.1));
    expect(trust.of(0, 1)).toBeCloseTo(0.581, 12);
  });

  it("shifts what it holds, within [0, 1], and leaves strangers at 0.5", () => {
    const trust = new TrustMemory(1);
    trust.learn(outcome(1, true, 0.8));
    trust.learn(outcome(2, true, 0.1));
    trust.shift(0, -0.5);
    expect([trust.of(0, 1), trust.of(0, 2), trust.of(0, 3)]).toEqual([expect.closeTo(0.09, 12), 0, 0.5]);
  });

  test.prop([fc.array(fc.tuple(fc.nat(40), fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true })))])(
    "comes back from JSON as it was",
    (outcomes) => {
      const trust = new TrustMemory(1);
      for (const [agent, accepted, p] of outcomes) trust.learn(outcome(agent, accepted, p));
      const again = new TrustMemory(1);
      again.restore(JSON.parse(JSON.stringify(trust.save())));
      for (let agent = 0; agent <= 41; agent += 1) {
        for (const memory of [trust, again]) memory.learn(outcome(agent, true, 0.9));
        expect(again.of(0, agent)).toBe(trust.of(0, agent));
      }
    },
  );
});
