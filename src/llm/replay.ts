import { StoppedError } from "../base/errors.js";
import type { ChatModel, ModelIdentity } from "../contract/provider.js";
import { askedJson, outcomeOf } from "./call-json.js";
import type { RecordedCall } from "./call-record.js";
import { firstDifference } from "./first-difference.js";
import type { Redactor } from "./redact.js";

/** A replayed run asks for what its record does not hold. */
export class ReplayMissError extends StoppedError {
  override readonly name = "ReplayMissError";
}

const EXCERPT = 200;

export interface ReplayOptions {
  readonly file: string;
  readonly calls: ReadonlyMap<number, RecordedCall>;
  readonly redactor: Redactor;
}

/**
 * Answers the calls of a run from the record of an earlier one, and never calls out: the k-th call must have the model and
 * the request of the k-th recorded one, and ends as that one did, in an answer or an error. Budgets, pacing and repetitions
 * are part of what was recorded and do not happen again.
 */
export class Replay {
  private made = 0;

  constructor(private readonly options: ReplayOptions) {}

  /** Stands in for the model of this identity; its provider is not needed. */
  model(identity: ModelIdentity): ChatModel {
    return {
      identity,
      complete: async (request) => {
        const position = this.made;
        this.made += 1;
        const asked = this.options.redactor.json(askedJson(identity, request));
        const found = this.options.calls.get(position);
        if (found === undefined || firstDifference(keyOf(found), asked) !== undefined) throw this.miss(position, asked);
        return outcomeOf(found.record);
      },
    };
  }

  /** How many recorded calls have not been asked for. */
  get left(): number {
    return [...this.options.calls.keys()].filter((position) => position >= this.made).length;
  }

  private miss(position: number, asked: unknown): ReplayMissError {
    const { file, calls } = this.options;
    const near = nearest(asked, position, calls);
    const lines = [`${file}: call ${position} of this run is not what was recorded`];
    if (calls.get(position) === undefined)
      lines[0] = `${file}: no call ${position} is recorded (there are ${calls.size})`;
    if (near !== undefined) {
      const difference = firstDifference(keyOf(near), asked);
      const said = JSON.stringify(near.record.request.messages.at(-1)?.content.slice(0, EXCERPT) ?? "");
      lines.push(`nearest recorded request: call ${near.record.position}, line ${near.line}, which ends with ${said}`);
      lines.push(
        difference === undefined ? "it is the same, at another place in the run" : `they differ ${difference}`,
      );
    }
    return new ReplayMissError(lines.join("\n  "));
  }
}

function keyOf({ record: { model, request } }: RecordedCall): unknown {
  return { model, request };
}

/** The recorded call that shares most words with what is asked; of equals, the one nearest in position. */
function nearest(asked: unknown, position: number, calls: ReadonlyMap<number, RecordedCall>): RecordedCall | undefined {
  const wanted = wordsOf(asked);
  let best: RecordedCall | undefined;
  let most = -1;
  for (const call of calls.values()) {
    const words = wordsOf(keyOf(call));
    const shared = [...words].filter((word) => wanted.has(word)).length;
    const likeness = (2 * shared) / (words.size + wanted.size);
    const nearer = best !== undefined && distance(call, position) < distance(best, position);
    if (likeness > most || (likeness === most && nearer)) {
      most = likeness;
      best = call;
    }
  }
  return best;
}

function distance({ record }: RecordedCall, position: number): number {
  return Math.abs(record.position - position);
}

function wordsOf(value: unknown): ReadonlySet<string> {
  return new Set(JSON.stringify(value).match(/[\p{L}\p{N}_.]+/gu) ?? []);
}
