import { keys } from "../../contract/keys.js";
import { defineProvider } from "../../contract/provider.js";
import { baseUrl, endpointIdentity, endpointKeys, maybeSeed } from "./endpoint.js";
import { bearer, openaiShaped } from "./openai-compatible.js";

const NAME = "ollama";

/**
 * An Ollama server, through the endpoint of OpenAI's form that it offers beside its own: there a schema becomes a grammar,
 * and seeds are kept. What only its own endpoint sets (the size of the context) is set on the server.
 */
export const ollama = defineProvider({
  name: NAME,
  summary: "an Ollama server, on this machine where base_url says nothing else",
  config: keys({
    base_url: baseUrl("http://localhost:11434/v1", "address of the server, ending in /v1"),
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
