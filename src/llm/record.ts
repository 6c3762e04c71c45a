import type { ChatModel } from "../contract/provider.js";
import { around } from "./around.js";
import { answeredJson, askedJson, errorJson } from "./call-json.js";
import type { CallRecord } from "./call-record.js";
import type { Redactor } from "./redact.js";

export interface RecorderOptions {
  /** Takes one line of JSON, with its line end. */
  readonly write: (line: string) => void;
  /** Milliseconds from any start. The only clock: it reaches the record of calls and nothing else. */
  readonly clock: () => number;
  readonly redactor: Redactor;
}

/**
 * Writes every call of a run, as it ends, with its request, response or error, usage, price, repetitions and latency. One
 * recorder serves all models of the run; calls are numbered in the order in which they are made.
 */
export class Recorder {
  private made = 0;

  constructor(private readonly options: RecorderOptions) {}

  recorded(model: ChatModel): ChatModel {
    return around(model, async (request, context) => {
      const position = this.made;
      this.made += 1;
      const { clock } = this.options;
      const before = clock();
      const asked = askedJson(model.identity, request);
      const write = (outcome: ReturnType<typeof answeredJson>) => {
        const latency_ms = Math.round(Math.max(0, clock() - before));
        this.write({ position, ...asked, from: { ...context?.from }, ...outcome, latency_ms });
      };
      try {
        const completion = await model.complete(request, context);
        write(answeredJson(completion));
        return completion;
      } catch (error) {
        write(errorJson(error));
        throw error;
      }
    });
  }

  private write(record: CallRecord): void {
    this.options.write(`${JSON.stringify(this.options.redactor.json(record))}\n`);
  }
}
