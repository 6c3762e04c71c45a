import type { LanguageModelV3Usage } from "@ai-sdk/provider";
import { keys } from "../../contract/keys.js";
import { defineProvider, type ProviderSurroundings } from "../../contract/provider.js";
import { baseUrl, type EndpointConfig, endpointIdentity, endpointKeys, keyFrom, maybeSeed } from "./endpoint.js";

const NAME = "openai-compatible";

/** Any server that speaks OpenAI's chat completions: vLLM, llama.cpp's server, LM Studio, Together, Groq, OpenRouter, ... */
export const openaiCompatible = defineProvider({
  name: NAME,
  summary: "any endpoint of OpenAI's form, at base_url: vLLM, llama.cpp server, Together, Groq, ...",
  config: keys({
    base_url: baseUrl(undefined, "address of the endpoint, often ending in /v1"),
    ...endpointKeys(2),
    seed: maybeSeed,
  }),
  structured: "endpoint",
  seeded: true,
  keyVariable: (config) => config.api_key_env,
  identity: (config) => endpointIdentity(NAME, config),
  create: (config, surroundings) => openaiShaped(NAME, config, surroundings),
  check: async (config, surroundings) => {
    const { listModels } = await import("./list-models.js");
    return listModels(config.base_url, bearer(NAME, config, surroundings), config.model);
  },
});

/** A model behind an endpoint of OpenAI's form; the key is sent only where the config names its variable. */
export async function openaiShaped(name: string, config: EndpointConfig, surroundings: ProviderSurroundings) {
  const headers = bearer(name, config, surroundings);
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  const { sdkModel } = await import("./sdk-model.js");
  const endpoint = createOpenAICompatible({
    name,
    baseURL: config.base_url,
    headers,
    supportsStructuredOutputs: true,
    convertUsage,
  });
  return sdkModel(endpoint.chatModel(config.model), { identity: endpointIdentity(name, config), config, seeded: true });
}

export function bearer(
  name: string,
  { api_key_env }: EndpointConfig,
  surroundings: ProviderSurroundings,
): Record<string, string> {
  return api_key_env === undefined ? {} : { Authorization: `Bearer ${keyFrom(surroundings, api_key_env, name)}` };
}

/** The adapter's own conversion counts what an endpoint leaves out as 0. */
function convertUsage(
  usage: { prompt_tokens?: number | null; completion_tokens?: number | null } | null | undefined,
): LanguageModelV3Usage {
  const total = (tokens: number | null | undefined) => tokens ?? undefined;
  return {
    inputTokens: {
      total: total(usage?.prompt_tokens),
      noCache: undefined,
      cacheRead: undefined,
      cacheWrite: undefined,
    },
    outputTokens: { total: total(usage?.completion_tokens), text: undefined, reasoning: undefined },
  };
}
