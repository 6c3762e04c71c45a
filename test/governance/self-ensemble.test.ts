import { describe, expect, it } from "vitest";
import { selfEnsemble } from "../../src/governance/self-ensemble.js";
import { type Action, NOOP } from "../../src/model/action.js";
import { LeverBench } from "../support/lever-bench.js";

const PROPOSAL: Action = { kind: "propose", to: 1, type: "trade" };

describe("the self-ensemble", () => {
  const bench = (samples: number) =>
    new LeverBench(selfEnsemble, { self_ensemble_enabled: true, self_ensemble_samples: samples }, 2);

  it("asks until it has all samples, the first answer among them, and takes the majority", async () => {
    const more = [PROPOSAL, { kind: "post", content: "a" }, PROPOSAL, NOOP] as const;
    const { action, mark, asked } = await bench(5).choose(0, { kind: "post", content: "b" }, more);
    expect(action).toBe(PROPOSAL);
    expect(asked).toBe(4);
    expect(mark).toBeUndefined();
  });

  it("asks nobody again for one sample", async () => {
    expect(await bench(1).choose(0, NOOP)).toEqual({ action: NOOP, asked: 0 });
  });

  it("charges every accepted interaction 0.01 for each further sample, half for either side", () => {
    expect(bench(5).meet().cost).toEqual([0.02, 0.02]);
    expect(bench(1).meet().cost).toEqual([0, 0]);
    expect(bench(5).meet({ accepted: false }).cost).toEqual([0, 0]);
  });

  it("follows its key while the run goes on", async () => {
    const ensemble = bench(5);
    ensemble.config.self_ensemble_samples = 3;
    expect((await ensemble.choose(0, NOOP, [PROPOSAL, PROPOSAL])).action).toBe(PROPOSAL);
    expect(ensemble.meet().cost).toEqual([0.01, 0.01]);
  });
});
