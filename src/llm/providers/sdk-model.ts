import type { LanguageModelV3, LanguageModelV3GenerateResult, SharedV3Warning } from "@ai-sdk/provider";
import {
  type ChatModel,
  type Completion,
  type CompletionRequest,
  ModelError,
  type ModelIdentity,
  type TokenPrice,
} from "../../contract/provider.js";
import { structured } from "../structured.js";
import { type EndpointConfig, priceOf } from "./endpoint.js";
import { modelErrorOf } from "./sdk-error.js";

export interface SdkModelOptions {
  readonly identity: ModelIdentity;
  readonly config: EndpointConfig;
  readonly seeded: boolean;
  readonly prices?: Readonly<Record<string, TokenPrice>>;
  readonly providerOptions?: Record<string, Record<string, boolean | string>>;
}

/**
 * A model behind an adapter of the AI SDK. The adapter is called directly, one request per call: the SDK's own retries,
 * repairs of JSON and telemetry live above it and are not used.
 */
export function sdkModel(language: LanguageModelV3, options: SdkModelOptions): ChatModel {
  const { identity, config } = options;
  const where = `${identity.provider} at ${new URL(config.base_url).host}, model ${identity.model}`;
  return {
    identity,
    async complete(request, context) {
      const deadline = AbortSignal.timeout(Math.ceil(config.timeout * 1000));
      const abortSignal = context?.signal === undefined ? deadline : AbortSignal.any([deadline, context.signal]);
      let result: LanguageModelV3GenerateResult;
      try {
        result = await language.doGenerate({ ...callOptions(request, options), abortSignal });
      } catch (error) {
        context?.signal?.throwIfAborted();
        if (deadline.aborted) throw new ModelError("timeout", `${where}: no answer within ${config.timeout} s`);
        throw modelErrorOf(error, where);
      }
      return structured(completionOf(result, options), request.schema);
    },
  };
}

function callOptions(request: CompletionRequest, { config, seeded, providerOptions }: SdkModelOptions) {
  const { messages, schema, temperature = config.temperature, maxTokens = config.max_tokens, stop } = request;
  const seed = seeded ? (request.seed ?? config.seed) : undefined;
  return {
    prompt: messages.map(({ role, content }) =>
      role === "system" ? { role, content } : { role, content: [{ type: "text" as const, text: content }] },
    ),
    temperature,
    maxOutputTokens: maxTokens,
    ...(seed !== undefined && { seed }),
    ...(stop !== undefined && { stopSequences: [...stop] }),
    ...(schema !== undefined && { responseFormat: { type: "json" as const, schema, name: "answer" } }),
    ...(providerOptions !== undefined && { providerOptions }),
  };
}

function completionOf(result: LanguageModelV3GenerateResult, { config, prices }: SdkModelOptions): Completion {
  const { inputTokens, outputTokens } = result.usage;
  const known = inputTokens.total !== undefined && outputTokens.total !== undefined;
  const usage = known ? { inputTokens: inputTokens.total ?? 0, outputTokens: outputTokens.total ?? 0 } : undefined;
  return {
    text: result.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join(""),
    finish: FINISH[result.finishReason.unified] ?? "other",
    usage,
    price: priceOf(usage, config, prices),
    warnings: result.warnings.map(described),
    failed: [],
  };
}

const FINISH: Readonly<Record<string, Completion["finish"]>> = {
  stop: "stop",
  length: "length",
  "content-filter": "content_filter",
};

function described(warning: SharedV3Warning): string {
  if (warning.type === "other") return warning.message;
  return `${warning.feature}: ${warning.details ?? warning.type}`;
}
