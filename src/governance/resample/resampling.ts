import type { Choice, Chosen, Effects, Lever, Roster } from "../../contract/lever.js";
import type { Action } from "../../model/action.js";
import type { Interaction } from "../../model/interaction.js";
import { askAgain, majority, sameness } from "../majority.js";
import { slope } from "../slope.js";
import type { ResampleConfig } from "./lever.js";

/** Name under which the mark travels with a proposal: the lever's. */
const NAME = "resample";

/** Most that a falling trajectory can add to suspicion. */
const MOST_FOR_TRAJECTORY = 0.2;

/** How much better an answer is thought of that differs from the first one. */
const BENEFIT_OF_CHANGE = 0.3;

/** Reputation lost when the first answer was replaced. */
const REPLACEMENT_PENALTY = 0.1;

/** What a proposal carries that was chosen from several answers; plain JSON. */
interface Mark {
  /** How many more answers were asked for. */
  readonly samples: number;
  /** Share of them that are suspicious, [0, 1]. */
  readonly suspicious: number;
  /** Whether the proposal differs from the first answer. */
  readonly replaced: boolean;
}

const clamp01 = (value: number): number => Math.max(0, Math.min(1, value));

/**
 * The resample lever at work: who has a bad name is asked again, which takes its turn as much longer. An epoch start
 * looks at every agent once, an interaction at its initiator alone. Source: SWARM v1.9.0 governance, resample lever.
 */
export class Resampling implements Lever {
  /** Evidence held against each agent, >= 0. */
  readonly evidence: Float64Array;
  /** p of the latest interactions that each agent initiated, oldest first; made at its first one. */
  private readonly trajectories: number[][] = [];

  constructor(
    private readonly config: ResampleConfig,
    private readonly agents: Roster,
  ) {
    this.evidence = new Float64Array(agents.size);
  }

  async choose(choice: Choice): Promise<Chosen> {
    const { agent, first } = choice;
    const { resample_suspicion_threshold: threshold, resample_n_samples: samples } = this.config;
    const quality = clamp01(0.5 + 0.5 * this.agents.reputationOf(agent));
    if (1 - quality + this.fall(agent) < threshold) return { action: first };
    const more = await askAgain(choice, samples);
    const action = majority([first, ...more]);
    const suspicious = more.filter((answer) => 1 - qualityOf(answer, first, quality) >= threshold).length;
    const replaced = sameness(action) !== sameness(first);
    const mark: Mark = { samples, suspicious: suspicious / samples, replaced };
    return { action, mark };
  }

  interaction(x: Readonly<Interaction>, effects: Effects): void {
    const { initiator, p, marks } = x;
    const { config } = this;
    this.remember(initiator, p);
    const mark = marks?.get(NAME) as Mark | undefined;
    if (mark === undefined) return;
    effects.note("resampled", initiator, { suspicious: mark.suspicious, replaced: mark.replaced ? 1 : 0 });
    effects.cost(config.resample_compute_cost * mark.samples, 0, "further answers");
    const gained = mark.suspicious * (1 - p);
    this.evidence[initiator] += gained;
    const loss = gained * config.resample_evidence_rep_weight;
    if (loss > 0) effects.reputation(initiator, -loss, "evidence");
    if (mark.replaced) effects.reputation(initiator, -REPLACEMENT_PENALTY, "answer replaced");
    if (this.evidence[initiator] >= config.resample_incrimination_threshold) effects.freeze(initiator, "incriminated");
  }

  epochStart(): void {
    const kept = this.config.resample_evidence_decay;
    for (let agent = 0; agent < this.agents.size; agent += 1) this.evidence[agent] *= kept;
  }

  save(): unknown {
    return [Array.from(this.evidence), Object.entries(this.trajectories)];
  }

  restore(saved: unknown): void {
    const [evidence, trajectories] = saved as [number[], [string, number[]][]];
    this.evidence.set(evidence);
    this.trajectories.length = 0;
    for (const [agent, trajectory] of trajectories) this.trajectories[Number(agent)] = [...trajectory];
  }

  /** What the fall of p over the agent's window adds to suspicion, in [0, 0.2]; 0 while the window is not full. */
  private fall(agent: number): number {
    const { resample_trajectory_analysis: analysed, resample_trajectory_window: window } = this.config;
    if (!analysed) return 0;
    const recent = (this.trajectories[agent] ?? []).slice(-window);
    return recent.length < window ? 0 : Math.min(MOST_FOR_TRAJECTORY, Math.max(0, -slope(recent)));
  }

  private remember(agent: number, p: number): void {
    this.trajectories[agent] ??= [];
    const trajectory = this.trajectories[agent];
    trajectory.push(p);
    while (trajectory.length > this.config.resample_trajectory_window) trajectory.shift();
  }
}

function qualityOf(answer: Action, first: Action, quality: number): number {
  return sameness(answer) === sameness(first) ? quality : Math.min(1, quality + BENEFIT_OF_CHANGE);
}
