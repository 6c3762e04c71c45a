import { APICallError } from "@ai-sdk/provider";
import { excerpt } from "../../base/excerpt.js";
import { ModelError, type ModelErrorKind } from "../../contract/provider.js";
import { networkCode } from "./network-code.js";
import { retryAfter } from "./retry-after.js";

const LONGEST = 300;
const TIMED_OUT = /TIMEOUT|TIMEDOUT/;

/**
 * What an SDK or `fetch` threw, as a fault of a call. Messages of the endpoint are shortened; nothing of the request, and
 * so no key, is taken over.
 *
 * @param where the endpoint, for the message
 */
export function modelErrorOf(error: unknown, where: string): ModelError {
  const network = networkCode(error);
  if (network !== undefined) {
    const kind = TIMED_OUT.test(network) ? "timeout" : "connection";
    return new ModelError(
      kind,
      `${where}: ${kind === "timeout" ? "no answer in time" : "the connection failed"} (${network})`,
    );
  }
  const said = excerpt(error instanceof Error ? error.message : String(error), LONGEST);
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400) {
    return statusError(error.statusCode, error.responseHeaders ?? {}, said, where);
  }
  if (isUnsent(error)) {
    return new ModelError("connection", `${where}: ${said}`);
  }
  return new ModelError("bad_reply", `${where}: the reply cannot be read (${said})`);
}

/** `fetch` says no more than this when it could not send a request at all. */
function isUnsent(error: unknown): boolean {
  if (APICallError.isInstance(error)) return error.statusCode === undefined;
  return error instanceof TypeError && error.message === "fetch failed";
}

/** The fault that an HTTP status means. */
export function statusError(
  status: number,
  headers: Readonly<Record<string, string>>,
  said: string,
  where: string,
): ModelError {
  const kind = kindOf(status);
  const after = retryAfter((name) => headers[name]);
  const wait = after === undefined ? "" : `, to be asked again in ${after} s`;
  return new ModelError(kind, `${where}: ${WORDS[kind] ?? kind} (status ${status}${wait}): ${excerpt(said, LONGEST)}`, {
    ...(after !== undefined && { retryAfter: after }),
  });
}

const WORDS: Partial<Record<ModelErrorKind, string>> = {
  rate_limited: "asked too often",
  overloaded: "the endpoint fails",
  timeout: "no answer in time",
  auth: "the key is missing or not accepted",
  rejected: "the request is refused",
};

function kindOf(status: number): ModelErrorKind {
  if (status === 429) return "rate_limited";
  if (status === 401 || status === 403) return "auth";
  if (status === 408) return "timeout";
  return status >= 500 ? "overloaded" : "rejected";
}
