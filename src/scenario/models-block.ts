import { type TObject, type TSchema, Type } from "@sinclair/typebox";
import type { ProviderDefinition } from "../contract/provider.js";
import { BUDGET } from "../llm/budget.js";
import { PACE } from "../llm/pace.js";
import { RETRY } from "../llm/retry.js";
import type { Extensions } from "./extensions.js";

/** A model by the name that agents call it: its provider and that provider's keys, and how it is asked. */
export interface ModelSpec {
  readonly provider: string;
  readonly pace: { readonly concurrency: number; readonly calls_per_minute?: number | null };
  readonly retry: { readonly max_retries: number; readonly backoff: number; readonly max_wait: number };
  readonly budget: {
    readonly max_calls?: number | null;
    readonly max_tokens?: number | null;
    readonly max_cost?: number | null;
  };
  readonly [key: string]: unknown;
}

const MODEL_NAME = "^[A-Za-z][A-Za-z0-9_-]*$";

/** Keys of a model besides its provider's: what all runs, all tries and one run share. */
const ASKED = {
  pace: block(PACE, "calls at once and per minute, over all runs that go on at the same time"),
  retry: block(RETRY, "how often a call is made again that failed in a way which may pass"),
  budget: block(BUDGET, "what may be spent on this model in a run"),
};

function block(schema: TObject, description: string): TSchema {
  return { ...schema, default: {}, description };
}

/** The schema of one model of a provider, closed. */
export function modelSchema({ name, config, summary }: ProviderDefinition): TObject {
  const provider = Type.Literal(name, { description: summary });
  return Type.Object({ provider, ...config.properties, ...ASKED }, { additionalProperties: false });
}

/** The `models` block: any names, each with the keys of its provider. */
export function modelsSchema(providers: Extensions["providers"]): TSchema {
  const provider = Type.Unsafe<string>({ type: "string", enum: providers.names, description: "see `swarm models`" });
  const variants = [...providers].map((definition) => ({
    if: { properties: { provider: { const: definition.name } }, required: ["provider"] },
    // biome-ignore lint/suspicious/noThenProperty: the JSON Schema keyword
    then: modelSchema(definition),
  }));
  const entry = Type.Object({ provider }, { allOf: variants });
  return Type.Unsafe<Readonly<Record<string, ModelSpec>>>({
    type: "object",
    patternProperties: { [MODEL_NAME]: entry },
    additionalProperties: false,
    description: "language models that agents may ask, by the name that agents call them",
  });
}
