import type { Fault } from "../../../base/errors.js";
import { FaultList } from "../../../base/fault-list.js";
import { isMap } from "../../../base/is-map.js";
import { parseStrictJson } from "../../../base/strict-json.js";
import type { ExampleFile } from "../../../contract/trainer-backend.js";

/** What a vendor asks of a file. */
export interface ExampleRules {
  /** What is wrong with one example; nothing where it is fine. */
  line(example: Json, rules: ExampleRules): readonly string[];
  /** Examples, at least (included). */
  readonly atLeast: number;
  /** Bytes, at most (included). */
  readonly largest: number;
  readonly toolCallId?: RegExp;
}

type Json = Readonly<Record<string, unknown>>;
const ROLES = ["system", "user", "assistant", "tool"];

/** The faults of a file, with the line of each, from 1. */
export function checkExamples({ path, bytes }: ExampleFile, rules: ExampleRules): readonly Fault[] {
  const file = path;
  if (bytes.length > rules.largest) {
    return [{ message: `${bytes.length} bytes are more than the ${rules.largest} allowed`, place: { file } }];
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return [{ message: "the file is not UTF-8 text", place: { file } }];
  }
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const faults = new FaultList();
  for (const [at, line] of lines.entries()) {
    for (const message of lineFaults(line, rules)) {
      faults.add(message.replaceAll(/\d+|"[^"]*"/g, ""), { message, place: { file, line: at + 1 } });
    }
  }
  if (lines.length < rules.atLeast) {
    const message = `${lines.length} examples are fewer than the ${rules.atLeast} that are needed`;
    faults.add("few", { message, place: { file } });
  }
  return faults.faults;
}

function lineFaults(line: string, rules: ExampleRules): readonly string[] {
  if (line.trim() === "") return ["the line is empty"];
  try {
    const example = parseStrictJson(line);
    return isMap(example) ? rules.line(example, rules) : ["the line is no JSON object"];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [`the line is no JSON: ${error.message}`];
  }
}

/** `{"messages": [...]}` in which the assistant has the last word. */
export function checkSupervisedLine(example: Json, rules: ExampleRules): readonly string[] {
  const faults = [...unknownKeys(example, ["messages", "tools", "parallel_tool_calls"])];
  const messages = messagesIn(example.messages, '"messages"', rules, faults);
  if (messages === undefined) return faults;
  if (messages.at(-1)?.role !== "assistant") faults.push("the last message must be the assistant's");
  if (!messages.some(({ role }) => role === "user")) faults.push("there is no message of the user");
  return faults;
}

/** `{"input": {"messages": [...]}, "preferred_output": [one], "non_preferred_output": [one]}`, each output the assistant's. */
export function checkDpoLine(example: Json, rules: ExampleRules): readonly string[] {
  const faults = [...unknownKeys(example, ["input", "preferred_output", "non_preferred_output"])];
  const input = messagesIn(
    isMap(example.input) ? example.input.messages : undefined,
    '"input.messages"',
    rules,
    faults,
  );
  if (input !== undefined && input.at(-1)?.role === "assistant")
    faults.push("the input must not end with the assistant");
  const outputs = (["preferred_output", "non_preferred_output"] as const).map((key) => {
    const messages = messagesIn(example[key], `"${key}"`, rules, faults);
    if (messages && (messages.length !== 1 || messages[0]?.role !== "assistant")) {
      faults.push(`"${key}" must hold one message, the assistant's`);
    }
    return messages?.[0]?.content;
  });
  if (outputs[0] !== undefined && outputs[0] === outputs[1]) faults.push("both outputs are the same");
  return faults;
}

function messagesIn(value: unknown, name: string, rules: ExampleRules, faults: string[]): readonly Json[] | undefined {
  if (!Array.isArray(value) || value.length === 0) {
    faults.push(`${name} must be a list of messages, one at least`);
    return undefined;
  }
  for (const [at, message] of value.entries()) {
    if (!isMap(message)) faults.push(`message ${at} is no object`);
    else faults.push(...messageFaults(message, at, rules));
  }
  return value.filter(isMap);
}

function messageFaults({ role, content, tool_calls, tool_call_id, weight }: Json, at: number, rules: ExampleRules) {
  const faults: string[] = [];
  if (typeof role !== "string" || !ROLES.includes(role)) {
    faults.push(`message ${at}: the role must be one of ${ROLES.join(", ")}, got ${JSON.stringify(role) ?? "none"}`);
  }
  const calls = Array.isArray(tool_calls) ? tool_calls : [];
  if (calls.length === 0 && (typeof content !== "string" || content.trim() === "")) {
    faults.push(`message ${at}: the content must be text that is not blank`);
  }
  if (weight !== undefined && weight !== 0 && weight !== 1) faults.push(`message ${at}: the weight must be 0 or 1`);
  const ids = [...calls.map((call) => (isMap(call) ? call.id : undefined)), ...(tool_call_id ? [tool_call_id] : [])];
  if (rules.toolCallId !== undefined && ids.some((id) => !rules.toolCallId?.test(String(id)))) {
    faults.push(`message ${at}: the id of a tool call must be nine letters or digits`);
  }
  return faults;
}

function unknownKeys(example: Json, known: readonly string[]): readonly string[] {
  const unknown = Object.keys(example).filter((key) => !known.includes(key));
  return unknown.map((key) => `unknown key ${JSON.stringify(key)}; there are: ${known.join(", ")}`);
}
