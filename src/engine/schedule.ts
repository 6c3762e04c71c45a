import type { RandomStream } from "../base/random/random-source.js";
import type { World } from "./world.js";

export type ScheduleMode = "round_robin" | "random" | "priority";

/**
 * Who takes a turn in a step, in order. `random` shuffles (from the end down, swapping i with below(i + 1)); `priority`
 * sorts by reputation, highest first, ties in registration order. At most `cap` agents are chosen: in `round_robin` the
 * agents beyond it never act in the whole run.
 */
export class Schedule {
  private readonly order: number[];
  private readonly chosen: number[] = [];

  constructor(
    private readonly world: World,
    private readonly mode: ScheduleMode,
    private readonly cap: number,
    private readonly stream: RandomStream,
  ) {
    this.order = Array.from({ length: world.size }, (_, agent) => agent);
  }

  /** Fixed at the start of the step: an agent frozen during the step still acts in it. The array is reused. */
  eligible(mayAct: (agent: number) => boolean): readonly number[] {
    this.arrange();
    this.chosen.length = 0;
    for (const agent of this.order) {
      if (this.chosen.length >= this.cap) break;
      if (!this.world.isFrozen(agent) && mayAct(agent)) this.chosen.push(agent);
    }
    return this.chosen;
  }

  private arrange(): void {
    if (this.mode === "round_robin") return;
    const order = this.order;
    for (let agent = 0; agent < order.length; agent += 1) order[agent] = agent;
    if (this.mode === "priority") {
      const { reputation } = this.world;
      order.sort((a, b) => reputation[b] - reputation[a] || a - b);
      return;
    }
    for (let i = order.length - 1; i > 0; i -= 1) {
      const j = this.stream.below(i + 1);
      const moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
  }
}
