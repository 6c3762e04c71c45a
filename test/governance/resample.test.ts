import { describe, expect, it } from "vitest";
import { resample } from "../../src/governance/resample/lever.js";
import { slope } from "../../src/governance/slope.js";
import { type Action, NOOP } from "../../src/model/action.js";
import { LeverBench } from "../support/lever-bench.js";

const PROPOSAL: Action = { kind: "propose", to: 1, type: "trade" };

/** Agent 0 of a reputation of -0.4, so that its quality is taken for 0.3 and its suspicion is 0.7. */
const bench = (given: Record<string, unknown> = {}, reputation = -0.4) =>
  new LeverBench(resample, { resample_enabled: true, ...given }, [{ reputation }, {}]);

const marked = (mark: unknown) => ({ marks: new Map([["resample", mark]]) });

describe("the resample lever asks again", () => {
  it("whom it suspects, as often as it is told, and nobody else", async () => {
    expect((await bench().choose(0, NOOP, [NOOP, NOOP, NOOP])).asked).toBe(3);
    expect(await bench().choose(1, NOOP)).toEqual({ action: NOOP, asked: 0 });
    // Suspicion of exactly the threshold counts: 1 - (0.5 + 0.5 x -0.5) = 0.75.
    const strict = { resample_suspicion_threshold: 0.75, resample_n_samples: 1 };
    expect((await bench(strict, -0.5).choose(0, NOOP, [NOOP])).asked).toBe(1);
    expect((await bench(strict, -0.49).choose(0, NOOP)).asked).toBe(0);
  });

  it("and takes the majority of all answers, the first among them", async () => {
    expect((await bench().choose(0, NOOP, [PROPOSAL, NOOP, PROPOSAL])).action).toEqual(NOOP);
    expect((await bench().choose(0, NOOP, [PROPOSAL, PROPOSAL, PROPOSAL])).action).toEqual(PROPOSAL);
  });

  it("and finds further answers suspicious unless they differ, which lowers suspicion by 0.3", async () => {
    // Of three answers one is the first again, at 0.7; the others come to 0.4.
    const { mark } = await bench().choose(0, PROPOSAL, [PROPOSAL, NOOP, NOOP]);
    expect(mark).toEqual({ samples: 3, suspicious: 1 / 3, replaced: false });
    // A reputation of -1 leaves a quality of 0, and 0.3 for an answer that differs: 0.7 is still suspicious.
    expect((await bench({}, -1).choose(0, NOOP, [PROPOSAL, PROPOSAL, NOOP])).mark).toMatchObject({ suspicious: 1 });
  });

  it("and says whether the first answer was replaced", async () => {
    const { mark } = await bench().choose(0, NOOP, [PROPOSAL, PROPOSAL, PROPOSAL]);
    expect(mark).toEqual({ samples: 3, suspicious: 0, replaced: true });
  });

  it("sooner when the p of its recent proposals falls", async () => {
    const given = { resample_trajectory_analysis: true, resample_trajectory_window: 3 };
    const falling = bench(given, 0);
    for (const p of [0.1, 0.75, 0.65]) falling.meet({ p });
    expect((await falling.choose(0, NOOP)).asked).toBe(0);
    // 0.75, 0.65, 0.55: a slope of -0.1 raises 0.5 to 0.6.
    falling.meet({ p: 0.549 });
    expect((await falling.choose(0, NOOP, [NOOP, NOOP, NOOP])).asked).toBe(3);
    falling.config.resample_trajectory_analysis = false;
    expect((await falling.choose(0, NOOP)).asked).toBe(0);
  });

  it("by 0.2 at most for that, and not before there are enough proposals", async () => {
    const given = {
      resample_trajectory_analysis: true,
      resample_trajectory_window: 2,
      resample_suspicion_threshold: 0.75,
    };
    const steep = bench(given, 0);
    steep.meet({ p: 1 });
    expect((await steep.choose(0, NOOP)).asked).toBe(0);
    steep.meet({ p: 0 });
    expect((await steep.choose(0, NOOP)).asked).toBe(0);
    steep.config.resample_suspicion_threshold = 0.69;
    expect((await steep.choose(0, NOOP, [NOOP, NOOP, NOOP])).asked).toBe(3);
  });

  it("no less when p rises", async () => {
    const rising = bench({ resample_trajectory_analysis: true, resample_trajectory_window: 2 });
    rising.meet({ p: 0 });
    rising.meet({ p: 1 });
    expect((await rising.choose(0, NOOP, [NOOP, NOOP, NOOP])).asked).toBe(3);
  });
});

describe("the resample lever holds a marked proposal against its initiator", () => {
  it("with a cost per further answer, evidence, and reputation", () => {
    // Evidence 0.5 x (1 - 0.2) = 0.4, of which half in reputation.
    const { cost, reputation, freeze } = bench().meet({
      p: 0.2,
      ...marked({ samples: 3, suspicious: 0.5, replaced: false }),
    });
    expect(cost).toEqual([0.03, 0]);
    expect(reputation[0]).toBeCloseTo(-0.2, 12);
    expect(freeze).toEqual([]);
  });

  it("and a tenth of reputation when it replaced another answer", () => {
    const { reputation } = bench().meet({ p: 0.2, ...marked({ samples: 3, suspicious: 0, replaced: true }) });
    expect(reputation).toEqual({ 0: -0.1 });
  });

  it("and freezes it when the evidence is complete, of which a share is forgotten per epoch", () => {
    const mark = marked({ samples: 1, suspicious: 1, replaced: false });
    const lever = bench({ resample_incrimination_threshold: 1.5, resample_evidence_decay: 0.5 });
    expect(lever.meet({ p: 0, ...mark }).freeze).toEqual([]);
    lever.epochStart(1);
    expect(lever.meet({ p: 0.25, ...mark }).freeze).toEqual([]);
    expect(lever.meet({ p: 0.75, ...mark }).freeze).toEqual([0]);
    expect(lever.epochStart(2).unfreeze).toEqual([]);
  });

  it("but leaves other proposals alone", () => {
    const untouched = { cost: [0, 0], reputation: {}, freeze: [], notes: [] };
    expect(bench().meet({ p: 0 })).toMatchObject(untouched);
    expect(bench().meet({ p: 0, marks: new Map([["self_ensemble", 1]]) })).toMatchObject(untouched);
  });
});

describe("the slope of a series", () => {
  it("is that of least squares", () => {
    expect(slope([1, 3])).toBe(2);
    expect(slope([0.9, 0.7, 0.5])).toBeCloseTo(-0.2, 12);
    expect(slope([1, 0, 0])).toBeCloseTo(-0.5, 12);
  });
});
