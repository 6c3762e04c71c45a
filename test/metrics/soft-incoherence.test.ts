import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { dualFailureModes } from "../../src/metrics/soft/failure-modes.js";
import { coherenceIllusion } from "../../src/metrics/soft/illusion.js";
import {
  decisionIncoherence,
  disagreementRate,
  errorRate,
  incoherenceIndex,
} from "../../src/metrics/soft/incoherence.js";
import { incoherenceByType, summarizeIncoherence } from "../../src/metrics/soft/incoherence-summary.js";
import { synthesisDepth, synthesisFraction } from "../../src/metrics/soft/synthesis.js";
import { sample } from "../support/samples.js";

describe("incoherence of one decision, worked by hand", () => {
  it("leaves abstentions and missing answers out: of a a a b the most frequent has 3 of 4", () => {
    const replays = [
      { action: "a" },
      { action: "a" },
      { action: "a" },
      { action: "b" },
      { action: "b", abstained: true },
      {},
    ];
    const answer = decisionIncoherence(replays, "b");
    expect(answer).toMatchObject({ answers: 4, disagreement: 0.25, error: 0.75 });
    expect(answer.index).toBeCloseTo(1 / 3, 7);
  });

  it("knows no error without a benchmark, so any disagreement counts in full", () => {
    expect(decisionIncoherence([{ action: "a" }, { action: "b" }])).toEqual({
      answers: 2,
      disagreement: 0.5,
      error: 0,
      index: 1,
    });
  });

  it("is 0 for an agent that is wrong, but always in the same way", () => {
    expect(decisionIncoherence([{ action: "a" }, { action: "a" }], "b")).toMatchObject({ error: 1, index: 0 });
  });

  it("is 0 throughout when all abstained, and refused when nothing was replayed", () => {
    expect(decisionIncoherence([{ abstained: true }, {}], "a")).toEqual({
      answers: 0,
      disagreement: 0,
      error: 0,
      index: 0,
    });
    expect(() => decisionIncoherence([])).toThrow(RangeError);
  });

  it("divides by the error and a hundred-millionth", () => {
    expect(incoherenceIndex(0.2, 0.5)).toBe(0.2 / (0.5 + 1e-8));
    expect(incoherenceIndex(0.5, 0.2)).toBe(1);
    expect(incoherenceIndex(-0.1, 0.5)).toBe(0);
  });

  it("is 0 without any action", () => {
    expect(disagreementRate([])).toBe(0);
    expect(errorRate([], "a")).toBe(0);
    expect(errorRate(["a", "b"])).toBe(0);
    expect(errorRate(["a", "b"], "a")).toBe(0.5);
  });

  test.prop([fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1 }), fc.constantFrom("a", "b", "c", undefined)])(
    "keeps every figure in [0, 1]",
    (actions, benchmark) => {
      const { disagreement, error, index } = decisionIncoherence(
        actions.map((action) => ({ action })),
        benchmark,
      );
      expect(disagreement).toBeLessThan(1);
      for (const figure of [disagreement, error, index]) {
        expect(figure).toBeGreaterThanOrEqual(0);
        expect(figure).toBeLessThanOrEqual(1);
      }
    },
  );
});

describe("incoherence of many decisions", () => {
  const decision = (agentType: string, index: number, error: number, disagreement: number) => ({
    agentType,
    index,
    error,
    disagreement,
    answers: 1,
  });

  it("is averaged, and per agent type in the order of their first occurrence", () => {
    const all = [decision("honest", 0.5, 0.5, 0.25), decision("deceptive", 1, 0, 0.5), decision("honest", 0, 1, 0)];
    expect(summarizeIncoherence(all)).toEqual({ decisions: 3, index: 0.5, error: 0.5, disagreement: 0.25 });
    expect([...incoherenceByType(all)]).toEqual([
      ["honest", { decisions: 2, index: 0.25, error: 0.75, disagreement: 0.125 }],
      ["deceptive", { decisions: 1, index: 1, error: 0, disagreement: 0.5 }],
    ]);
  });

  it("is 0, and of no type, without any", () => {
    expect(summarizeIncoherence([])).toEqual({ decisions: 0, index: 0, error: 0, disagreement: 0 });
    expect(incoherenceByType([]).size).toBe(0);
  });
});

describe("dualFailureModes", () => {
  const incident = (agentType: string, index: number, harmful = true) => ({ agentType, index, harmful });

  it("counts coherent enemies and incoherent others, the cut belonging to the incoherent, harmless ones left out", () => {
    const incidents = [
      incident("deceptive", 0.1),
      incident("adversarial", 0.49),
      incident("adversarial", 0.5),
      incident("adversarial", 0.2),
      incident("deceptive", 0.1, false),
      incident("honest", 0.5),
      incident("opportunistic", 0.9),
      incident("honest", 0.4),
    ];
    expect(dualFailureModes(incidents)).toEqual({ coherentAdversarial: 3, incoherentBenign: 2, ratio: 1.5 });
    expect(dualFailureModes(incidents, 0.95)).toMatchObject({ coherentAdversarial: 4, incoherentBenign: 0 });
  });

  it("has an infinite ratio with enemies only, and 0 with neither", () => {
    expect(dualFailureModes([incident("deceptive", 0)]).ratio).toBe(Infinity);
    expect(dualFailureModes([]).ratio).toBe(0);
    expect(dualFailureModes([incident("honest", 1)]).ratio).toBe(0);
    expect(() => dualFailureModes([], 2)).toThrow(RangeError);
  });
});

describe("coherenceIllusion", () => {
  it("is what accepted quality shows beyond the agreement there is", () => {
    const interactions = [sample(0.75, true), sample(0.25, false)];
    expect(coherenceIllusion(interactions, [0.5, 0.25])).toEqual({ perceived: 0.75, distributed: 0.625, delta: 0.125 });
    expect(coherenceIllusion([], [])).toEqual({ perceived: 0, distributed: 1, delta: -1 });
  });
});

describe("synthesis", () => {
  const derived = (id: string, initiator: string, ...causalParents: string[]) => ({ id, initiator, causalParents });

  it("takes parents of two initiators at least, those unknown aside", () => {
    const all = [
      derived("1", "ann"),
      derived("2", "bob"),
      derived("3", "ann"),
      derived("4", "cid", "1", "2"), // two initiators
      derived("5", "cid", "1", "3"), // ann alone
      derived("6", "cid", "1", "gone"), // ann and somebody unknown
      derived("7", "cid", "2"), // one parent
      derived("8", "bob", "1", "2", "gone", "4"), // three initiators
    ];
    expect(synthesisFraction(all)).toBe(2 / 8);
    expect(synthesisDepth(all)).toBe((2 + 2 + 2 + 4) / 4);
  });

  it("is 0 without interactions, or without any that has two parents", () => {
    expect(synthesisFraction([])).toBe(0);
    expect(synthesisDepth([derived("1", "ann"), derived("2", "bob", "1")])).toBe(0);
  });
});
