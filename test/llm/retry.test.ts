import { describe, expect, it } from "vitest";
import { ModelError, type ModelErrorKind } from "../../src/contract/provider.js";
import { retried } from "../../src/llm/retry.js";
import { ask, canned, saying } from "../support/canned.js";

const CONFIG = { max_retries: 3, backoff: 1, max_wait: 60 };

/** Retries that note how long they wait instead of waiting. */
function trial(outcomes: Parameters<typeof canned>[0], config: Partial<typeof CONFIG> = {}) {
  const waits: number[] = [];
  const { model, asked } = canned(outcomes);
  const wait = async (seconds: number) => void waits.push(seconds);
  return { model: retried(model, { ...CONFIG, ...config }, wait), asked, waits };
}

const fault = (kind: ModelErrorKind, retryAfter?: number) =>
  new ModelError(kind, `a fault: ${kind}`, retryAfter === undefined ? {} : { retryAfter });

const TRANSIENT = [
  "rate_limited",
  "overloaded",
  "timeout",
  "connection",
  "bad_reply",
  "truncated",
  "invalid_json",
  "wrong_schema",
] as const;

describe("retries", () => {
  it.each(TRANSIENT)("ask again after %s, and keep the failed try in the answer", async (kind) => {
    const { model, asked, waits } = trial([fault(kind), saying("yes")]);
    expect(await model.complete(ask("?"))).toMatchObject({
      text: "yes",
      failed: [{ kind, message: `a fault: ${kind}`, wait: 1 }],
    });
    expect({ asked: asked.length, waits }).toEqual({ asked: 2, waits: [1] });
  });

  it.each(["auth", "rejected", "no_answer"] as const)(
    "do not ask again after %s, which would come again",
    async (kind) => {
      const { model, asked } = trial([fault(kind)]);
      await expect(model.complete(ask("?"))).rejects.toMatchObject({ kind, message: `a fault: ${kind}` });
      expect(asked).toHaveLength(1);
    },
  );

  it("let what is no fault of a model through at once", async () => {
    const { model, asked } = trial([new RangeError("a bug")]);
    await expect(model.complete(ask("?"))).rejects.toThrow(new RangeError("a bug"));
    expect(asked).toHaveLength(1);
  });

  it("wait twice as long each time, up to the longest wait, and then give up with all that failed", async () => {
    const { model, waits } = trial(Array(5).fill(fault("overloaded")), { max_retries: 4, max_wait: 5 });
    const error = await model.complete(ask("?")).catch((thrown: unknown) => thrown as ModelError);
    expect(waits).toEqual([1, 2, 4, 5]);
    expect(error).toMatchObject({ kind: "overloaded", message: "a fault: overloaded (after 5 tries)" });
    expect((error as ModelError).detail.failed).toHaveLength(4);
  });

  it("wait as long as the endpoint asks", async () => {
    const { model, waits } = trial([fault("rate_limited", 7.5), fault("overloaded", 0), saying("yes")]);
    await model.complete(ask("?"));
    expect(waits).toEqual([7.5, 0]);
  });

  it("give up on an endpoint that asks for more than the longest wait", async () => {
    const { model, asked } = trial([fault("rate_limited", 61)]);
    await expect(model.complete(ask("?"))).rejects.toThrow("it asks to wait 61 s, more than max_wait 60");
    expect(asked).toHaveLength(1);
  });

  it("take the next seed after an invalid answer, and keep it after a call that was not answered", async () => {
    const outcomes = [fault("timeout"), fault("invalid_json"), fault("rate_limited"), saying("yes")];
    const { model, asked } = trial(outcomes);
    await model.complete(ask("?", { seed: 40 }));
    expect(asked.map(({ request }) => request.seed)).toEqual([40, 40, 41, 41]);
  });

  it("leave a request without a seed without one", async () => {
    const { model, asked } = trial([fault("invalid_json"), saying("yes")]);
    await model.complete(ask("?"));
    expect(asked.every(({ request }) => !("seed" in request))).toBe(true);
  });

  it("ask whoever counts calls before each repetition, and stop at a no", async () => {
    const { model, asked, waits } = trial([fault("timeout"), fault("timeout"), saying("yes")]);
    let left = 1;
    const repeating = () => {
      if (left === 0) throw new Error("no more");
      left -= 1;
    };
    await expect(model.complete(ask("?"), { repeating })).rejects.toThrow("no more");
    expect({ asked: asked.length, waits }).toEqual({ asked: 2, waits: [1] });
  });

  it("end a wait when the call is called off", async () => {
    const { model } = canned([fault("timeout")]);
    const off = new AbortController();
    const answer = retried(model, { ...CONFIG, backoff: 60 }).complete(ask("?"), { signal: off.signal });
    setImmediate(() => off.abort());
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
  });
});
