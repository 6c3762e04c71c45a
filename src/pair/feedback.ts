import { parseStrictJson } from "../base/strict-json.js";
import type { JsonSchema } from "../contract/provider.js";

/** What a feedback agent says of an answer. Source: WaltzRL 2.1. */
export interface Feedback {
  /** Its own analysis: nobody but the feedback agent may see it. */
  readonly reasoning: string;
  readonly unsafe: boolean;
  readonly overrefuse: boolean;
  /** Advice: the only part that the conversation agent is given. */
  readonly feedback: string;
}

/** Feedback that breaks its form, and how. It moves nothing, and is counted. */
export interface InvalidFeedback {
  readonly invalid: string;
}

/** The keys in the order in which they are written: an agent that writes word by word reasons before it judges. */
const FORM = { reasoning: "string", unsafe: "boolean", overrefuse: "boolean", feedback: "string" } as const;

/**
 * The schema that feedback is asked for with.
 *
 * @param longest characters of each text; undefined sets no limit (some endpoints refuse a schema with one)
 */
export function feedbackSchema(longest: number | undefined): JsonSchema {
  const limit = longest === undefined ? {} : { maxLength: longest };
  const properties = Object.entries(FORM).map(([key, type]) => [
    key,
    type === "string" ? { type, ...limit } : { type },
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: Object.keys(FORM),
    additionalProperties: false,
  };
}

/**
 * Reads feedback strictly: one JSON object with exactly the four keys, each of its type, and nothing around it. A fence,
 * a word, a fifth key, "true" for true or 1 for true make it invalid.
 */
export function parseFeedback(text: string): Feedback | InvalidFeedback {
  let value: unknown;
  try {
    value = parseStrictJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { invalid: error.message };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { invalid: "it is no JSON object" };
  const given = value as Readonly<Record<string, unknown>>;
  const extra = Object.keys(given).find((key) => !Object.hasOwn(FORM, key));
  if (extra !== undefined) return { invalid: `the key ${JSON.stringify(extra)} is not of its form` };
  for (const [key, type] of Object.entries(FORM)) {
    if (!Object.hasOwn(given, key)) return { invalid: `the key "${key}" is missing` };
    if (typeof given[key] !== type) return { invalid: `"${key}" must be a ${type}` };
  }
  const { reasoning, unsafe, overrefuse, feedback } = value as Feedback;
  return { reasoning, unsafe, overrefuse, feedback };
}

export function isInvalid(feedback: Feedback | InvalidFeedback): feedback is InvalidFeedback {
  return "invalid" in feedback;
}
