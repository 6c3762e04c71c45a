import { APICallError } from "@ai-sdk/provider";
import { ModelError, type ModelErrorKind } from "../../contract/provider.js";

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
  const said = shortened(error instanceof Error ? error.message : String(error));
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
  const retryAfter = retryAfterOf(headers);
  const wait = retryAfter === undefined ? "" : `, to be asked again in ${retryAfter} s`;
  return new ModelError(kind, `${where}: ${WORDS[kind] ?? kind} (status ${status}${wait}): ${shortened(said)}`, {
    ...(retryAfter !== undefined && { retryAfter }),
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

/** Seconds, from a count or from a date, which counts from the time that the reply itself bears. */
function retryAfterOf(headers: Readonly<Record<string, string>>): number | undefined {
  const milliseconds = Number(headers["retry-after-ms"] ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds / 1000;
  const asked = headers["retry-after"];
  if (asked === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(asked)) return Number(asked);
  const wait = (Date.parse(asked) - Date.parse(headers.date ?? "")) / 1000;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/** The code of a network fault anywhere among the causes. */
function networkCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth += 1) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === "string" && /^(E[A-Z]+|UND_ERR_\w+)$/.test(code)) return code;
  }
  return undefined;
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line;
}
