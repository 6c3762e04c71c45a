import { APIConnectionTimeoutError, APIError } from "openai";
import { excerpt } from "../../../base/excerpt.js";
import type { TrainerFailure, TrainerFailureKind } from "../../../contract/trainer-backend.js";
import { networkCode } from "../network-code.js";
import { retryAfter } from "../retry-after.js";

const LONGEST = 300;

/** A status of 400 or 422 that speaks of the model and not of the request. Mistral says it with 422, OpenAI with 400. */
const MODEL_REFUSED =
  /model\b.{0,80}\b(?:not (?:be )?(?:available|supported|eligible|allowed)|does not exist|cannot be fine-?tuned|retired|deprecated)|(?:not (?:be )?(?:available|supported|eligible)|no longer).{0,80}fine-?tun|model_not_available/i;

/** What the SDK threw for a request, as a value. Nothing of the request, and so no key, is taken over. */
export function failureOf(error: unknown, where: string, deadline: AbortSignal, seconds: number): TrainerFailure {
  if (deadline.aborted || error instanceof APIConnectionTimeoutError) {
    return { kind: "timeout", message: `${where}: no answer within ${seconds} s` };
  }
  if (error instanceof APIError && error.status !== undefined) {
    const kind = kindOf(error.status, saidBy(error));
    const { headers } = error;
    const after = retryAfter((name) => headers?.get(name));
    const wait = after === undefined ? "" : `, to be asked again in ${after} s`;
    return {
      kind,
      message: `${where}: ${WORDS[kind]} (status ${error.status}${wait}): ${excerpt(saidBy(error), LONGEST)}`,
      ...(after !== undefined && { retryAfter: after }),
    };
  }
  const code = networkCode(error);
  if (code !== undefined) {
    const timedOut = /TIMEOUT|TIMEDOUT/.test(code);
    const words = timedOut ? "no answer in time" : "the connection failed";
    return { kind: timedOut ? "timeout" : "connection", message: `${where}: ${words} (${code})` };
  }
  const said = excerpt(error instanceof Error ? error.message : String(error), LONGEST);
  if (error instanceof APIError) return { kind: "connection", message: `${where}: ${said}` };
  return badReply(where, said);
}

/** A reply that arrived and is not of the protocol. */
export function badReply(where: string, what: string): TrainerFailure {
  return { kind: "bad_reply", message: `${where}: the reply cannot be read (${what})` };
}

const WORDS: Readonly<Record<TrainerFailureKind, string>> = {
  retired: "training is retired here",
  not_eligible: "this account or model may not be trained here",
  missing: "there is no such thing here",
  duplicate: "it exists already",
  too_large: "the file is too large",
  auth: "the key is missing or not accepted",
  rejected: "the request is refused",
  redirected: "the endpoint points to another address, which is not followed",
  rate_limited: "asked too often",
  overloaded: "the endpoint fails",
  timeout: "no answer in time",
  connection: "the connection failed",
  bad_reply: "the reply cannot be read",
};

const KINDS: Readonly<Record<number, TrainerFailureKind>> = {
  401: "auth",
  403: "not_eligible",
  404: "missing",
  405: "missing",
  408: "timeout",
  409: "duplicate",
  410: "retired",
  413: "too_large",
  429: "rate_limited",
  501: "missing",
};

function kindOf(status: number, said: string): TrainerFailureKind {
  const known = KINDS[status];
  if (known !== undefined) return known;
  if (status >= 500) return "overloaded";
  if (status >= 300 && status < 400) return "redirected";
  return (status === 400 || status === 422) && MODEL_REFUSED.test(said) ? "not_eligible" : "rejected";
}

function saidBy(error: APIError): string {
  const { message } = (error.error ?? {}) as { readonly message?: unknown };
  return typeof message === "string" ? message : error.message;
}
