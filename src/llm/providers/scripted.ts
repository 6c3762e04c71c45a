import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Static, Type } from "@sinclair/typebox";
import { type Fault, InputError } from "../../base/errors.js";
import { parseStrictJson } from "../../base/strict-json.js";
import { keys, oneOf } from "../../contract/keys.js";
import {
  type ChatModel,
  type Completion,
  type CompletionRequest,
  defineProvider,
  ModelError,
  type ModelErrorKind,
  type ModelIdentity,
} from "../../contract/provider.js";
import { completeConfig } from "../complete-config.js";
import { structured } from "../structured.js";

const NAME = "scripted";

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
export type ScriptLine = Static<typeof LINE>;

const CONFIG = keys({
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

/** A model that says what it was told to: fixed answers from the config or a file. For tests, demos and dry runs. */
export const scripted = defineProvider({
  name: NAME,
  summary: "fixed answers from the scenario or a file; asks nobody",
  config: CONFIG,
  structured: "checked",
  seeded: false,
  keyVariable: () => undefined,
  identity: scriptIdentity,
  create: async (config) => {
    const lines = linesOf(config);
    const choose = config.match === "order" ? inOrder(lines, config.at_end) : byContent(lines);
    return scriptedModel(choose, scriptIdentity(config));
  },
  check: async (config) => [`${linesOf(config).length} answers`],
});

/**
 * A model whose answers a function gives: from the request and the number of the call, from 0. Answers are parsed and
 * checked like those of any model.
 */
export function scriptedModel(
  choose: (request: CompletionRequest, call: number) => ScriptLine | string,
  identity: ModelIdentity = { provider: NAME, model: "function", settings: {} },
): ChatModel {
  let made = 0;
  return {
    identity,
    async complete(request, context) {
      context?.signal?.throwIfAborted();
      const call = made;
      made += 1;
      const chosen = choose(request, call);
      return structured(completionOf(typeof chosen === "string" ? { answer: chosen } : chosen), request.schema);
    },
  };
}

function scriptIdentity({ model, file, match }: Static<typeof CONFIG>): ModelIdentity {
  const settings = { match, ...(file !== undefined && { file: basename(file) }) };
  return { provider: NAME, model, settings };
}

function completionOf({
  answer,
  fault,
  retry_after,
  finish,
  input_tokens,
  output_tokens,
  price,
}: ScriptLine): Completion {
  if (fault !== undefined) {
    throw new ModelError(fault, `the script says: ${fault}`, {
      ...(retry_after !== undefined && { retryAfter: retry_after }),
    });
  }
  const known = input_tokens !== undefined && output_tokens !== undefined;
  return {
    text: typeof answer === "string" ? answer : JSON.stringify(answer),
    finish: (finish as Completion["finish"] | undefined) ?? "stop",
    usage: known ? { inputTokens: input_tokens, outputTokens: output_tokens } : undefined,
    price,
    warnings: [],
    failed: [],
  };
}

function inOrder(lines: readonly ScriptLine[], atEnd: "stop" | "repeat" | "cycle") {
  return (_: CompletionRequest, call: number): ScriptLine => {
    if (call < lines.length) return lines[call];
    if (atEnd === "stop")
      throw new ModelError("no_answer", `the script has ${lines.length} answers, this is call ${call + 1}`);
    return lines[atEnd === "repeat" ? lines.length - 1 : call % lines.length];
  };
}

function byContent(lines: readonly ScriptLine[]) {
  return ({ messages }: CompletionRequest): ScriptLine => {
    const said = messages.map(({ content }) => content).join("\n");
    const found = lines.find(({ when = [] }) => [when].flat().every((text) => said.includes(text)));
    if (found !== undefined) return found;
    const last = JSON.stringify(messages.at(-1)?.content.slice(0, 120) ?? "");
    throw new ModelError("no_answer", `no answer of the script is for this request, which ends with ${last}`);
  };
}

function linesOf({ answers, file, match }: Static<typeof CONFIG>): readonly ScriptLine[] {
  if ((answers === undefined) === (file === undefined)) {
    throw new InputError(`${NAME}: give either answers or a file with answers`);
  }
  const lines = answers?.map((line) => (typeof line === "string" ? { answer: line } : line)) ?? linesIn(file ?? "");
  const faults = lines.flatMap((line, at): readonly Fault[] => {
    const message = objectionTo(line, match);
    const place = file === undefined ? {} : { place: { file, line: at + 1 } };
    return message === undefined ? [] : [{ message: `${NAME}: answer ${at + 1} ${message}`, ...place }];
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
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const message = code === "ENOENT" ? "no such file" : `the file cannot be read (${code})`;
    throw new InputError([{ message, place: { file } }]);
  }
}
