import { loadScenario } from "../src/scenario/load.js";
import type { Scenario } from "../src/scenario/spec.js";

/**
 * The mix: agents, payoff, limits, breaker and audit of `alignment_waltz_targeted_feedback`, scaled to `agents` (a
 * multiple of 7, else the rest is honest), everybody acting in every step. Security is off unless it is asked for.
 */
export function mix(agents: number, epochs: number, steps: number, more: readonly string[] = []): Scenario {
  const scale = Math.floor(agents / 7);
  const counts = [agents - 4 * scale, 2 * scale, scale, scale].map((count, i) => `agents.${i}.count=${count}`);
  const own = [`simulation.max_actions_per_step=${agents}`, "governance.security_enabled=false"];
  const set = [...counts, ...own, ...more];
  return loadScenario("scenarios/alignment_waltz_targeted_feedback.yaml", { set, epochs, steps });
}

/** Agents of one type only, under the same rules. */
export function only(type: string, agents: number, epochs: number, steps: number): Scenario {
  const list = `agents=[{ type: ${type}, count: ${agents / 2} }, { type: honest, count: ${agents / 2} }]`;
  const own = [`simulation.max_actions_per_step=${agents}`, "governance.security_enabled=false"];
  return loadScenario("scenarios/alignment_waltz_targeted_feedback.yaml", { set: [list, ...own], epochs, steps });
}
