import "p-queue";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChatModel, Completion } from "../../src/contract/provider.js";
import { Pacer } from "../../src/llm/pace.js";
import { ask, IDENTITY, saying } from "../support/canned.js";

beforeEach(
  () => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] }),
);
afterEach(() => void vi.useRealTimers());

/** A model whose calls end when they are told to. */
function held() {
  const under: { text: string; end: (completion: Completion) => void }[] = [];
  const model: ChatModel = {
    identity: IDENTITY,
    complete: ({ messages }) =>
      new Promise((end) => {
        under.push({ text: messages[0]!.content, end });
      }),
  };
  return { model, under };
}

/** Lets everything happen that needs no clock; the queue's package is loaded by the first call. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
}

describe("a pacer", () => {
  it("lets no more calls through at once than it may, in the order in which they were made, over all its models", async () => {
    const pacer = new Pacer({ concurrency: 2 });
    const [one, two] = [held(), held()];
    const [first, second] = [pacer.paced(one.model), pacer.paced(two.model)];
    const answers = [
      first.complete(ask("a")),
      second.complete(ask("b")),
      second.complete(ask("c")),
      first.complete(ask("d")),
    ];
    await settle();
    const begun = () => [...one.under, ...two.under].map(({ text }) => text).sort();
    expect(begun()).toEqual(["a", "b"]);
    two.under[0]!.end(saying("B"));
    await settle();
    expect(begun()).toEqual(["a", "b", "c"]);
    one.under[0]!.end(saying("A"));
    await settle();
    expect(begun()).toEqual(["a", "b", "c", "d"]);
    two.under[1]!.end(saying("C"));
    one.under[1]!.end(saying("D"));
    expect((await Promise.all(answers)).map(({ text }) => text)).toEqual(["A", "B", "C", "D"]);
  });

  it("begins no more calls in a minute than it may", async () => {
    const pacer = new Pacer({ concurrency: 10, calls_per_minute: 2 });
    const { model, under } = held();
    for (const text of ["a", "b", "c", "d", "e"]) void pacer.paced(model).complete(ask(text));
    await settle();
    expect(under).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(under).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(under).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(under.map(({ text }) => text)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("passes a failure on and lets the next call through", async () => {
    const pacer = new Pacer({ concurrency: 1 });
    let calls = 0;
    const model: ChatModel = {
      identity: IDENTITY,
      complete: async () => {
        calls += 1;
        if (calls === 1) throw new Error("failed");
        return saying("yes");
      },
    };
    const paced = pacer.paced(model);
    const [first, second] = [paced.complete(ask("a")), paced.complete(ask("b"))];
    await expect(first).rejects.toThrow("failed");
    expect((await second).text).toBe("yes");
  });
});
