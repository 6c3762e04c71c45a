import { InputError, StoppedError } from "../../base/errors.js";
import type { ArchivePaper } from "../../research/publish/archive-paper.js";
import {
  type ArchiveRequest,
  paperTitled,
  type Receipt,
  receiptIn,
  searchRequest,
} from "../../research/publish/archive-request.js";
import type { Archive } from "../../research/publish/archives.js";
import type { ArchiveClient, ArchiveFailure, ArchiveFailureKind } from "./archive-client.js";

/** Times that a submission is tried at most, and the longest time that is waited for between two tries, s. */
const TRIES = 3;
const LONGEST_WAIT = 60;

/** Waits without a word of the archive: 1 s, 2 s, 4 s, ... up to this. */
const LONGEST_OWN_WAIT = 10;

const PASSING: ReadonlySet<ArchiveFailureKind> = new Set([
  "rate_limited",
  "overloaded",
  "timeout",
  "connection",
  "bad_reply",
]);

/** The user's part to put right; everything else is the archive's. */
const USERS: ReadonlySet<ArchiveFailureKind> = new Set(["auth", "redirected"]);

export interface Sending {
  readonly client: ArchiveClient;
  readonly archive: Archive;
  readonly request: ArchiveRequest;
  readonly paper: ArchivePaper;
  /** Version before this one, 0 for a new paper; where the archive names none. */
  readonly version: number;
  wait(seconds: number): Promise<unknown>;
  /** Is told why it is tried again. */
  again(why: string, seconds: number): void;
}

/** A paper that is in the archive. */
export interface Sent extends Receipt {
  /** The archive never answered, and the paper was found there. */
  readonly found: boolean;
}

/**
 * Hands a paper in. What may pass is tried again, after the time that the archive asks for. Where it is not known whether
 * a try took effect, the archive is searched for the paper first, so that it is not there twice.
 *
 * @throws InputError for a key that is not accepted and for a redirection; StoppedError for everything else
 */
export async function sendSubmission(sending: Sending): Promise<Sent> {
  for (let attempt = 1; ; attempt += 1) {
    const { client, request, version } = sending;
    const reply = await client.ask(request);
    const receipt = reply.ok ? receiptIn(reply.answer, version + 1) : undefined;
    if (receipt !== undefined) return { ...receipt, found: false };
    const failure: ArchiveFailure = reply.ok
      ? { kind: "bad_reply", message: "the answer names no paper", without_effect: false }
      : reply.failure;
    if (!PASSING.has(failure.kind)) throw ended(failure);
    if (!failure.without_effect) {
      const found = await lookedUp(sending, failure);
      if (found !== null) return { ...found, found: true };
    }
    await pause(sending, failure, attempt);
  }
}

/** The paper where a try has taken effect after all; `null` where it surely has not, or is said to have failed. */
async function lookedUp(
  { client, archive, paper, version }: Sending,
  failure: ArchiveFailure,
): Promise<Receipt | null> {
  const reply = version === 0 ? await client.ask(searchRequest(archive, paper.title)) : undefined;
  const found = reply?.ok ? paperTitled(reply.answer, paper) : undefined;
  if (found !== undefined) return found;
  if (failure.kind === "overloaded") return null;
  throw new StoppedError(
    `${failure.message}\nwhether the paper was taken is not known, and a search did not tell: look there before you send it again`,
  );
}

async function pause({ wait, again }: Sending, failure: ArchiveFailure, attempt: number): Promise<void> {
  const { message, retryAfter } = failure;
  if (attempt >= TRIES) throw new StoppedError(`${message} (after ${attempt} tries)`);
  const seconds = retryAfter ?? Math.min(LONGEST_OWN_WAIT, 2 ** (attempt - 1));
  if (seconds > LONGEST_WAIT) {
    throw new StoppedError(
      `${message}\nthat is longer than the ${LONGEST_WAIT} s that are waited here: send it again then`,
    );
  }
  again(message, seconds);
  await wait(seconds);
}

function ended({ kind, message }: ArchiveFailure): Error {
  return USERS.has(kind) ? new InputError(message) : new StoppedError(message);
}
