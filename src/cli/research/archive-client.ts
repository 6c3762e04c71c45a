import { excerpt } from "../../base/excerpt.js";
import { networkCode } from "../../llm/providers/network-code.js";
import { retryAfter } from "../../llm/providers/retry-after.js";
import { Redactor } from "../../llm/redact.js";
import type { ArchiveRequest } from "../../research/publish/archive-request.js";
import type { Archive } from "../../research/publish/archives.js";
import type { ArchiveAccess } from "./archive-access.js";

export type ArchiveFailureKind =
  | "auth"
  | "exists"
  | "rejected"
  | "redirected"
  | "rate_limited"
  | "overloaded"
  | "timeout"
  | "connection"
  | "bad_reply";

export interface ArchiveFailure {
  readonly kind: ArchiveFailureKind;
  /** For people, without anything of the key. */
  readonly message: string;
  /** Seconds that the archive asks to wait. */
  readonly retryAfter?: number;
  /** Whether the request surely had no effect. */
  readonly without_effect: boolean;
}

export type ArchiveReply =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly failure: ArchiveFailure };

/** Longest answer that is read, in bytes, and longest quote of one in a message. */
const LONGEST = 1_000_000;
const QUOTED = 300;

/** Network faults of a connection that never came about. */
const NEVER_SENT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** One archive at one address: a request each, no retries, no redirections, no other host. */
export class ArchiveClient {
  private readonly redactor: Redactor;
  private readonly where: string;

  /** @param timeout for one whole answer, s */
  constructor(
    private readonly archive: Archive,
    private readonly access: ArchiveAccess,
    private readonly timeout: number,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.redactor = new Redactor({ ...env, [access.keyVariable]: access.key }, [access.keyVariable]);
    this.where = `${archive.name} at ${new URL(access.baseUrl).host}`;
  }

  async ask({ method, path, body }: ArchiveRequest): Promise<ArchiveReply> {
    const { keyHeader, keyPrefix } = this.archive;
    const query = Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value)]));
    const asked = method === "GET" ? `${path}?${new URLSearchParams(query)}` : path;
    const signal = AbortSignal.timeout(Math.ceil(this.timeout * 1000));
    try {
      const response = await fetch(`${this.access.baseUrl}${asked}`, {
        method,
        headers: {
          accept: "application/json",
          "content-type": "application/json",
          [keyHeader]: `${keyPrefix}${this.access.key}`,
        },
        ...(method !== "GET" && { body: JSON.stringify(body) }),
        redirect: "manual",
        signal,
      });
      const text = await textOf(response);
      return response.ok ? this.read(text) : this.refused(response, text);
    } catch (error) {
      return this.failed(...this.faultOf(error, signal));
    }
  }

  private read(text: string): ArchiveReply {
    let answer: unknown;
    try {
      answer = JSON.parse(text);
    } catch {
      return this.failed("bad_reply", `the answer is no JSON: ${quoted(text)}`);
    }
    const { success, message, error } = (answer ?? {}) as Readonly<Record<string, unknown>>;
    if (success === false) {
      return this.failed(
        "rejected",
        `it was not taken: ${quoted(String(message ?? error ?? "no reason is given"))}`,
        true,
      );
    }
    return { ok: true, answer: this.redactor.json(answer) };
  }

  private refused(response: Response, text: string): ArchiveReply {
    const { status, headers } = response;
    if (status >= 300 && status < 400) {
      const to = headers.get("location") ?? "nowhere";
      return this.failed(
        "redirected",
        `it points to ${quoted(to)}, which is not followed: a key goes to the host that you name alone`,
        true,
      );
    }
    const kind = kindOf(status);
    const wait = retryAfter((name) => headers.get(name));
    const asked = wait === undefined ? "" : `, to be asked again in ${wait} s`;
    const reply = this.failed(
      kind,
      `${WORDS[kind]} (status ${status}${asked}): ${quoted(text)}`,
      status < 500 || status === 503,
    );
    return wait === undefined || reply.ok ? reply : { ok: false, failure: { ...reply.failure, retryAfter: wait } };
  }

  private faultOf(error: unknown, signal: AbortSignal): readonly [ArchiveFailureKind, string, boolean?] {
    if (signal.aborted) return ["timeout", `no whole answer within ${this.timeout} s`];
    if (error instanceof RangeError) return ["bad_reply", error.message];
    const code = networkCode(error);
    return ["connection", `the connection failed (${code ?? "no reason is given"})`, NEVER_SENT.test(code ?? "")];
  }

  private failed(kind: ArchiveFailureKind, what: string, without_effect = false) {
    const message = this.redactor.text(`${this.where}: ${what}`);
    return { ok: false, failure: { kind, message, without_effect } } as const;
  }
}

const WORDS: Partial<Record<ArchiveFailureKind, string>> = {
  auth: "the key is not accepted",
  exists: "it is there already",
  rejected: "the request is refused",
  rate_limited: "asked too often",
  overloaded: "the archive fails",
  timeout: "no answer in time",
};

function kindOf(status: number): ArchiveFailureKind {
  if (status === 401 || status === 403) return "auth";
  if (status === 408) return "timeout";
  if (status === 409) return "exists";
  if (status === 429) return "rate_limited";
  return status >= 500 ? "overloaded" : "rejected";
}

/** @throws RangeError past the longest answer that is read */
async function textOf({ body }: Response): Promise<string> {
  if (body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > LONGEST) throw new RangeError(`the answer is longer than ${LONGEST} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function quoted(text: string): string {
  return excerpt(text, QUOTED) || "it says nothing";
}
