import { describe, expect, it } from "vitest";
import { reputationDecay } from "../../src/governance/reputation-decay.js";
import { LeverBench } from "../support/lever-bench.js";

describe("reputation decay", () => {
  it("takes the share that is not kept off every reputation, debts included, and leaves 0 alone", () => {
    const subjects = [{ reputation: 2 }, { reputation: -1 }, { reputation: 0 }];
    const bench = new LeverBench(reputationDecay, { reputation_decay_rate: 0.75 }, subjects);
    expect(bench.epochStart(0).reputation).toEqual({ 0: -0.5, 1: 0.25 });
  });

  it("is on below 1 only, and follows its key", () => {
    expect(reputationDecay.isOn({ reputation_decay_rate: 1 })).toBe(false);
    expect(reputationDecay.isOn({ reputation_decay_rate: 0.99 })).toBe(true);
    const bench = new LeverBench(reputationDecay, { reputation_decay_rate: 0.75 }, [{ reputation: 1 }]);
    bench.config.reputation_decay_rate = 0;
    expect(bench.epochStart(3).reputation).toEqual({ 0: -1 });
  });
});
