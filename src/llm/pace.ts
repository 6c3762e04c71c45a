import type { Static } from "@sinclair/typebox";
import type PQueue from "p-queue";
import { keys, maybeWhole, whole } from "../contract/keys.js";
import type { ChatModel } from "../contract/provider.js";
import { around } from "./around.js";

export const PACE = keys({
  concurrency: whole(4, 1, "calls under way at once"),
  calls_per_minute: maybeWhole(1, "calls begun in any minute; no limit where left out"),
});

/**
 * Lets calls through one after the other in the order in which they were made, at most `concurrency` at once and
 * `calls_per_minute` in a minute. The models of all runs of a sweep share one pacer.
 */
export class Pacer {
  private queue: Promise<PQueue> | undefined;

  constructor(private readonly config: Static<typeof PACE>) {}

  paced(model: ChatModel): ChatModel {
    return around(model, async (request, context) => {
      this.queue ??= this.open();
      const queue = await this.queue;
      const { signal } = context ?? {};
      return queue.add(() => model.complete(request, context), { signal });
    });
  }

  private async open(): Promise<PQueue> {
    const { default: Queue } = await import("p-queue");
    const { concurrency, calls_per_minute } = this.config;
    const rate = typeof calls_per_minute === "number" ? { interval: 60_000, intervalCap: calls_per_minute } : {};
    return new Queue({ concurrency, ...rate });
  }
}
