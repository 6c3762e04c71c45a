import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { InputError } from "../base/errors.js";
import { readCalls } from "../records/read-calls.js";
import type { RunModelOptions } from "../records/run-models.js";
import { BUILT_IN } from "../scenario/extensions.js";
import { modelsAsked } from "../scenario/needs.js";
import type { Scenario } from "../scenario/spec.js";

const limit = (whole: boolean) => (text: string) => {
  const value = Number(text);
  const fits = whole
    ? /^\d+$/.test(text) && Number.isSafeInteger(value)
    : text.trim() !== "" && value >= 0 && value < Infinity;
  if (!fits) throw new InvalidArgumentError(whole ? "A whole number >= 0 is needed." : "A number >= 0 is needed.");
  return value;
};

/** Options of commands whose runs may ask models. */
export const callOptions = {
  replay: () =>
    new Option(
      "--replay-calls <file>",
      "answer calls of models from the record of an earlier run (<run>_calls.jsonl) and from nowhere else",
    ),
  calls: () => new Option("--budget-calls <number>", "calls of models that a run may make").argParser(limit(true)),
  tokens: () =>
    new Option("--budget-tokens <number>", "tokens that a run may take, requests and answers").argParser(limit(true)),
  cost: () =>
    new Option("--budget-cost <usd>", "money that a run may spend on models, at list prices").argParser(limit(false)),
} as const;

export interface CallOptions {
  readonly replayCalls?: string | undefined;
  readonly budgetCalls?: number | undefined;
  readonly budgetTokens?: number | undefined;
  readonly budgetCost?: number | undefined;
}

/**
 * What the options mean for the runs of these scenarios.
 * @throws InputError for options that could have no effect, and for a record of calls that cannot be read
 */
export function callsGiven(scenarios: readonly Scenario[], options: CallOptions): RunModelOptions {
  const { replayCalls, budgetCalls: max_calls, budgetTokens: max_tokens, budgetCost: max_cost } = options;
  const limits = { max_calls, max_tokens, max_cost };
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  const asking = scenarios.filter(({ spec }) => modelsAsked(spec, BUILT_IN).size > 0);
  const names = [
    ...(replayCalls === undefined ? [] : ["--replay-calls"]),
    ...(given.length === 0 ? [] : ["--budget-*"]),
  ];
  if (names.length > 0 && asking.length === 0) {
    throw new InputError(`${names.join(" and ")} would have no effect: no agent asks a model`);
  }
  if (replayCalls === undefined) return given.length === 0 ? {} : { budget: Object.fromEntries(given) };
  if (given.length > 0) throw new InputError("--budget-* would have no effect: a replay spends nothing");
  if (scenarios.length > 1) throw new InputError("--replay-calls is the record of one run: give one scenario");
  return { replay: readCalls(replayCalls) };
}
