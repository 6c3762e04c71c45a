import type { Static } from "@sinclair/typebox";
import type { Controls } from "../../contract/dynamic.js";
import { amount, share } from "../../contract/keys.js";
import type { Interaction } from "../../model/interaction.js";
import { block } from "../block.js";

export const contagionConfig = block(
  {
    gamma: amount(0.1, "trust moved per unit that the mean p of an agent's accepted interactions differs from neutral"),
    neutral: share(0.5, "mean p that moves no trust"),
  },
  "an agent trusts everybody it knows more after good interactions and less after bad ones",
);

/** Shift of all trust values an agent holds: gamma (mean p - neutral). Source: SWARM v1.9.0. */
export class QualityContagion {
  private readonly sums: Float64Array;
  private readonly counts: Int32Array;

  constructor(
    private readonly config: Static<typeof contagionConfig>,
    private readonly controls: Controls,
  ) {
    this.sums = new Float64Array(controls.agents.size);
    this.counts = new Int32Array(controls.agents.size);
  }

  settled({ accepted, initiator, counterparty, p }: Readonly<Interaction>): void {
    if (!accepted) return;
    for (const agent of [initiator, counterparty]) {
      this.sums[agent] += p;
      this.counts[agent] += 1;
    }
  }

  epochEnd(): void {
    const { gamma, neutral } = this.config;
    const shifts: number[] = [];
    this.counts.forEach((count, agent) => {
      if (count === 0) return;
      const shift = gamma * (this.sums[agent] / count - neutral);
      this.controls.shiftTrust(agent, shift);
      shifts.push(shift);
    });
    this.sums.fill(0);
    this.counts.fill(0);
    if (shifts.length === 0) return;
    const mean = shifts.reduce((sum, shift) => sum + shift, 0) / shifts.length;
    const least = shifts.reduce((a, b) => Math.min(a, b));
    const most = shifts.reduce((a, b) => Math.max(a, b));
    this.controls.note("quality contagion", { agents: shifts.length, mean_shift: mean, least, most });
  }

  save(): unknown {
    return { sums: Array.from(this.sums), counts: Array.from(this.counts) };
  }

  restore(saved: unknown): void {
    const { sums, counts } = saved as { sums: number[]; counts: number[] };
    this.sums.set(sums);
    this.counts.set(counts);
  }
}
