import { setTimeout as sleep } from "node:timers/promises";
import type { Static } from "@sinclair/typebox";
import { amount, keys, whole } from "../contract/keys.js";
import { type ChatModel, type FailedTry, ModelError, type ModelErrorKind } from "../contract/provider.js";
import { around } from "./around.js";

export const RETRY = keys({
  max_retries: whole(3, 0, "tries after the first one"),
  backoff: amount(1, "wait before the second try, s; doubles with each further one"),
  max_wait: amount(60, "longest wait, s; an endpoint that asks for more is not asked again"),
});

const TRANSIENT: ReadonlySet<ModelErrorKind> = new Set([
  "rate_limited",
  "overloaded",
  "timeout",
  "connection",
  "bad_reply",
  "truncated",
  "invalid_json",
  "wrong_schema",
]);

/** Waits `seconds`, unless `signal` is aborted. */
export type Wait = (seconds: number, signal: AbortSignal | undefined) => Promise<unknown>;

const waiting: Wait = (seconds, signal) => sleep(seconds * 1000, undefined, { signal });

/**
 * Asks again when a call fails in a way that may pass: after the time that the endpoint names (Retry-After), else after
 * `backoff`, twice that, four times that, ... up to `max_wait`. Every failed try is kept in the completion or the error.
 *
 * An answer that is invalid is asked for again with the next seed (the same one would give the same answer); a call that
 * never was answered keeps its seed, so that answers do not depend on how often an endpoint was down.
 */
export function retried(model: ChatModel, config: Static<typeof RETRY>, wait: Wait = waiting): ChatModel {
  return around(model, async (request, context) => {
    const failed: FailedTry[] = [];
    let invalid = 0;
    for (;;) {
      const seed = request.seed === undefined ? {} : { seed: request.seed + invalid };
      try {
        return { ...(await model.complete({ ...request, ...seed }, context)), failed };
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        const pause = pauseAfter(error, failed.length, config);
        if (typeof pause === "string") {
          throw new ModelError(error.kind, `${error.message}${pause}`, { ...error.detail, failed });
        }
        const { kind, message, detail } = error;
        failed.push({ kind, message, wait: pause, usage: detail.usage, price: detail.price });
        if (error.isInvalidAnswer) invalid += 1;
        context?.repeating?.();
        await wait(pause, context?.signal);
      }
    }
  });
}

/** Seconds until the next try; a remark for the message where there is none. */
function pauseAfter(error: ModelError, failures: number, config: Static<typeof RETRY>): number | string {
  if (!TRANSIENT.has(error.kind)) return "";
  if (failures >= config.max_retries) return failures === 0 ? "" : ` (after ${failures + 1} tries)`;
  const asked = error.detail.retryAfter;
  if (asked === undefined) return Math.min(config.max_wait, config.backoff * 2 ** failures);
  return asked > config.max_wait ? ` (it asks to wait ${asked} s, more than max_wait ${config.max_wait})` : asked;
}
