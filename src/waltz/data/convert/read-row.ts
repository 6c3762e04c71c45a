import type { HouseRule } from "../../../contract/judge.js";
import { isInvalid } from "../../../pair/feedback.js";
import { parseExchange } from "../evaluated-exchange.js";
import { placeTold } from "../example.js";
import { readFeedback } from "../feedback-codecs.js";
import { type QuestionRow, ROW_KEYS } from "./question-row.js";

type Fields = Readonly<Record<string, unknown>>;

/** How fields are read. */
export interface RowOptions {
  /** The field of the question; one of the usual names where it is left out. */
  readonly questionKey?: string | undefined;
  readonly answerKey?: string | undefined;
  /** A chat of several turns: refused, or read up to the first answer. */
  readonly turns: "one" | "first";
}

/** A row, and the fields that were passed over; or what is wrong, and at which field. */
export type RowFound =
  | { readonly row: QuestionRow; readonly ignored: readonly string[] }
  | { readonly faults: readonly { readonly message: string; readonly key?: string }[] };

const QUESTION_KEYS = ["question", "prompt", "instruction", "query", "input", "user"];
/** Usual names of the field of an answer. */
export const ANSWER_KEYS = ["answer", "response", "completion", "output", "assistant"];
const TRUTH: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  yes: true,
  no: false,
  "1": true,
  "0": false,
};

/**
 * A row from the fields of a line of JSON or of a table: a chat (`messages`), a line of either of the two formats, or a
 * question and an answer under the usual names, with labels where there are some. An instruction with an input is both.
 */
export function readRow(fields: Fields, options: RowOptions): RowFound {
  const faults: { message: string; key?: string }[] = [];
  const fault = (message: string, key?: string) => faults.push({ message, ...(key !== undefined && { key }) });
  const said = "messages" in fields ? chatOf(fields.messages, options, fault) : pairOf(fields, options, fault);
  const known: Record<string, unknown> = {};
  for (const key of ["unsafe", "overrefuse", "harmful"]) known[key] = truthOf(fields[key], key, fault);
  for (const key of ["evaluation", "group", "category", "source", "context"])
    known[key] = textOf(fields[key], key, fault);
  known.rule = ruleOf(fields.rule, fault);
  if (typeof known.evaluation === "string") {
    const { feedback } = readFeedback(known.evaluation);
    if (isInvalid(feedback)) fault(`this is no evaluation: ${feedback.invalid}`, "evaluation");
    else {
      for (const flag of ["unsafe", "overrefuse"] as const) {
        if ((known[flag] ?? feedback[flag]) === feedback[flag]) continue;
        fault(`${flag} is ${known[flag]}, but the evaluation says ${feedback[flag]}`, flag);
      }
    }
  }
  if (faults.length > 0 || said === undefined) return { faults };
  const used = [...said.used, ...ROW_KEYS] as readonly string[];
  const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return { row: { ...said.row, ...given }, ignored: Object.keys(fields).filter((key) => !used.includes(key)) };
}

type Fault = (message: string, key?: string) => void;
interface Said {
  readonly row: QuestionRow;
  readonly used: readonly string[];
}

function pairOf(fields: Fields, { questionKey, answerKey }: RowOptions, fault: Fault): Said | undefined {
  const one = (keys: readonly string[], wanted: string | undefined, what: string): string | undefined => {
    const there = (wanted === undefined ? keys : [wanted]).filter((key) => isFilled(fields[key]));
    if (there.length === 1 || (there.length > 1 && there.join() === "instruction,input")) return there[0];
    if (there.length > 1)
      fault(`${there.join(" and ")} could both be the ${what}: name it with --${what}-key`, there[1]);
    else fault(`there is no ${what} (${(wanted === undefined ? keys : [wanted]).join(", ")}), or it is blank`);
    return undefined;
  };
  const question = one(QUESTION_KEYS, questionKey, "question");
  const answer = one(ANSWER_KEYS, answerKey, "answer");
  if (question === undefined || answer === undefined) return undefined;
  const [asked, told] = [textOf(fields[question], question, fault), textOf(fields[answer], answer, fault)];
  if (asked === undefined || told === undefined) return undefined;
  const more = question === "instruction" && isFilled(fields.input) ? textOf(fields.input, "input", fault) : undefined;
  const row = { question: more === undefined ? asked : `${asked}\n\n${more}`, answer: told };
  return { row, used: [question, answer, ...(more === undefined ? [] : ["input"])] };
}

function chatOf(messages: unknown, { turns }: RowOptions, fault: Fault): Said | undefined {
  const read = Array.isArray(messages) ? messages.map(messageOf) : [undefined];
  const chat = read.filter((message) => message !== undefined);
  if (chat.length !== read.length || chat.length === 0) {
    fault("a chat is a list of messages with a role (system, user, assistant) and text that is not blank", "messages");
    return undefined;
  }
  const system = chat[0]?.role === "system" ? chat[0].content : undefined;
  const [user, assistant, ...rest] = system === undefined ? chat : chat.slice(1);
  if (user?.role !== "user" || assistant?.role !== "assistant") {
    const roles = chat.map(({ role }) => role).join(", ");
    fault(`a chat has a user message and then an assistant message, got: ${roles}`, "messages");
    return undefined;
  }
  if (rest.length > 0 && turns === "one") {
    fault(`the chat has ${rest.length} messages after its first answer: --turns first leaves them out`, "messages");
    return undefined;
  }
  const context = system === undefined ? undefined : placeTold(system);
  const place = context === undefined ? {} : { context };
  const exchange = parseExchange(user.content);
  if (exchange !== undefined && !isInvalid(readFeedback(assistant.content).feedback)) {
    return { row: { ...exchange, evaluation: assistant.content, ...place }, used: ["messages"] };
  }
  return { row: { question: user.content, answer: assistant.content, ...place }, used: ["messages"] };
}

function messageOf(message: unknown): { readonly role: string; readonly content: string } | undefined {
  const { role, content } = (message ?? {}) as { readonly role?: unknown; readonly content?: unknown };
  const fits = typeof role === "string" && ["system", "user", "assistant"].includes(role);
  return fits && typeof content === "string" && content.trim() !== "" ? { role, content } : undefined;
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && !(typeof value === "string" && value.trim() === "");
}

function textOf(value: unknown, key: string, fault: Fault): string | undefined {
  if (!isFilled(value)) return undefined;
  if (typeof value === "string") return value;
  fault(`${key} must be text`, key);
  return undefined;
}

function truthOf(value: unknown, key: string, fault: Fault): boolean | undefined {
  if (!isFilled(value)) return undefined;
  const truth = typeof value === "boolean" ? value : TRUTH[String(value).trim().toLowerCase()];
  if (truth === undefined) fault(`${key} must be true or false, got ${JSON.stringify(value)}`, key);
  return truth;
}

/** A rule as an object, or as its JSON in a cell. */
function ruleOf(value: unknown, fault: Fault): HouseRule | undefined {
  if (!isFilled(value)) return undefined;
  let rule = value;
  try {
    if (typeof value === "string") rule = JSON.parse(value);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const { text, markers } = rule as Partial<HouseRule>;
  if (typeof text === "string" && Array.isArray(markers) && markers.every((marker) => typeof marker === "string")) {
    return { text, markers };
  }
  fault('rule must be an object with "text" and a list "markers"', "rule");
  return undefined;
}
