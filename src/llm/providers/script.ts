import { readFileSync } from "node:fs";
import { type Static, Type } from "@sinclair/typebox";
import { type Fault, InputError } from "../../base/errors.js";
import { parseStrictJson } from "../../base/strict-json.js";
import { whyUnreadable } from "../../base/why-unreadable.js";
import { keys, oneOf } from "../../contract/keys.js";
import type { ModelErrorKind } from "../../contract/provider.js";
import { completeConfig } from "../complete-config.js";

const FAULTS = [
  "rate_limited",
  "overloaded",
  "timeout",
  "connection",
  "bad_reply",
  "auth",
  "rejected",
] as const satisfies readonly ModelErrorKind[];

const count = (doc: string) => Type.Optional(Type.Integer({ minimum: 0, description: doc }));

/** What a script says once. */
const LINE = keys({
  answer: Type.Optional(
    Type.Union([Type.String(), Type.Record(Type.String(), Type.Unknown())], {
      description: "the answer as text; an object is written as JSON",
    }),
  ),
  when: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })], {
      description: "text, or texts, that must all stand in the messages of the request; for match: content",
    }),
  ),
  fault: Type.Optional(Type.Unsafe<(typeof FAULTS)[number]>({ type: "string", enum: [...FAULTS] })),
  retry_after: Type.Optional(Type.Number({ minimum: 0, description: "s; of a fault" })),
  finish: Type.Optional(Type.Union(["stop", "length", "content_filter"].map((word) => Type.Literal(word)))),
  input_tokens: count("tokens; not known where left out"),
  output_tokens: count("tokens; not known where left out"),
  price: Type.Optional(Type.Number({ minimum: 0, description: "USD; not known where left out" })),
});
/** An answer or a fault of a script. */
export type ScriptLine = Static<typeof LINE>;

export const SCRIPT = keys({
  model: Type.String({ default: "script", minLength: 1, description: "what the records call it" }),
  answers: Type.Optional(
    Type.Array(Type.Union([Type.String(), LINE]), { minItems: 1, description: "the answers themselves" }),
  ),
  file: Type.Optional(
    Type.String({ minLength: 1, description: "a file of answers, an object a line (JSONL); in place of answers" }),
  ),
  match: oneOf("order", ["order", "content"], "the next answer, or the first one whose `when` fits"),
  at_end: oneOf("stop", ["stop", "repeat", "cycle"], "after the last answer, with match: order"),
});

export type Script = Static<typeof SCRIPT>;

/** @throws InputError with every line that says nothing, or something else than an answer */
export function linesOf({ answers, file, match }: Script): readonly ScriptLine[] {
  if ((answers === undefined) === (file === undefined)) {
    throw new InputError(`scripted: give either answers or a file with answers`);
  }
  const lines = answers?.map((line) => (typeof line === "string" ? { answer: line } : line)) ?? linesIn(file ?? "");
  const faults = lines.flatMap((line, at): readonly Fault[] => {
    const message = objectionTo(line, match);
    const place = file === undefined ? {} : { place: { file, line: at + 1 } };
    return message === undefined ? [] : [{ message: `scripted: answer ${at + 1} ${message}`, ...place }];
  });
  if (faults.length > 0) throw new InputError(faults);
  return lines;
}

function objectionTo({ answer, fault, when }: ScriptLine, match: "order" | "content"): string | undefined {
  if ((answer === undefined) === (fault === undefined)) return "needs either an answer or a fault";
  return when !== undefined && match === "order" ? "has `when`, which only match: content reads" : undefined;
}

function linesIn(file: string): readonly ScriptLine[] {
  const faults: Fault[] = [];
  const lines = contentOf(file)
    .replace(/\n$/, "")
    .split("\n")
    .map((text, at) => {
      const place = { file, line: at + 1 };
      try {
        return completeConfig(LINE, parseStrictJson(text) as Record<string, unknown>, "answer") as ScriptLine;
      } catch (error) {
        if (error instanceof SyntaxError) faults.push({ message: `no line of JSON: ${error.message}`, place });
        else if (error instanceof InputError) faults.push(...error.faults.map(({ message }) => ({ message, place })));
        else throw error;
        return {};
      }
    });
  if (faults.length > 0) throw new InputError(faults);
  return lines;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new InputError([{ message: whyUnreadable(error), place: { file } }]);
  }
}
