import { describe, expect, it } from "vitest";
import { type GateFacts, gatesOf } from "../../../src/research/verdict/gates.js";
import type { ClaimVerdict } from "../../../src/research/verdict/verdict.js";

const CLAIM = {
  id: "c1",
  role: "primary",
  outcome: "inconclusive",
  estimate: { defined: true, value: 0 },
  interval: { defined: true, value: {} },
  effect_size: { defined: true, value: {} },
  difference: {},
  p: 0.9,
  p_corrected: 0.9,
  n: [20, 20],
} as unknown as ClaimVerdict;

const FACTS: GateFacts = {
  arms: ["a", "b"].map((name, at) => ({
    name,
    role: at === 0 ? "control" : "treatment",
    scenario: "s.yaml",
    scenario_id: "s",
    stands_for: "",
    parameters_sha256: "",
    runs: { first: 20 * at, last: 20 * at + 19, failed: 0 },
  })),
  claims: [CLAIM],
  design: {
    seeds: { first: 1, step: 1, count: 20 },
    estimand: "pooled",
    alpha: 0.05,
    level: 0.95,
    power: 0.8,
    correction: { method: "Holm", family: 1 },
  },
  registration: { hash: "sha256:1", locked_hash: "sha256:1", status: "confirmatory", deviations: [] },
  limitations: ["one"],
  validity: [],
  rows: 40,
  planned: 40,
  watched: 40,
};

const failed = (facts: Partial<GateFacts>) =>
  gatesOf({ ...FACTS, ...facts }).flatMap(({ gate_name, checks }) =>
    checks.filter(({ status }) => status !== "passed").map(({ name, status }) => `${gate_name}.${name} ${status}`),
  );

describe("the gates of a study", () => {
  it("let a null result pass: they read what was recorded, not how it came out", () => {
    expect(failed({})).toEqual([]);
    expect(gatesOf(FACTS).every(({ passed }) => passed)).toBe(true);
  });

  it.each([
    [
      "a plan that was changed",
      { registration: { ...FACTS.registration, status: "exploratory" } },
      "Registration.plan_kept failed",
    ],
    [
      "a correction over another family",
      { claims: [CLAIM, { ...CLAIM, id: "c2" }] },
      "Analysis.corrections_applied failed",
    ],
    [
      "a corrected p that is not recorded",
      { claims: [{ ...CLAIM, p_corrected: null }] },
      "Analysis.corrections_applied failed",
    ],
    ["no limitation", { limitations: [] }, "Analysis.limitations_stated failed"],
    ["missing rows", { rows: 39 }, "Experiment.configs_complete failed"],
    ["runs that nobody watched", { watched: 12 }, "Experiment.validity_watched warning"],
    [
      "failed runs",
      { arms: FACTS.arms.map((arm) => ({ ...arm, runs: { ...arm.runs, failed: 1 } })) },
      "Experiment.no_errors failed",
    ],
    [
      "too few runs",
      { arms: FACTS.arms.map((arm) => ({ ...arm, runs: { first: 0, last: 8, failed: 0 } })) },
      "Experiment.min_trials failed",
    ],
  ] as const)("stop %s", (_, facts, expected) => {
    expect(failed(facts as Partial<GateFacts>)).toEqual([expected]);
  });
});
