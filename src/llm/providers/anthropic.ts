import { keys } from "../../contract/keys.js";
import { defineProvider } from "../../contract/provider.js";
import { ANTHROPIC_PRICES } from "./anthropic-prices.js";
import { baseUrl, endpointIdentity, endpointKeys, vendorKey, vendorKeyVariable } from "./endpoint.js";

const NAME = "anthropic";
const ADDRESS = "https://api.anthropic.com/v1";
const KEY = "ANTHROPIC_API_KEY";

/** Takes no seed. Some of its models take no temperature either: their answers come with a warning. */
export const anthropic = defineProvider({
  name: NAME,
  summary: "Anthropic's models at its own endpoint; takes no seed",
  config: keys({ base_url: baseUrl(ADDRESS, "address of the endpoint"), ...endpointKeys(1) }),
  structured: "endpoint",
  seeded: false,
  prices: ANTHROPIC_PRICES,
  keyVariable: (config) => vendorKeyVariable(config, ADDRESS, KEY),
  identity: (config) => endpointIdentity(NAME, config),
  create: async (config, surroundings) => {
    const apiKey = vendorKey(surroundings, vendorKeyVariable(config, ADDRESS, KEY), NAME);
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    const { sdkModel } = await import("./sdk-model.js");
    const language = createAnthropic({ apiKey, baseURL: config.base_url })(config.model);
    const identity = endpointIdentity(NAME, config);
    return sdkModel(language, { identity, config, seeded: false, prices: ANTHROPIC_PRICES });
  },
  check: async (config, surroundings) => {
    const key = vendorKey(surroundings, vendorKeyVariable(config, ADDRESS, KEY), NAME);
    const { listModels } = await import("./list-models.js");
    return listModels(config.base_url, { "x-api-key": key, "anthropic-version": "2023-06-01" }, config.model);
  },
});
