import { availableParallelism } from "node:os";
import { agentStepsOf } from "./simulate-many.js";
import type { Study } from "./study.js";
import { scenarioAt } from "./study-point.js";

/** Turns of a run that are worth a thread: so much work is done while this thread makes and hands over one scenario. */
const AGENT_STEPS_PER_THREAD = 50;

/**
 * Threads that the runs of a study keep busy, at most as many as there are cores. Tiny runs are over before the next one
 * can be handed out: more threads would only wait and take memory.
 */
export function threadsFor(study: Study, cores = availableParallelism()): number {
  const [first] = study.design.points();
  const useful = Math.ceil(agentStepsOf(scenarioAt(study, first.settings)) / AGENT_STEPS_PER_THREAD);
  return Math.max(1, Math.min(cores, useful));
}
