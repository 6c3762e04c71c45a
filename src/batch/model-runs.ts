import { StoppedError } from "../base/errors.js";
import { ModelError } from "../contract/provider.js";
import type { Budget } from "../llm/budget.js";
import { digestOf } from "../scenario/digest.js";
import { BUILT_IN } from "../scenario/extensions.js";
import { modelsAsked } from "../scenario/needs.js";
import { type ModelOptions, Pacers } from "../scenario/open-models.js";
import { RunStoppedError, simulate } from "../scenario/simulate.js";
import type { Scenario } from "../scenario/spec.js";
import { type Outcome, outcomeOfError } from "./run-job.js";

/** How the runs of a sweep ask models. */
export interface SweepModelOptions {
  /** What all runs together may spend. */
  readonly budget?: Budget;
  /** What else holds for one run. Called in the order of the runs, before each begins. */
  readonly ofRun?: (scenario: Scenario) => RunCalls;
}

/** The calls of one run of many: who records them, or answers them from a record. */
export interface RunCalls {
  readonly models: Pick<ModelOptions, "recorder" | "replay" | "env">;
  /** The run is over; `complete` where it came to its end. */
  ended(complete: boolean): void;
}

/** Runs that ask models wait for answers most of the time: this many go on at once, in this thread. */
export const MODEL_RUNS_AT_ONCE = 8;

export function asksModels({ spec }: Scenario): boolean {
  return spec.models !== undefined && modelsAsked(spec, BUILT_IN).size > 0;
}

/**
 * Runs that ask models. They go on at once in one thread, and share the pacer of each model and the budget of the sweep;
 * what comes of a run does not depend on the others.
 */
export class ModelRuns {
  private readonly pacers = new Pacers();

  /** @param signal ends the runs that are under way */
  constructor(
    private readonly options: SweepModelOptions = {},
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * @throws StoppedError when the sweep cannot go on: its budget is spent, or a model cannot be asked. What concerns one run
   *   alone is its outcome.
   */
  async run(scenario: Scenario, keepRows: boolean): Promise<Outcome> {
    const { budget, ofRun } = this.options;
    const calls = ofRun?.(scenario);
    const models = { ...calls?.models, pacers: this.pacers, ...(budget && { budgets: [budget] }) };
    let complete = false;
    try {
      const result = await simulate(scenario, { models, watcher: () => this.signal?.throwIfAborted() });
      complete = true;
      return { digest: digestOf(scenario, result, keepRows) };
    } catch (error) {
      budget?.check();
      const reason = error instanceof RunStoppedError ? error.reason : undefined;
      if (reason instanceof ModelError && !reason.isInvalidAnswer)
        throw new StoppedError(reason.message, { cause: error });
      return outcomeOfError(error);
    } finally {
      calls?.ended(complete);
    }
  }
}
