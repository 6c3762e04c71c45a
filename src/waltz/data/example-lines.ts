import { createHash } from "node:crypto";
import { Type } from "@sinclair/typebox";
import { Ajv } from "ajv";
import type { Fault } from "../../base/errors.js";
import { FaultList } from "../../base/fault-list.js";
import { parseStrictJson } from "../../base/strict-json.js";
import { type EvaluatedExchange, parseExchange } from "./evaluated-exchange.js";
import type { Example, ExampleFacts, KnownExample, Role } from "./example.js";
import { jsonFaultColumn } from "./json-column.js";
import { isFaulty, readExample } from "./read-example.js";
import { wordsOf } from "./words-of.js";

/** A line of a file of text. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** An example as it stands in a file. */
export interface PlacedExample extends KnownExample {
  readonly role: Role;
  readonly file: string;
  readonly line: number;
  /** Whether its facts were read from beside the file; otherwise they are a guess from its text. */
  readonly known: boolean;
}

const FACTS = Type.Object(
  {
    text: Type.String({ pattern: "^[0-9a-f]{16}$" }),
    group: Type.String({ minLength: 1 }),
    source: Type.String({ minLength: 1 }),
    category: Type.Optional(Type.String({ minLength: 1 })),
    harmful: Type.Optional(Type.Boolean()),
    rule: Type.Optional(
      Type.Object(
        { text: Type.String(), markers: Type.Array(Type.String(), { minItems: 1 }) },
        { additionalProperties: false },
      ),
    ),
    context: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
const fitsFacts = new Ajv({ allErrors: true, strict: false }).compile<ExampleFacts & { text: string }>(FACTS);

/** The first 16 hexadecimal digits of the SHA-256 of an example's messages: how its facts find it, wherever its line stands. */
export function textOf({ messages }: Example): string {
  const texts = JSON.stringify(messages.map(({ role, content }) => [role, content]));
  return createHash("sha256").update(texts).digest("hex").slice(0, 16);
}

/** A line of the data file, with its line end. */
export function exampleLine({ messages }: Example): string {
  return `${JSON.stringify({ messages: messages.map(({ role, content }) => ({ role, content })) })}\n`;
}

/** A line of the file of facts, with its line end. */
export function factsLine({ example, facts }: KnownExample): string {
  const { group, source, category, harmful, rule, context } = facts;
  return `${JSON.stringify({ text: textOf(example), group, source, category, harmful, rule, context })}\n`;
}

/** The facts of a file of facts by the text that they are about, and every line that states none. */
export function parseFacts(
  file: string,
  lines: readonly Line[],
): { readonly facts: ReadonlyMap<string, ExampleFacts>; readonly faults: readonly Fault[] } {
  const facts = new Map<string, ExampleFacts>();
  const faults = new FaultList();
  for (const { text, line } of lines) {
    try {
      const value = parseStrictJson(text);
      if (!fitsFacts(value)) throw new SyntaxError(reasons());
      const { text: about, ...rest } = value;
      facts.set(about, rest);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const column = jsonFaultColumn(text, error.message);
      const place = { file, line, ...(column <= text.length && { column }) };
      faults.add("facts", { message: `this line states no facts of an example: ${error.message}`, place });
    }
  }
  return { facts, faults: faults.faults };
}

function reasons(): string {
  return (fitsFacts.errors ?? [])
    .map(({ instancePath, message }) => `${instancePath.slice(1) || "it"} ${message}`)
    .join("; ");
}

/**
 * The examples of one agent in lines of JSON, and every line that is none. Where no facts are known of an example, its
 * question names its group.
 */
export function parseExamples(
  role: Role,
  file: string,
  lines: readonly Line[],
  facts: ReadonlyMap<string, ExampleFacts>,
): { readonly examples: readonly PlacedExample[]; readonly faults: FaultList } {
  const examples: PlacedExample[] = [];
  const faults = new FaultList();
  for (const { text, line } of lines) {
    const found = readExample(text, role);
    if (isFaulty(found)) {
      for (const { message, column } of found) {
        faults.add(message.slice(0, 24), { message, place: { file, line, column } });
      }
      continue;
    }
    const own = facts.get(textOf(found));
    const guessed = { group: groupOfQuestion(exchangeOf(role, found).question), source: file };
    examples.push({ example: found, facts: own ?? guessed, known: own !== undefined, role, file, line });
  }
  return { examples, faults };
}

/** The group of examples of which nothing is known but the question: the same for the same words. */
export function groupOfQuestion(question: string): string {
  return `question/${createHash("sha256").update(wordsOf(question).join(" ")).digest("hex").slice(0, 16)}`;
}

/** The question and the answer that an example is about. */
export function exchangeOf(role: Role, { messages: [, user, assistant] }: Example): EvaluatedExchange {
  if (role === "conversation") return { question: user.content, answer: assistant.content };
  const exchange = parseExchange(user.content);
  if (exchange === undefined) throw new Error("an example of a feedback agent has no exchange");
  return exchange;
}
