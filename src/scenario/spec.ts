import type { Fault } from "../base/errors.js";
import type { RateLimitSettings } from "../engine/rate-limits.js";
import type { ScheduleMode } from "../engine/schedule.js";
import type { PayoffParameters } from "../model/payoff.js";
import type { Semantics } from "../model/semantics.js";
import type { Material } from "./material.js";
import type { ModelSpec } from "./models-block.js";
import type { NetworkBlock } from "./network-block.js";

/** One entry of `agents`, defaults filled. */
export interface AgentSpec {
  readonly type: string;
  readonly count: number;
  readonly name?: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A scenario with every default filled in: what the manifest records as the parameters of a run. */
export interface ScenarioSpec {
  readonly scenario_id: string;
  readonly description: string;
  readonly motif: string;
  readonly agents: readonly AgentSpec[];
  readonly governance: Readonly<Record<string, unknown>>;
  readonly simulation: {
    readonly n_epochs: number;
    readonly steps_per_epoch: number;
    readonly seed: number;
    readonly schedule_mode: ScheduleMode;
    readonly max_actions_per_step: number;
    readonly observation_noise_probability: number;
    readonly observation_noise_std: number;
  };
  readonly rate_limits: RateLimitSettings & Readonly<Record<string, number>>;
  readonly payoff: PayoffParameters;
  readonly success_criteria: Readonly<Record<string, number>>;
  readonly outputs: { readonly event_log?: string; readonly metrics_csv?: string };
  readonly network?: NetworkBlock;
  readonly models?: Readonly<Record<string, ModelSpec>>;
  /** Blocks of dynamics, by name; absent where the scenario has none. */
  readonly [block: string]: unknown;
}

/** A scenario that can be run. */
export interface Scenario {
  /** As the user named it. */
  readonly file: string;
  readonly spec: ScenarioSpec;
  readonly semantics: Semantics;
  /** Content of the files that its agents need; absent where they need none. */
  readonly material?: Material;
  /** What is worth saying about it though it runs: keys without effect, keys nobody reads, a missing seed. */
  readonly warnings: readonly Fault[];
}
