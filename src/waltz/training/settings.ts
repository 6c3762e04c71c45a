import type { OptimiserName } from "../../learning/optimiser.js";
import type { AgentName } from "../environments/environment.js";
import type { FeedbackMode } from "./rollout.js";

/** A reward by name; weights that are left out have their defaults. */
export interface RewardChoice {
  readonly name: string;
  readonly weights: Readonly<Record<string, number>>;
}

/** How a stage trains. */
export interface StageSettings {
  readonly stage: "stage1" | "stage2";
  /** Who is trained; the others keep every bit of their parameters. */
  readonly train: readonly AgentName[];
  readonly rewards: Readonly<Record<AgentName, RewardChoice>>;
  /** Steps, >= 1. */
  readonly iterations: number;
  /** Prompts of a step, >= 1. */
  readonly batch: number;
  /** Weight of the distance from the reference, >= 0; "beta" in the paper. */
  readonly kl: number;
  /** Radius of the clipped ratio, > 0; "epsilon" in the paper. */
  readonly clip: number;
  /** Passes over a batch, >= 1. */
  readonly passes: number;
  readonly optimiser: OptimiserName;
  /** Learning rates, > 0. They depend on the make of policy: the paper's belong to a model of eight billion parameters. */
  readonly rates: Readonly<Record<AgentName, number>>;
  /** What distance is measured from: both agents as they come into the stage, or as they were before any training. The paper leaves it open. */
  readonly reference: "start" | "untrained";
  /** T_max, >= 0. */
  readonly maxRounds: number;
  readonly trigger: FeedbackMode;
  /** Probability that a revised exchange teaches the conversation agent by its first answer, in [0, 1]. */
  readonly firstShare: number;
  /** Whether the feedback that ended a longer exchange can teach. */
  readonly includeLast: boolean;
  /** `reinforce++` is the paper's. `ppo` has a value function, which the paper does not; it is for comparison. */
  readonly method: "reinforce++" | "ppo";
  /** Of `ppo`: a value function for each agent, or one with a head for each. */
  readonly value: "separate" | "shared";
  /** Learning rate of value functions, > 0. */
  readonly valueRate: number;
}
