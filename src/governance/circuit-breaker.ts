import { Type } from "@sinclair/typebox";
import { flag, share, whole } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";

/** How long a freeze lasts; also used by the incoherence breaker. */
export const FREEZE_DURATION = whole(2, 1, "epochs that a freeze lasts");

/** Interactions in an agent's window. */
const WINDOW = 10;

/** An agent's toxicity record: one ring of the last ten 1 - p per agent, and its violations. */
export class ToxicityRecords {
  private readonly ring: Float64Array;
  private readonly seen: Int32Array;
  readonly violations: Int32Array;
  /** Epoch at which the freeze ends, -1 for none. */
  readonly freezeUntil: Int32Array;

  constructor(agents: number) {
    this.ring = new Float64Array(agents * WINDOW);
    this.seen = new Int32Array(agents);
    this.violations = new Int32Array(agents);
    this.freezeUntil = new Int32Array(agents).fill(-1);
  }

  push(agent: number, toxicity: number): void {
    this.ring[agent * WINDOW + (this.seen[agent] % WINDOW)] = toxicity;
    this.seen[agent] += 1;
  }

  /** Mean over the window, oldest first; 0 when it is empty. */
  mean(agent: number): number {
    const seen = this.seen[agent];
    const length = Math.min(seen, WINDOW);
    let sum = 0;
    for (let i = seen - length; i < seen; i += 1) sum += this.ring[agent * WINDOW + (i % WINDOW)];
    return length === 0 ? 0 : sum / length;
  }

  /** Forgets an agent altogether. */
  reset(agent: number): void {
    this.seen[agent] = 0;
    this.violations[agent] = 0;
    this.freezeUntil[agent] = -1;
  }

  save(): unknown {
    return [this.ring, this.seen, this.violations, this.freezeUntil].map((column) => Array.from(column));
  }

  restore(saved: unknown): void {
    const columns = saved as number[][];
    [this.ring, this.seen, this.violations, this.freezeUntil].forEach((column, i) => void column.set(columns[i]));
  }
}

export const circuitBreaker = defineLever({
  name: "circuit_breaker",
  summary: "freezes an agent whose last ten proposals were too toxic too often, for a number of epochs",
  config: Type.Object({
    circuit_breaker_enabled: flag(false, "switches the lever on"),
    freeze_threshold_toxicity: share(0.7, "mean of 1 - p over the last ten initiated interactions that is a violation"),
    freeze_threshold_violations: whole(3, 1, "violations at which the agent is frozen"),
    freeze_duration_epochs: FREEZE_DURATION,
  }),
  isOn: ({ circuit_breaker_enabled }) => circuit_breaker_enabled,
  create(config, { agents }) {
    const records = new ToxicityRecords(agents.size);
    return {
      records,
      epochStart(epoch, effects) {
        for (let agent = 0; agent < agents.size; agent += 1) {
          const until = records.freezeUntil[agent];
          if (until === -1 || epoch < until) continue;
          effects.unfreeze(agent, "freeze served");
          records.freezeUntil[agent] = -1;
          records.violations[agent] = 0;
        }
      },
      interaction({ initiator, p, epoch }, effects) {
        records.push(initiator, 1 - p);
        if (records.mean(initiator) < config.freeze_threshold_toxicity) return;
        records.violations[initiator] += 1;
        effects.note("violation", initiator, { violations: records.violations[initiator] });
        if (records.violations[initiator] < config.freeze_threshold_violations) return;
        records.freezeUntil[initiator] = epoch + config.freeze_duration_epochs;
        effects.freeze(initiator, "toxicity");
      },
      mayAct: (agent, epoch) => epoch >= records.freezeUntil[agent],
      save: () => records.save(),
      restore: (saved) => records.restore(saved),
    };
  },
});
