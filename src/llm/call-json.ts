import {
  type Completion,
  type CompletionRequest,
  type FailedTry,
  ModelError,
  type ModelErrorKind,
  type ModelIdentity,
  type Usage,
} from "../contract/provider.js";
import { BudgetSpentError } from "./budget.js";
import type { CallRecord } from "./call-record.js";

type Asked = Pick<CallRecord, "model" | "request">;
type Outcome = Pick<CallRecord, "response" | "error" | "usage" | "price_usd" | "failed">;

/** What a call is known by: all that shapes its answer. */
export function askedJson(model: ModelIdentity, request: CompletionRequest): Asked {
  const { messages, schema, seed, temperature, maxTokens, stop } = request;
  const set = { schema, seed, temperature, max_tokens: maxTokens, stop };
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  // Through text, so that what is compared is what a file can hold.
  return JSON.parse(JSON.stringify({ model, request: { messages, ...given } }));
}

export function answeredJson({ text, data, finish, warnings, usage, price, failed }: Completion): Outcome {
  const response = { text, ...(data === undefined ? {} : { data }), finish, warnings: [...warnings] };
  return { response, error: null, ...spentJson({ usage, price }), failed: failed.map(failedJson) };
}

export function errorJson(error: unknown): Outcome {
  const { name: type, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  if (!(error instanceof ModelError)) {
    const nothing = { kind: null, retry_after: null, text: null };
    return { response: null, error: { type, message, ...nothing }, usage: null, price_usd: null, failed: [] };
  }
  const { retryAfter = null, text = null, usage, price, failed } = error.detail;
  const told = { type, kind: error.kind, message, retry_after: retryAfter, text };
  return { response: null, error: told, ...spentJson({ usage, price }), failed: failed.map(failedJson) };
}

/** The completion of a recorded call. @throws the error that it ended with */
export function outcomeOf({ response, error, usage, price_usd, failed }: Outcome): Completion {
  const spent = { usage: usageOf(usage), price: price_usd ?? undefined };
  const tries = failed.map(
    (one): FailedTry => ({
      kind: one.kind as ModelErrorKind,
      message: one.message,
      wait: one.wait,
      usage: usageOf(one.usage),
      price: one.price ?? undefined,
    }),
  );
  if (response !== null)
    return { ...(response as Pick<Completion, "text" | "data" | "finish" | "warnings">), ...spent, failed: tries };
  if (error === null) throw new Error("a recorded call has neither a response nor an error");
  if (error.type === "BudgetSpentError") throw new BudgetSpentError(error.message);
  if (error.kind === null) throw new Error(`${error.type}: ${error.message}`);
  throw new ModelError(error.kind as ModelErrorKind, error.message, {
    ...(error.retry_after === null ? {} : { retryAfter: error.retry_after }),
    ...(error.text === null ? {} : { text: error.text }),
    ...(spent.usage !== undefined && { usage: spent.usage }),
    ...(spent.price !== undefined && { price: spent.price }),
    failed: tries,
  });
}

function failedJson({ kind, message, wait, usage, price }: FailedTry): CallRecord["failed"][number] {
  const { price_usd, ...spent } = spentJson({ usage, price });
  return { kind, message, wait, ...spent, price: price_usd };
}

function spentJson({ usage, price }: Pick<FailedTry, "usage" | "price">): Pick<CallRecord, "usage" | "price_usd"> {
  const tokens = usage && { input_tokens: usage.inputTokens, output_tokens: usage.outputTokens };
  return { usage: tokens ?? null, price_usd: price ?? null };
}

function usageOf(usage: CallRecord["usage"]): Usage | undefined {
  return usage === null ? undefined : { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens };
}
