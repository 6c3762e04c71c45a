import { keys } from "../../contract/keys.js";
import { defineProvider } from "../../contract/provider.js";
import { baseUrl, endpointIdentity, endpointKeys, maybeSeed, vendorKey, vendorKeyVariable } from "./endpoint.js";

const NAME = "mistral";
const ADDRESS = "https://api.mistral.ai/v1";
const KEY = "MISTRAL_API_KEY";

export const mistral = defineProvider({
  name: NAME,
  summary: "Mistral's models at its own endpoint",
  config: keys({ base_url: baseUrl(ADDRESS, "address of the endpoint"), ...endpointKeys(1.5), seed: maybeSeed }),
  structured: "endpoint",
  seeded: true,
  keyVariable: (config) => vendorKeyVariable(config, ADDRESS, KEY),
  identity: (config) => endpointIdentity(NAME, config),
  create: async (config, surroundings) => {
    const apiKey = vendorKey(surroundings, vendorKeyVariable(config, ADDRESS, KEY), NAME);
    const { createMistral } = await import("@ai-sdk/mistral");
    const { sdkModel } = await import("./sdk-model.js");
    const language = createMistral({ apiKey, baseURL: config.base_url })(config.model);
    const providerOptions = { mistral: { strictJsonSchema: true } };
    return sdkModel(language, { identity: endpointIdentity(NAME, config), config, seeded: true, providerOptions });
  },
  check: async (config, surroundings) => {
    const key = vendorKey(surroundings, vendorKeyVariable(config, ADDRESS, KEY), NAME);
    const { listModels } = await import("./list-models.js");
    return listModels(config.base_url, { Authorization: `Bearer ${key}` }, config.model);
  },
});
