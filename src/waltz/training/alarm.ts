import { AGENTS, type AgentName } from "../environments/environment.js";
import type { AgentStep } from "./iteration-row.js";

/** Steps that the moving mean reaches back, the loss of final reward that is too much, and the distance in nats that is. */
const WINDOW = 25;
const LOSS = 0.15;
const DISTANCE = 10;

/**
 * Watches a training for instability. It raises `reward` while the mean final reward of the last 25 steps is 0.15 or more below
 * the best such mean so far, and `kl <agent>` while an agent is 10 nats or more away from its reference.
 */
export class Alarm {
  private recent: number[] = [];
  private best = Number.NEGATIVE_INFINITY;

  heard(finalReward: number, agents: Readonly<Record<AgentName, AgentStep>>): readonly string[] {
    this.recent = [...this.recent, finalReward].slice(-WINDOW);
    const alarms: string[] = [];
    if (this.recent.length === WINDOW) {
      const mean = this.recent.reduce((sum, reward) => sum + reward, 0) / WINDOW;
      this.best = Math.max(this.best, mean);
      if (mean <= this.best - LOSS) alarms.push("reward");
    }
    for (const agent of AGENTS) if ((agents[agent].kl ?? 0) >= DISTANCE) alarms.push(`kl ${agent}`);
    return alarms;
  }

  save(): { readonly recent: readonly number[]; readonly best: number | null } {
    return { recent: this.recent, best: Number.isFinite(this.best) ? this.best : null };
  }

  restore({ recent, best }: ReturnType<Alarm["save"]>): void {
    this.recent = [...recent];
    this.best = best ?? Number.NEGATIVE_INFINITY;
  }
}
