import type { StageSettings } from "./settings.js";

/** The paper's numbers, but for the learning rate. Source: WaltzRL sections 2.4 and B.2. */
const PAPER_STAGE_1: StageSettings = {
  stage: "stage1",
  train: ["feedback"],
  rewards: {
    conversation: { name: "waltz.conversation", weights: {} },
    feedback: { name: "waltz.feedback.a", weights: {} },
  },
  iterations: 1000,
  batch: 32,
  kl: 0.01,
  clip: 0.2,
  passes: 1,
  optimiser: "adam",
  rates: { conversation: 5e-7, feedback: 5e-7 },
  reference: "start",
  maxRounds: 1,
  trigger: "adaptive",
  firstShare: 0.5,
  includeLast: false,
  method: "reinforce++",
  value: "separate",
  valueRate: 0.01,
};

const PAPER_STAGE_2: StageSettings = {
  ...PAPER_STAGE_1,
  stage: "stage2",
  train: ["conversation", "feedback"],
  rewards: { ...PAPER_STAGE_1.rewards, feedback: { name: "waltz.feedback.b", weights: {} } },
};

/** Learning rates that move small policies. A table takes plain ascent: Adam would blow up the noise of rare contexts. */
const TABLE = { optimiser: "sgd", rates: { conversation: 3, feedback: 3 } } as const;
const FEATURES = { optimiser: "adam", rates: { conversation: 0.01, feedback: 0.01 } } as const;

/** The plan for hosted models: both agents by its weighted score; its own learning rate. Source: the plan, section on stage 2. */
const PLAN = {
  kl: 0.01,
  optimiser: "adam",
  rates: { conversation: 1e-5, feedback: 1e-5 },
  rewards: {
    conversation: { name: "seed.weighted.level", weights: {} },
    feedback: { name: "seed.weighted.level", weights: {} },
  },
} as const;

export const PRESETS = ["small", "paper", "plan"] as const;
export type PresetName = (typeof PRESETS)[number];

/**
 * The settings of a stage by the name of a preset: `small`, the paper's numbers with learning rates for small policies;
 * `paper`, its numbers as they are, which barely move anything here; `plan`, those of the plan for hosted models.
 *
 * @param make of policy, by its name in the registry
 */
export function preset(name: PresetName, stage: "stage1" | "stage2", make: string): StageSettings {
  const paper = stage === "stage1" ? PAPER_STAGE_1 : PAPER_STAGE_2;
  if (name === "paper") return paper;
  if (name === "plan") return { ...paper, ...PLAN, train: ["conversation", "feedback"] };
  return { ...paper, ...(make === "tabular" ? TABLE : FEATURES) };
}
