import type { TrainerFailureKind, TrainerResult } from "../../contract/trainer-backend.js";

/** How long a failing request is asked again. */
export interface Patience {
  /** Tries after the first one, >= 0. */
  readonly retries: number;
  /** Wait before the second try, s; doubles with each further one. */
  readonly backoff: number;
  /** Longest wait, s; a vendor that asks for more is not asked again. */
  readonly maxWait: number;
}

export type Wait = (seconds: number) => Promise<unknown>;

const TRANSIENT: ReadonlySet<TrainerFailureKind> = new Set<TrainerFailureKind>([
  "rate_limited",
  "overloaded",
  "timeout",
  "connection",
  "bad_reply",
]);

/**
 * Asks again while a request fails in a way that may pass: after the time that the vendor names (Retry-After), else after
 * `backoff`, twice that, ... up to `maxWait`.
 *
 * @param look for requests that change something there: whether one that seemed to fail took effect all the same. It is
 * called before each repetition; what it finds is the result, and where it cannot tell, nothing is repeated.
 */
export async function patiently<T>(
  ask: () => Promise<TrainerResult<T>>,
  patience: Patience,
  wait: Wait,
  look?: () => Promise<TrainerResult<T | undefined>>,
): Promise<TrainerResult<T>> {
  for (let failures = 0; ; failures += 1) {
    const result = await ask();
    if (result.ok || !TRANSIENT.has(result.failure.kind)) return result;
    const pause = pauseAfter(result.failure.retryAfter, failures, patience);
    if (typeof pause === "string") {
      return { ok: false, failure: { ...result.failure, message: `${result.failure.message}${pause}` } };
    }
    await wait(pause);
    if (look === undefined) continue;
    const found = await patiently(look, patience, wait);
    if (!found.ok) return found;
    if (found.value !== undefined) return { ok: true, value: found.value };
  }
}

/** Seconds until the next try; a remark for the message where there is none. */
function pauseAfter(asked: number | undefined, failures: number, patience: Patience): number | string {
  if (failures >= patience.retries) return failures === 0 ? "" : ` (after ${failures + 1} tries)`;
  if (asked === undefined) return Math.min(patience.maxWait, patience.backoff * 2 ** failures);
  return asked > patience.maxWait ? ` (more than the ${patience.maxWait} s that are waited at most)` : asked;
}
