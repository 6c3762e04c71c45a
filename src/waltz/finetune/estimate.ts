import type { ExampleFile } from "../../contract/trainer-backend.js";

/** What a file is worth in tokens, roughly. */
export interface FileEstimate {
  readonly examples: number;
  /** Of one pass over the file. */
  readonly tokens: number;
}

/** Bytes of English text per token, and tokens around each message: rules of thumb, and no tokenizer's count. */
const BYTES_PER_TOKEN = 4;
const TOKENS_PER_MESSAGE = 4;

/** Rough count of the tokens of a checked file: a quarter of the bytes of its texts, and four for each message. */
export function estimateFile({ bytes }: ExampleFile): FileEstimate {
  const lines = Buffer.from(bytes)
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  const tokens = lines.reduce((sum, line) => sum + tokensOf(JSON.parse(line)), 0);
  return { examples: lines.length, tokens: Math.ceil(tokens) };
}

/** Of a message (an object with a content) or of whatever holds messages. */
function tokensOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + tokensOf(part), 0);
  if (typeof value !== "object" || value === null) return 0;
  const { content } = value as { readonly content?: unknown };
  if (typeof content === "string") return Buffer.byteLength(content) / BYTES_PER_TOKEN + TOKENS_PER_MESSAGE;
  return Object.values(value).reduce((sum: number, part) => sum + tokensOf(part), 0);
}
