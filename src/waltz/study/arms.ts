import type { PolicyChoice } from "../trained-pair.js";
import type { FeedbackMode, RolloutRules } from "../training/rollout.js";
import type { StageSettings } from "../training/settings.js";

/** One training, from the pair of an earlier one. */
export interface PairRecipe {
  readonly id: string;
  /** The pair it starts from; undefined: policies before any training. */
  readonly from: string | undefined;
  readonly stage: StageSettings["stage"];
  readonly method: "rl" | "supervised";
  readonly changes: Partial<StageSettings>;
  /** Share of labels that are wrong while it trains, in [0, 1]. */
  readonly labelNoise: number;
  /** The make of policy, where it is not the usual one of the world. */
  readonly policy?: PolicyChoice;
}

/** A way to use a pair, which is evaluated. */
export interface Arm {
  readonly id: string;
  readonly name: string;
  /** `main`: a row of the main table. `ablation`: one of the others. */
  readonly table: "main" | "ablation";
  /** The pair; undefined: before any training. */
  readonly pair: string | undefined;
  readonly trigger: FeedbackMode;
  readonly reviewer: RolloutRules["reviewer"];
  /** The make of policy before any training, where it is not the usual one. */
  readonly policy?: PolicyChoice;
  /** Whether its answers are read leniently as well. */
  readonly leniently?: true;
}

const rl = (
  id: string,
  from: string | undefined,
  stage: StageSettings["stage"],
  changes: Partial<StageSettings> = {},
): PairRecipe => ({
  id,
  from,
  stage,
  method: "rl",
  changes,
  labelNoise: 0,
});
const supervised = (id: string): PairRecipe => ({
  ...rl(id, undefined, "stage1", { train: ["conversation", "feedback"] }),
  method: "supervised",
});
const rewarded = (
  feedback: string,
  conversation = "waltz.conversation",
  weights: Readonly<Record<string, number>> = {},
) => ({
  rewards: { conversation: { name: conversation, weights: {} }, feedback: { name: feedback, weights } },
});
const alone = { train: ["conversation"], maxRounds: 0 } as const;

const NOISES = [0.1, 0.2, 0.3, 0.4];
const noisy = (share: number) => `noise_${Math.round(share * 100)}`;

/** Weights of setup A in stage 1 and of setup B in stage 2, each scaled by itself. */
const SCALED = [
  { id: "dir_0", name: "no reward for improvement", one: { dir: 0 }, two: { dir: 0 } },
  { id: "dir_half", name: "half the reward for improvement", one: { dir: 0.325 }, two: { dir: 0.325 } },
  { id: "dir_double", name: "twice the reward for improvement", one: { dir: 1.3 }, two: { dir: 1.3 } },
  { id: "label_0", name: "no reward for the label in stage 1", one: { label: 0 }, two: {} },
  { id: "label_double", name: "twice the reward for the label in stage 1", one: { label: 0.5 }, two: {} },
  { id: "label_kept", name: "the reward for the label kept in stage 2", one: {}, two: { label: 0.25 } },
  { id: "format_0", name: "no reward for the format", one: { format: 0 }, two: { format: 0 } },
] as const;

/** The trainings of a study: the paper's stages, what they are held against, and ablations. */
export const RECIPES: readonly PairRecipe[] = [
  rl("stage1", undefined, "stage1"),
  rl("stage2", "stage1", "stage2"),
  rl("frozen", "stage1", "stage2", { train: ["conversation"] }),
  rl("frozen_untrained", undefined, "stage2", { train: ["conversation"] }),
  rl("always", "stage1", "stage2", { trigger: "always" }),
  rl("single_1", undefined, "stage1", alone),
  rl("single", "single_1", "stage2", alone),
  rl("setup_b", undefined, "stage1", rewarded("waltz.feedback.b")),
  rl("setup_c", undefined, "stage1", rewarded("waltz.feedback.c")),
  supervised("supervised"),
  rl("supervised_stage2", "supervised", "stage2"),
  rl("plan_level", "supervised", "stage2", rewarded("seed.weighted.level", "seed.weighted.level")),
  rl("plan_delta", "supervised", "stage2", rewarded("seed.weighted.delta")),
  ...SCALED.flatMap(({ id, one, two }) => [
    rl(`${id}_1`, undefined, "stage1", rewarded("waltz.feedback.a", undefined, one)),
    rl(id, `${id}_1`, "stage2", rewarded("waltz.feedback.b", undefined, two)),
  ]),
  ...NOISES.flatMap((labelNoise) => [
    { ...rl(`${noisy(labelNoise)}_1`, undefined, "stage1"), labelNoise },
    { ...rl(noisy(labelNoise), `${noisy(labelNoise)}_1`, "stage2"), labelNoise },
  ]),
  ...(["separate", "shared"] as const).flatMap((value) => [
    rl(`ppo_${value}_1`, undefined, "stage1", { method: "ppo", value }),
    rl(`ppo_${value}`, `ppo_${value}_1`, "stage2", { method: "ppo", value }),
  ]),
];

const arm = (id: string, name: string, pair: string | undefined, changes: Partial<Arm> = {}): Arm => ({
  id,
  name,
  table: "main",
  pair,
  trigger: "adaptive",
  reviewer: "policy",
  ...changes,
});

/** Every arm; the order is that of tables. */
export const ARMS: readonly Arm[] = [
  arm("before", "before training", undefined, { leniently: true }),
  arm("before_off", "before training, no feedback", undefined, { trigger: "off" }),
  arm("stage1", "after stage 1 (setup A)", "stage1", { leniently: true }),
  arm("stage2", "after stage 2", "stage2", { leniently: true }),
  arm("stage2_off", "after stage 2, no feedback", "stage2", { trigger: "off" }),
  arm("stage2_always", "after stage 2, feedback always on", "stage2", { trigger: "always" }),
  arm("always", "stage 2 trained with feedback always on", "always", { trigger: "always" }),
  arm("frozen", "stage 2 with the feedback agent of stage 1 frozen", "frozen"),
  arm("frozen_untrained", "stage 2 with an untrained feedback agent frozen", "frozen_untrained"),
  arm("single", "single-agent RL (as many steps as both stages)", "single", { trigger: "off", leniently: true }),
  arm("oracle", "oracle feedback, untrained", undefined, { reviewer: "oracle" }),
  arm("oracle_stage2", "oracle feedback, conversation agent of stage 2", "stage2", { reviewer: "oracle" }),
  arm("setup_b", "stage 1 with setup B", "setup_b"),
  arm("setup_c", "stage 1 with setup C", "setup_c"),
  arm("supervised", "supervised stage 1 (the plan)", "supervised"),
  arm("supervised_stage2", "supervised stage 1, then stage 2", "supervised_stage2"),
  arm("plan_level", "supervised, then the plan's weighted score (level)", "plan_level"),
  arm("plan_delta", "supervised, then the plan's weighted score (delta)", "plan_delta"),
  ...SCALED.map(({ id, name }) => arm(id, name, id, { table: "ablation" })),
  ...NOISES.flatMap((share) => [
    arm(`${noisy(share)}_1`, `${Math.round(share * 100)} % of labels wrong, after stage 1`, `${noisy(share)}_1`, {
      table: "ablation",
    }),
    arm(noisy(share), `${Math.round(share * 100)} % of labels wrong, after stage 2`, noisy(share), {
      table: "ablation",
    }),
  ]),
  arm("ppo_separate", "PPO, a value function each (not in the paper)", "ppo_separate", { table: "ablation" }),
  arm("ppo_shared", "PPO, one value function (not in the paper)", "ppo_shared", { table: "ablation" }),
];

/** Sizes of networks that are tried in a world of features. */
const SIZES = [4, 16, 64];
const sized = (hidden: number) => ({ policy: { make: "network", hidden } });

/** Trainings and arms with networks of several sizes. */
export const SIZE_RECIPES: readonly PairRecipe[] = SIZES.flatMap((hidden) => [
  { ...rl(`hidden_${hidden}_1`, undefined, "stage1"), ...sized(hidden) },
  { ...rl(`hidden_${hidden}`, `hidden_${hidden}_1`, "stage2"), ...sized(hidden) },
]);
export const SIZE_ARMS: readonly Arm[] = SIZES.map((hidden) =>
  arm(`hidden_${hidden}`, `networks with ${hidden} hidden units, after stage 2`, `hidden_${hidden}`, {
    table: "ablation",
    ...sized(hidden),
  }),
);
