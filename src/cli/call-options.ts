import { Option } from "@commander-js/extra-typings";
import { InputError } from "../base/errors.js";
import { asksModels } from "../batch/model-runs.js";
import { readCalls } from "../records/read-calls.js";
import type { RunModelOptions } from "../records/run-models.js";
import type { Scenario } from "../scenario/spec.js";
import { amount } from "./amount.js";
import { wholeNumber } from "./whole-number.js";

/** Options of commands whose runs may ask models. */
export const callOptions = {
  replay: () =>
    new Option(
      "--replay-calls <file>",
      "answer calls of models from the record of an earlier run (<run>_calls.jsonl) and from nowhere else",
    ),
  replayFolder: () =>
    new Option(
      "--replay-calls <folder>",
      "answer calls of models from the records of an earlier time (<name>_calls) and from nowhere else",
    ),
  calls: () =>
    new Option("--budget-calls <number>", "calls of models that may be made in all").argParser(wholeNumber(0)),
  tokens: () =>
    new Option("--budget-tokens <number>", "tokens that models may take in all, requests and answers").argParser(
      wholeNumber(0),
    ),
  cost: () =>
    new Option("--budget-cost <usd>", "money that may be spent on models in all, at list prices").argParser(
      amount({ zero: true }),
    ),
} as const;

export interface CallOptions {
  readonly replayCalls?: string | undefined;
  readonly budgetCalls?: number | undefined;
  readonly budgetTokens?: number | undefined;
  readonly budgetCost?: number | undefined;
}

/**
 * What the options mean for one run after another.
 * @throws InputError for options that could have no effect, and for a record of calls that cannot be read
 */
export function callsGiven(scenarios: readonly Scenario[], options: CallOptions): RunModelOptions {
  const budget = budgetGiven(scenarios, options);
  const { replayCalls } = options;
  if (replayCalls === undefined) return budget === undefined ? {} : { budget };
  if (scenarios.length > 1) throw new InputError("--replay-calls is the record of one run: give one scenario");
  return { replay: readCalls(replayCalls) };
}

/**
 * The limits that are set; undefined where none is.
 * @throws InputError for options that could have no effect
 */
export function budgetGiven(scenarios: readonly Scenario[], options: CallOptions): RunModelOptions["budget"] {
  const { replayCalls, budgetCalls: max_calls, budgetTokens: max_tokens, budgetCost: max_cost } = options;
  const given = Object.entries({ max_calls, max_tokens, max_cost }).filter(([, value]) => value !== undefined);
  const names = [
    ...(replayCalls === undefined ? [] : ["--replay-calls"]),
    ...(given.length === 0 ? [] : ["--budget-*"]),
  ];
  if (names.length > 0 && !scenarios.some(asksModels)) {
    throw new InputError(`${names.join(" and ")} would have no effect: no agent asks a model`);
  }
  if (replayCalls !== undefined && given.length > 0) {
    throw new InputError("--budget-* would have no effect: a replay spends nothing");
  }
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
