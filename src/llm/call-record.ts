import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { type Fault, InputError } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import { parseStrictJson } from "../base/strict-json.js";
import { validatorOf } from "../base/validator-of.js";

const text = Type.String();
const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

const count = Type.Integer({ minimum: 0 });
const usage = orNull(closed({ input_tokens: count, output_tokens: count }));
const price = orNull(Type.Number({ minimum: 0 }));
const failed = Type.Array(closed({ kind: text, message: text, wait: Type.Number({ minimum: 0 }), usage, price }));
const request = closed({
  messages: Type.Array(
    closed({ role: Type.Union(["system", "user", "assistant"].map((role) => Type.Literal(role))), content: text }),
  ),
  schema: Type.Optional(Type.Record(text, Type.Unknown())),
  seed: Type.Optional(Type.Integer()),
  temperature: Type.Optional(Type.Number()),
  max_tokens: Type.Optional(Type.Integer()),
  stop: Type.Optional(Type.Array(text)),
});

/** One line of `<run>_calls.jsonl`: a call with what came of it. */
const CALL_RECORD = closed({
  /** Number of the call in its run, from 0. Lines stand in the order in which calls ended. */
  position: count,
  model: closed({ provider: text, model: text, settings: Type.Record(text, Type.Unknown()) }),
  request,
  from: Type.Record(text, Type.Union([text, Type.Number()])),
  /** Null where the call failed. */
  response: orNull(
    closed({
      text,
      data: Type.Optional(Type.Unknown()),
      finish: Type.Union(["stop", "length", "content_filter", "other"].map((word) => Type.Literal(word))),
      warnings: Type.Array(text),
    }),
  ),
  /** Null where the call was answered. `type` is the error's class. */
  error: orNull(
    closed({
      type: text,
      kind: orNull(text),
      message: text,
      retry_after: orNull(Type.Number({ minimum: 0 })),
      text: orNull(text),
    }),
  ),
  usage,
  price_usd: price,
  failed,
  /** From the request to the answer, pacing and repetitions included. */
  latency_ms: Type.Number({ minimum: 0 }),
});

export type CallRecord = Static<typeof CALL_RECORD>;

const validator = validatorOf<CallRecord>(CALL_RECORD, { strictNumbers: true });

/** A recorded call and the line (from 1) it stands in. */
export interface RecordedCall {
  readonly record: CallRecord;
  readonly line: number;
}

/**
 * The calls of a file by position. Positions may be missing: those of calls that were under way when the run was cut off.
 *
 * @param file its name, for messages
 * @throws InputError with every line that is no call record, or repeats a position
 */
export function parseCallRecords(file: string, content: string): ReadonlyMap<number, RecordedCall> {
  const calls = new Map<number, RecordedCall>();
  const faults = new FaultList();
  content.split("\n").forEach((row, at) => {
    if (row === "") return;
    const fault = (message: string): Fault => ({ message, place: { file, line: at + 1 } });
    const record = parsed(row);
    if (typeof record === "string") faults.add("form", fault(`this is no recorded call: ${record}`));
    else if (calls.has(record.position)) faults.add("twice", fault(`call ${record.position} is recorded twice`));
    else calls.set(record.position, { record, line: at + 1 });
  });
  if (!faults.isEmpty) throw new InputError(faults.faults);
  if (calls.size === 0) throw new InputError([{ message: "the file holds no recorded call", place: { file } }]);
  return calls;
}

/** A record, or what is wrong with the line. */
function parsed(row: string): CallRecord | string {
  try {
    const value = parseStrictJson(row);
    const validate = validator();
    if (validate(value)) return value;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath || "it"} ${error?.message}`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}
