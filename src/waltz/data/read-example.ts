import { isMap } from "../../base/is-map.js";
import { parseStrictJson } from "../../base/strict-json.js";
import { isInvalid } from "../../pair/feedback.js";
import { parseExchange } from "./evaluated-exchange.js";
import type { Example, Role } from "./example.js";
import { readFeedback } from "./feedback-codecs.js";
import { jsonColumn, jsonFaultColumn } from "./json-column.js";

/** What is wrong with a line, and the column (from 1) where. */
export interface LineFault {
  readonly message: string;
  readonly column: number;
}

type Path = readonly (string | number)[];

const MESSAGE_ROLES = ["system", "user", "assistant"] as const;

/**
 * The example in a line: one JSON object with the key `messages` alone, three messages (system, user, assistant) with text
 * in each; of a feedback agent, an exchange to evaluate and an evaluation that one of the codecs reads. Otherwise all that is
 * wrong with the line.
 */
export function readExample(text: string, role: Role): Example | readonly LineFault[] {
  let value: unknown;
  try {
    value = parseStrictJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [{ message: `this is no line of JSON: ${error.message}`, column: jsonFaultColumn(text, error.message) }];
  }
  const faults: LineFault[] = [];
  const fault = (message: string, ...path: Path) => faults.push({ message, column: jsonColumn(text, path) });
  const contents = contentsOf(value, fault);
  if (contents.length === 3 && faults.length === 0 && role === "feedback") {
    if (parseExchange(contents[1] ?? "") === undefined) {
      fault('no "User: ...", empty line, "Assistant: ..." is in the user message', "messages", 1, "content");
    }
    const { feedback } = readFeedback(contents[2] ?? "");
    if (isInvalid(feedback)) fault(`this is no evaluation: ${feedback.invalid}`, "messages", 2, "content");
  }
  const [system = "", user = "", assistant = ""] = contents;
  if (faults.length > 0) return faults;
  return {
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
      { role: "assistant", content: assistant },
    ],
  };
}

export function isFaulty(found: Example | readonly LineFault[]): found is readonly LineFault[] {
  return Array.isArray(found);
}

function contentsOf(value: unknown, fault: (message: string, ...path: Path) => void): readonly string[] {
  if (!isMap(value)) {
    fault("a line is one JSON object");
    return [];
  }
  for (const key of Object.keys(value).filter((name) => name !== "messages")) {
    fault(`the key ${JSON.stringify(key)} is not of the format, which has "messages" alone`, key);
  }
  const { messages } = value;
  if (!Array.isArray(messages)) {
    fault('"messages" must be a list of three messages', "messages");
    return [];
  }
  if (messages.length !== MESSAGE_ROLES.length) {
    const roles = messages.map((message) => (isMap(message) ? String(message.role) : "?")).join(", ");
    fault(`there must be three messages (${MESSAGE_ROLES.join(", ")}), got ${messages.length} (${roles})`, "messages");
    return [];
  }
  return MESSAGE_ROLES.map((role, at) => contentOf(messages[at], role, at, fault));
}

function contentOf(
  message: unknown,
  role: string,
  at: number,
  fault: (message: string, ...path: Path) => void,
): string {
  if (!isMap(message)) {
    fault("a message is an object with role and content", "messages", at);
    return "";
  }
  for (const key of Object.keys(message).filter((name) => name !== "role" && name !== "content")) {
    fault(`the key ${JSON.stringify(key)} is not of a message`, "messages", at, key);
  }
  if (message.role !== role) {
    fault(`message ${at + 1} must be of the ${role}, got ${JSON.stringify(message.role)}`, "messages", at, "role");
  }
  const { content } = message;
  if (typeof content === "string" && content.trim() !== "") return content;
  fault(`the content of the ${role} must be text that is not blank`, "messages", at, "content");
  return "";
}
