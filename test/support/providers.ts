import type { ProviderDefinition } from "../../src/contract/provider.js";
import { completeConfig } from "../../src/llm/complete-config.js";

/** Eight characters or more, so that it is taken for a secret; planted wherever a key is wanted. */
export const PLANTED = "planted-key-0123456789";
export const ENV = { TEST_API_KEY: PLANTED };

/** How each endpoint provider is pointed at the loopback server. */
export const ENDPOINTS: Readonly<Record<string, (origin: string) => Readonly<Record<string, unknown>>>> = {
  "openai-compatible": (origin) => ({ base_url: `${origin}/v1`, model: "small" }),
  mistral: (origin) => ({ base_url: `${origin}/v1`, model: "mistral-small" }),
  anthropic: (origin) => ({ base_url: `${origin}/anthropic/v1`, model: "claude-haiku-4-5" }),
  ollama: (origin) => ({ base_url: `${origin}/v1`, model: "tiny" }),
};

/** The config of an endpoint provider, with the planted key. */
export function endpointConfig(
  definition: ProviderDefinition,
  origin: string,
  more: Readonly<Record<string, unknown>> = {},
): unknown {
  const given = { ...ENDPOINTS[definition.name]!(origin), api_key_env: "TEST_API_KEY", timeout: 20, ...more };
  return completeConfig(definition.config, given, definition.name);
}
