import { createHash } from "node:crypto";
import type { ChatModel, CompletionRequest, JsonSchema } from "../../src/contract/provider.js";
import type { Services } from "../../src/contract/services.js";
import { houseRules } from "../../src/judges/house-rules.js";
import { scriptedModel } from "../../src/llm/providers/scripted.js";
import { HOUSE_PROMPTS } from "../../src/pair/house-prompts/all.js";

/** Whole numbers that follow from a text and nothing else. */
function drawsOf(text: string): (below: number) => number {
  let made = 0;
  return (below) => {
    made += 1;
    return createHash("sha256").update(`${made} ${text}`).digest().readUInt32BE() % below;
  };
}

const TEXTS = ["Here you are: it is as you say.", "I'm sorry, I can't help with that.", "Gladly.", "It depends."];

/** Some value that fits a schema of the kinds that agents use. */
function fitting(schema: JsonSchema, draw: (below: number) => number): unknown {
  const { type, anyOf, enum: words, properties } = schema as Record<string, never>;
  if (anyOf !== undefined) return fitting((anyOf as JsonSchema[])[draw((anyOf as JsonSchema[]).length)], draw);
  if (words !== undefined) return (words as unknown[])[draw((words as unknown[]).length)];
  if (type === "boolean") return draw(2) === 1;
  if (type === "string") return TEXTS[draw(TEXTS.length)];
  if (type !== "object") throw new Error(`no value is known for ${JSON.stringify(schema)}`);
  const entries = Object.entries(properties as Record<string, JsonSchema>);
  return Object.fromEntries(entries.map(([key, inner]) => [key, fitting(inner, draw)]));
}

/** An answer in the form asked for, which depends on the request alone, seed included. */
function anyAnswer({ messages, schema, seed }: CompletionRequest): string {
  const draw = drawsOf(JSON.stringify([messages, seed]));
  return schema === undefined ? TEXTS[draw(TEXTS.length)] : JSON.stringify(fitting(schema, draw));
}

/** A model that answers every request in its form, the same request always alike. */
export function anyModel(): ChatModel {
  return scriptedModel(anyAnswer);
}

/** Everything a type can need, for groups made by hand. */
export const ANY_SERVICES: Services = {
  model: anyModel,
  judge: () => houseRules.create({ partial: "strict" }, {}),
  prompts: HOUSE_PROMPTS,
};
