import type { Static } from "@sinclair/typebox";
import type { ChatModel } from "../contract/provider.js";
import { type Budget, budgeted } from "./budget.js";
import type { Pacer } from "./pace.js";
import type { Recorder } from "./record.js";
import { type RETRY, retried } from "./retry.js";

export interface Decorations {
  /** One for all runs of a sweep. */
  readonly pacer: Pacer;
  readonly retry: Static<typeof RETRY>;
  /** Of the run and, in a sweep, of the sweep. */
  readonly budgets: readonly Budget[];
  /** One for all models of a run. */
  readonly recorder: Pick<Recorder, "recorded">;
}

/**
 * Puts the decorators around a model, from the inside out: pace, retry, budget, record. So every try waits for its turn,
 * the budget counts every try, and the record holds each call of the run once, with what came of it in the end. A replay
 * stands in for all of them.
 */
export function decorated(model: ChatModel, { pacer, retry, budgets, recorder }: Decorations): ChatModel {
  return recorder.recorded(budgeted(retried(pacer.paced(model), retry), budgets));
}
