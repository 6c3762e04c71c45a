import { whole } from "../contract/keys.js";

/** How long a freeze lasts: the circuit breaker and the incoherence breaker share the key. */
export const FREEZE_DURATION = whole(2, 1, "epochs that a freeze lasts");

const NONE = -1;

/** Until when each agent is frozen. */
export class FreezeTerms {
  private readonly ends: Int32Array;

  constructor(agents: number) {
    this.ends = new Int32Array(agents).fill(NONE);
  }

  /** A term that runs already is replaced. @param end epoch at whose start the agent is free again */
  start(agent: number, end: number): void {
    this.ends[agent] = end;
  }

  /** Epoch at which the agent's term ends; -1 without a term. */
  endOf(agent: number): number {
    return this.ends[agent];
  }

  cancel(agent: number): void {
    this.ends[agent] = NONE;
  }

  /** Ends the terms that are over by `epoch` and returns whose they were. Looks at every agent once. */
  serve(epoch: number): number[] {
    const free: number[] = [];
    for (const [agent, end] of this.ends.entries()) if (end !== NONE && epoch >= end) free.push(agent);
    for (const agent of free) this.cancel(agent);
    return free;
  }

  save(): unknown {
    return Array.from(this.ends);
  }

  restore(saved: unknown): void {
    this.ends.set(saved as number[]);
  }
}
