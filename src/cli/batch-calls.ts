import { performance } from "node:perf_hooks";
import type { SweepModelOptions } from "../batch/model-runs.js";
import { Budget } from "../llm/budget.js";
import { recordedRuns, replayedRuns } from "../records/run-calls.js";
import type { Scenario } from "../scenario/spec.js";
import { budgetGiven, type CallOptions } from "./call-options.js";

/**
 * How many runs ask models: under one budget, with a record of the calls of each in `folder`, or from the records of an
 * earlier time.
 *
 * @param scenarios one of each kind of run
 * @param owner whose budget it is, for messages
 * @throws InputError for options that could have no effect
 */
export function batchCalls(
  scenarios: readonly Scenario[],
  folder: string,
  owner: string,
  options: CallOptions,
): SweepModelOptions {
  const limits = budgetGiven(scenarios, options);
  const { replayCalls } = options;
  if (replayCalls !== undefined) return { ofRun: replayedRuns(replayCalls) };
  const ofRun = recordedRuns(folder, () => performance.now());
  return limits === undefined ? { ofRun } : { ofRun, budget: new Budget(owner, limits) };
}
