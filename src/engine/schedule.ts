import type { RandomStream } from "../base/random/random-source.js";
import type { World } from "./world.js";

export type ScheduleMode = "round_robin" | "random" | "priority";

/**
 * Who takes a turn in a step, in order. `random` shuffles (from the end down, swapping i with below(i + 1)); `priority`
 * sorts by reputation, highest first, ties in registration order. At most `cap` agents are chosen: in `round_robin` the
 * agents beyond it never act in the whole run.
 */
export class Schedule {
  private readonly order: Int32Array;
  private readonly chosen: Int32Array;

  constructor(
    private readonly world: World,
    private readonly mode: ScheduleMode,
    cap: number,
    private readonly stream: RandomStream,
  ) {
    this.order = Int32Array.from({ length: world.size }, (_, agent) => agent);
    this.chosen = new Int32Array(Math.min(cap, world.size));
  }

  /** Fixed at the start of the step: an agent frozen during the step still acts in it. The array is reused. */
  eligible(mayAct: ((agent: number) => boolean) | undefined): Int32Array {
    this.arrange();
    const { order, chosen, world } = this;
    let count = 0;
    for (let i = 0; i < order.length && count < chosen.length; i += 1) {
      const agent = order[i];
      if (world.isFrozen(agent) || mayAct?.(agent) === false) continue;
      chosen[count] = agent;
      count += 1;
    }
    return count === chosen.length ? chosen : chosen.subarray(0, count);
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
