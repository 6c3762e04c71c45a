import { describe, expect, it } from "vitest";
import { breakEven, DEFAULT_PAYOFF, type PayoffParameters, socialBreakEven } from "../../src/model/payoff.js";
import { type PartyPayoff, payoffBreakdown } from "../../src/model/payoff-breakdown.js";
import { assess, DEFAULT_PROXY, normalizedProxy, type ProxyWeights } from "../../src/model/proxy.js";
import {
  calibratedSigmoid,
  inverseSigmoid,
  sigmoidBounds,
  sigmoidDerivative,
  uncertaintyBand,
} from "../../src/model/sigmoid.js";
import { expectClose, loadGolden } from "../support/golden.js";
import { softAnswer } from "../support/soft-answer.js";

interface ProxyInput {
  task_progress_delta: number;
  rework_count: number;
  verifier_rejections: number;
  tool_misuse_flags: number;
  counterparty_engagement_delta: number;
  weights: ProxyWeights | null;
  sigmoid_k: number;
  rework_decay: number;
  rejection_decay: number;
  misuse_decay: number;
}

function proxyAnswer(input: ProxyInput): unknown {
  const proxy = normalizedProxy({
    weights: input.weights ?? DEFAULT_PROXY.weights,
    sigmoid_k: input.sigmoid_k,
    rework_decay: input.rework_decay,
    rejection_decay: input.rejection_decay,
    misuse_decay: input.misuse_decay,
  });
  const { vHat, p } = assess(proxy, {
    progress: input.task_progress_delta,
    rework: input.rework_count,
    rejections: input.verifier_rejections,
    misuse: input.tool_misuse_flags,
    engagement: input.counterparty_engagement_delta,
  });
  return { v_hat: vHat, p, normalized_weights: proxy.weights };
}

interface SigmoidInput {
  function: string;
  v_hat: number;
  k: number;
  p: number;
  threshold: number;
}

function sigmoidAnswer(input: SigmoidInput): unknown {
  switch (input.function) {
    case "calibrated_sigmoid":
      return { p: calibratedSigmoid(input.v_hat, input.k) };
    case "sigmoid_derivative":
      return { value: sigmoidDerivative(input.v_hat, input.k) };
    case "inverse_sigmoid":
      return { v_hat: inverseSigmoid(input.p, input.k) };
    case "sigmoid_bounds": {
      const { pMin, pMax } = sigmoidBounds(input.k);
      return { p_min: pMin, p_max: pMax };
    }
    case "effective_uncertainty_band": {
      const { vMin, vMax } = uncertaintyBand(input.k, input.threshold);
      return { v_min: vMin, v_max: vMax };
    }
    default:
      throw new Error(`no function is named ${input.function}`);
  }
}

interface PayoffInput {
  p: number;
  tau: number;
  c_a: number;
  c_b: number;
  r_a: number;
  r_b: number;
  config: PayoffParameters | null;
}

function payoffAnswer({ p, tau, c_a, c_b, r_a, r_b, config }: PayoffInput): unknown {
  const params = config ?? DEFAULT_PAYOFF;
  const whole = payoffBreakdown({ p, tau, costA: c_a, costB: c_b, rA: r_a, rB: r_b }, params);
  return {
    expected_surplus: whole.initiator.expectedSurplus,
    expected_harm: whole.initiator.expectedHarm,
    payoff_initiator: whole.initiator.total,
    payoff_counterparty: whole.counterparty.total,
    payoffs_both: [whole.initiator.total, whole.counterparty.total],
    total_welfare: whole.totalWelfare,
    social_surplus: whole.socialSurplus,
    break_even_p: breakEven(params),
    social_break_even_p: socialBreakEven(params),
    breakdown_initiator: partyRecord(whole.initiator),
    breakdown_counterparty: partyRecord(whole.counterparty),
  };
}

function partyRecord(party: PartyPayoff): unknown {
  return {
    expected_surplus: party.expectedSurplus,
    expected_harm: party.expectedHarm,
    surplus_share: party.surplusShare,
    transfer: party.transfer,
    governance_cost: party.governanceCost,
    externality_cost: party.externalityCost,
    reputation_bonus: party.reputationBonus,
    total: party.total,
  };
}

/** Whether a case asks for a refusal (`error`) or for a number next to nothing (`overflow`). */
function outcomeOf(expected: object): "error" | "overflow" | "value" {
  if ("error" in expected) return "error";
  return "overflow" in expected ? "overflow" : "value";
}

function describeGolden<Input>(name: string, answer: (input: Input) => unknown, known: [Input, unknown]): void {
  describe(`golden vectors: ${name}`, () => {
    const file = loadGolden<Input, object>(name);

    it("gives the answer worked out by hand, and finds as many vectors as the file declares", () => {
      expectClose(answer(known[0]), known[1], name);
      if (file !== undefined) expect(file.cases).toHaveLength(file.meta.count);
    });

    it.each(file?.cases ?? [])("$id ($tag)", ({ id, input, expected }) => {
      switch (outcomeOf(expected)) {
        case "error":
          expect(() => answer(input), id).toThrow(RangeError);
          break;
        case "overflow": {
          const values = Object.values(answer(input) as object);
          expect(values, id).toHaveLength(1);
          expect(values[0], id).toBeGreaterThanOrEqual(0);
          expect(values[0], id).toBeLessThanOrEqual(1e-300);
          break;
        }
        case "value":
          expectClose(answer(input), expected, id);
      }
    });
  });
}

// One rework, one rejection, one flag: signals -0.4, -0.2 and 0; v_hat = 0.2 (-0.4) + 0.2 (-0.2 + 0) / 2 = -0.1.
describeGolden("proxy", proxyAnswer, [
  {
    task_progress_delta: 0,
    rework_count: 1,
    verifier_rejections: 1,
    tool_misuse_flags: 1,
    counterparty_engagement_delta: 0,
    weights: null,
    sigmoid_k: 2,
    rework_decay: 0.3,
    rejection_decay: 0.4,
    misuse_decay: 0.5,
  },
  { v_hat: -0.1, p: 1 / (1 + Math.exp(0.2)), normalized_weights: DEFAULT_PROXY.weights },
]);

// k = ln 3 makes exp(-k) a third: 1 / (1 + 1/3) = 0.75.
describeGolden<Partial<SigmoidInput>>("sigmoid", (input) => sigmoidAnswer(input as SigmoidInput), [
  { function: "calibrated_sigmoid", v_hat: 1, k: Math.log(3) },
  { p: 0.75 },
]);

// S = 0.5 * 2 - 0.5 * 1 = 0.5 and E = 0.5 * 2 = 1; shares 0.25 each; the initiator pays 0.125 and costs of 0.5.
describeGolden("payoff", payoffAnswer, [
  { p: 0.5, tau: 0.125, c_a: 0.5, c_b: 0, r_a: 0, r_b: 1, config: null },
  {
    expected_surplus: 0.5,
    expected_harm: 1,
    payoff_initiator: -0.375,
    payoff_counterparty: 1.375,
    payoffs_both: [-0.375, 1.375],
    total_welfare: 1,
    social_surplus: -0.5,
    break_even_p: 1 / 3,
    social_break_even_p: 0.6,
    breakdown_initiator: {
      expected_surplus: 0.5,
      expected_harm: 1,
      surplus_share: 0.25,
      transfer: -0.125,
      governance_cost: 0.5,
      externality_cost: 0,
      reputation_bonus: 0,
      total: -0.375,
    },
    breakdown_counterparty: {
      expected_surplus: 0.5,
      expected_harm: 1,
      surplus_share: 0.25,
      transfer: 0.125,
      governance_cost: 0,
      externality_cost: 0,
      reputation_bonus: 1,
      total: 1.375,
    },
  },
]);

// Two interactions, p = 0.75 accepted and good, p = 0.25 rejected and bad: everything follows in a line or two.
// S(0.75) = 1.25, E(0.75) = 0.5; S(0.25) = -0.25; payoffs per side 0.625 and -0.125: mean 0.25, sd 0.375.
describeGolden("soft_metrics", softAnswer, [
  {
    n: 2,
    config: null,
    params: { threshold: 0.5, band: 0.25, bins: 2 },
    interactions: {
      p: [0.75, 0.25],
      accepted: [1, 0],
      tau: [0, 0],
      c_a: [0, 0],
      c_b: [0, 0],
      r_a: [0, 0],
      r_b: [0, 0],
      ground_truth: [1, -1],
      initiator: [0, 1],
      causal_parents: [[], []],
    },
  },
  {
    toxicity_rate: 0.25,
    toxicity_rate_all: 0.5,
    conditional_loss_initiator: 0.375,
    conditional_loss_counterparty: 0.375,
    spread: -0.75,
    quality_gap: 0.5,
    quality_correlation: 1,
    toxicity_decomposition: { baseline_harm: 0.5, selection_credit: 0.25, toxicity: 0.25, reconstruction_error: 0 },
    selection_saturation: 1,
    welfare_metrics: {
      total_welfare: 1.25,
      total_social_surplus: 0.75,
      net_social_welfare: 0.75,
      avg_initiator_payoff: 0.625,
      avg_counterparty_payoff: 0.625,
    },
    calibration_error: 0,
    brier_score: 0.0625,
    log_loss: Math.log(4 / 3),
    log_loss_eps_0p01: Math.log(4 / 3),
    discrimination_auc: 1,
    calibration_curve: [
      [0.25, 0, 1],
      [0.75, 1, 1],
    ],
    expected_calibration_error: 0.25,
    synthesis_fraction: 0,
    synthesis_depth: 0,
    payoff_variance_initiator: 0.140625,
    payoff_variance_counterparty: 0.140625,
    coefficient_of_variation: { cv_p: 0.5, cv_payoff_initiator: 1.5, cv_payoff_counterparty: 1.5 },
    participation_by_quality: {
      high_quality_acceptance: 1,
      low_quality_acceptance: 0,
      high_quality_count: 1,
      low_quality_count: 1,
    },
    flag_uncertain: [],
    uncertain_fraction: 0,
    average_quality: 0.5,
    average_quality_accepted_only: 0.75,
    quality_variance: 0.0625,
    quality_variance_accepted_only: 0,
    quality_std: 0.25,
    quality_std_accepted_only: 0,
    quality_distribution: [
      [0, 0.5, 1],
      [0.5, 1, 1],
    ],
  },
]);
