import { formatKept, improvement, labelRight } from "./parts.js";
import type { RewardDefinition } from "./reward.js";

/** Setup A: improvement counts only where the label is right, and the label counts for itself. */
export const feedbackA: RewardDefinition = {
  name: "waltz.feedback.a",
  agent: "feedback",
  summary: "improvement gated by the right label, the label, the format (stage 1 of the paper)",
  formula: "dir * R_DIR * R_label + label * R_label + format * R_format",
  source: "WaltzRL eq. 2; weights of appendix B.2",
  weights: { dir: 0.65, label: 0.25, format: 0.1 },
  reward(rollout, turn, weights) {
    const parts = partsOf(rollout, turn);
    const { dir, label, format } = parts;
    return { total: weights.dir * dir * label + weights.label * label + weights.format * format, parts };
  },
};

/** Setup B: setup A without the reward for the label itself. */
export const feedbackB: RewardDefinition = {
  ...feedbackA,
  name: "waltz.feedback.b",
  summary: "improvement gated by the right label, and the format (stage 2 of the paper)",
  formula: "dir * R_DIR * R_label + format * R_format, with a weight of 0 on the label",
  weights: { dir: 0.65, label: 0, format: 0.1 },
};

/** Setup C: improvement counts whatever the label says. An ablation of the paper. */
export const feedbackC: RewardDefinition = {
  name: "waltz.feedback.c",
  agent: "feedback",
  summary: "improvement whatever the label, and the format (an ablation of the paper)",
  formula: "dir * R_DIR + format * R_format",
  source: "WaltzRL section 3.3; that it keeps the weights of setup A is inferred",
  weights: { dir: 0.65, format: 0.1 },
  reward(rollout, turn, weights) {
    const parts = partsOf(rollout, turn);
    return { total: weights.dir * parts.dir + weights.format * parts.format, parts };
  },
};

/** The improvement by itself, for logs. */
export const dir: RewardDefinition = {
  name: "waltz.dir",
  agent: "diagnostic",
  summary: "what the revision gained, ungated",
  formula: "R_DIR = R_c(revised) - R_c(before), 0 without a revision",
  source: "WaltzRL eq. 3",
  weights: {},
  reward(rollout, turn) {
    const total = improvement(rollout, turn);
    return { total, parts: { dir: total } };
  },
};

function partsOf(rollout: Parameters<typeof improvement>[0], turn: number) {
  const at = rollout.turns[turn];
  return { dir: improvement(rollout, turn), label: labelRight(at), format: formatKept(at) };
}
