import { type Static, Type } from "@sinclair/typebox";
import { flag, share, whole } from "../contract/keys.js";
import { defineLever, type Effects, type Lever, type Roster } from "../contract/lever.js";
import type { Interaction } from "../model/interaction.js";
import { FREEZE_DURATION, FreezeTerms } from "./freeze-terms.js";
import { RecentValues } from "./recent-values.js";

/** Interactions in an agent's window. */
const WINDOW = 10;

const config = Type.Object({
  circuit_breaker_enabled: flag(false, "switches the lever on"),
  freeze_threshold_toxicity: share(0.7, "mean of 1 - p over the last ten initiated interactions that is a violation"),
  freeze_threshold_violations: whole(3, 1, "violations at which the agent is frozen"),
  freeze_duration_epochs: FREEZE_DURATION,
});

type CircuitBreakerConfig = Static<typeof config>;

/**
 * Counts violations: interactions after which the initiator's window of ten (fewer at first) is too toxic. Violations are
 * forgiven when a freeze has been served, the window never is. An epoch start looks at every agent once, an interaction
 * at its initiator alone. Source: SWARM v1.9.0 governance, circuit breaker.
 */
export class CircuitBreaker implements Lever {
  readonly toxicity: RecentValues;
  readonly violations: Int32Array;
  readonly terms: FreezeTerms;

  constructor(
    private readonly config: CircuitBreakerConfig,
    agents: Roster,
  ) {
    this.toxicity = new RecentValues(agents.size, WINDOW);
    this.violations = new Int32Array(agents.size);
    this.terms = new FreezeTerms(agents.size);
  }

  epochStart(epoch: number, effects: Effects): void {
    for (const agent of this.terms.serve(epoch)) {
      effects.unfreeze(agent, "freeze served");
      this.violations[agent] = 0;
    }
  }

  interaction({ initiator, p, epoch }: Readonly<Interaction>, effects: Effects): void {
    const { config, violations } = this;
    this.toxicity.push(initiator, 1 - p);
    if (this.toxicity.mean(initiator) < config.freeze_threshold_toxicity) return;
    violations[initiator] += 1;
    effects.note("violation", initiator, { violations: violations[initiator] });
    if (violations[initiator] < config.freeze_threshold_violations) return;
    this.terms.start(initiator, epoch + config.freeze_duration_epochs);
    effects.freeze(initiator, "toxicity");
  }

  mayAct(agent: number, epoch: number): boolean {
    return epoch >= this.terms.endOf(agent);
  }

  /** Drops all that is held against an agent. It stays frozen if it was. */
  forget(agent: number): void {
    this.toxicity.forget(agent);
    this.violations[agent] = 0;
    this.terms.cancel(agent);
  }

  save(): unknown {
    return [this.toxicity.save(), Array.from(this.violations), this.terms.save()];
  }

  restore(saved: unknown): void {
    const [toxicity, violations, terms] = saved as [unknown, number[], unknown];
    this.toxicity.restore(toxicity);
    this.violations.set(violations);
    this.terms.restore(terms);
  }
}

export const circuitBreaker = defineLever({
  name: "circuit_breaker",
  summary: "freezes an agent whose last ten proposals were too toxic too often, for a number of epochs",
  config,
  looks: ["violation"],
  isOn: ({ circuit_breaker_enabled }) => circuit_breaker_enabled,
  create: (keys, { agents }) => new CircuitBreaker(keys, agents),
});
