import type { Static } from "@sinclair/typebox";
import type { StreamFamily } from "../../base/random/random-source.js";
import type { Controls } from "../../contract/dynamic.js";
import { amount, share, whole } from "../../contract/keys.js";
import { block } from "../block.js";

export const erosionConfig = block(
  {
    beta: amount(0.3, "chance to leave per unit that the mean toxicity exceeds the threshold"),
    exit_threshold: share(0.35, "mean toxicity above which honest agents leave"),
    window: whole(3, 1, "epochs with interactions that the mean covers, fewer at the start"),
    min_honest: whole(1, 0, "honest agents that stay whatever happens"),
  },
  "honest agents leave for good when harm goes on",
);

/**
 * With m the mean toxicity of the window: if m > threshold, each honest agent that is not frozen leaves with chance
 * min(1, beta (m - threshold)), in registration order, until only `min_honest` are left. Source: SWARM v1.9.0.
 */
export class TrustErosion {
  private recent: number[] = [];

  constructor(
    private readonly config: Static<typeof erosionConfig>,
    private readonly controls: Controls,
    private readonly streams: StreamFamily,
  ) {}

  epochEnd(toxicity: number): void {
    const { beta, exit_threshold, window, min_honest } = this.config;
    this.recent = [...this.recent, toxicity].slice(-window);
    const mean = this.recent.reduce((sum, each) => sum + each, 0) / this.recent.length;
    if (mean <= exit_threshold) return;
    const chance = Math.min(1, beta * (mean - exit_threshold));
    const honest = this.honestAgents();
    let left = honest.length - min_honest;
    for (const agent of honest) {
      if (left <= 0) break;
      if (this.streams.of(agent).random() >= chance) continue;
      this.controls.freeze(agent, "trust erosion");
      left -= 1;
    }
    this.controls.note("trust erosion", { mean_toxicity: mean, chance, honest_before: honest.length, may_leave: left });
  }

  private honestAgents(): number[] {
    const { agents } = this.controls;
    const found: number[] = [];
    for (let agent = 0; agent < agents.size; agent += 1) {
      if (agents.archetypeOf(agent) === "honest" && !agents.isFrozen(agent)) found.push(agent);
    }
    return found;
  }

  save(): unknown {
    return { recent: this.recent, streams: this.streams.save() };
  }

  restore(saved: unknown): void {
    const { recent, streams } = saved as { recent: number[]; streams: unknown };
    this.recent = recent;
    this.streams.restore(streams);
  }
}
