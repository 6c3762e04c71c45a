import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { InputError, StoppedError } from "../../base/errors.js";
import type { ChatModel } from "../../contract/provider.js";
import { Budget } from "../../llm/budget.js";
import { completeConfig } from "../../llm/complete-config.js";
import { type Decorations, decorated } from "../../llm/decorate.js";
import { openModel } from "../../llm/open-model.js";
import { PACE, Pacer } from "../../llm/pace.js";
import { Recorder } from "../../llm/record.js";
import { Redactor } from "../../llm/redact.js";
import { Replay } from "../../llm/replay.js";
import { RETRY } from "../../llm/retry.js";
import { OutputFiles } from "../../records/output-files.js";
import { readCalls } from "../../records/read-calls.js";
import { stoppedPath } from "../../records/run-paths.js";
import type { CallOptions } from "../call-options.js";
import { keysGiven, providerNamed } from "../model-options.js";

/** The model that writes, and how it is asked. */
export interface WriterOptions extends CallOptions {
  readonly provider?: string | undefined;
  readonly set?: readonly string[] | undefined;
}

const CALLS = "generate_calls.jsonl";

/**
 * Lets `work` ask a model, with retries, a budget, and a record of every call in the folder; or answers from such a record.
 * What was recorded is kept as `generate_calls.stopped.jsonl` when the work does not come to its end.
 *
 * @throws InputError for options that cannot be; what the work throws
 */
export async function withWriter<T>(
  folder: string,
  { provider = "", set = [], ...calls }: WriterOptions,
  work: (model: ChatModel) => Promise<T>,
): Promise<T> {
  const definition = providerNamed(provider);
  const config = completeConfig(definition.config, keysGiven(set), provider);
  const variable = definition.keyVariable(config);
  const redactor = new Redactor(process.env, variable === undefined ? [] : [variable]);
  const { replayCalls, budgetCalls, budgetTokens, budgetCost } = calls;
  const limits = { max_calls: budgetCalls ?? null, max_tokens: budgetTokens ?? null, max_cost: budgetCost ?? null };
  if (replayCalls !== undefined) {
    if (Object.values(limits).some((limit) => limit !== null)) {
      throw new InputError("--budget-* would have no effect: a replay spends nothing");
    }
    return work(new Replay({ ...readCalls(replayCalls), redactor }).model(definition.identity(config)));
  }
  const opened = await openModel(definition, config, { env: process.env });
  const outputs = new OutputFiles();
  const path = join(folder, CALLS);
  try {
    const file = outputs.open(path, stoppedPath(path));
    const recorder = new Recorder({ write: (line) => file.write(line), clock: () => performance.now(), redactor });
    const result = await work(
      decorated(opened, {
        pacer: new Pacer(completeConfig(PACE, {}, "pace") as ConstructorParameters<typeof Pacer>[0]),
        retry: completeConfig(RETRY, {}, "retry") as Decorations["retry"],
        budgets: [new Budget("command", limits)],
        recorder,
      }),
    );
    file.close();
    outputs.publish();
    return result;
  } catch (error) {
    const kept = outputs.discard();
    if (!(error instanceof StoppedError) || kept.length === 0) throw error;
    throw new StoppedError(`${error.message}\n  the calls made until then are kept: ${kept.join(", ")}`, {
      cause: error,
    });
  } finally {
    await opened.close?.();
  }
}
