import { loadScenario } from "../src/scenario/load.js";
import type { Scenario } from "../src/scenario/spec.js";

/**
 * The mix: agents, payoff, limits, breaker and audit of `alignment_waltz_targeted_feedback`, scaled to `agents` (a
 * multiple of 7), security off, everybody acting in every step.
 */
export function mix(agents: number, epochs: number, steps: number): Scenario {
  const scale = agents / 7;
  const counts = [3, 2, 1, 1].map((count, i) => `agents.${i}.count=${count * scale}`);
  const own = [`simulation.max_actions_per_step=${agents}`];
  return loadScenario("scenarios/alignment_waltz_targeted_feedback.yaml", { set: [...counts, ...own], epochs, steps });
}
