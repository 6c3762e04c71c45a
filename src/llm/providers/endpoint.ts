import { type Static, Type } from "@sinclair/typebox";
import { InputError } from "../../base/errors.js";
import { positive, whole } from "../../contract/keys.js";
import type { ModelIdentity, ProviderSurroundings, TokenPrice, Usage } from "../../contract/provider.js";

const PER_MILLION = "USD per million tokens; without it the published price is used, and where none is known none";

/** Config keys of a model behind an HTTP endpoint. */
export function endpointKeys(maxTemperature: number) {
  return {
    model: Type.String({ minLength: 1, description: "the endpoint's name of the model" }),
    temperature: Type.Number({ default: 0.7, minimum: 0, maximum: maxTemperature, description: "spread of answers" }),
    max_tokens: whole(512, 1, "tokens of an answer"),
    timeout: positive(60, "longest wait for a complete answer, s; waits for a turn and between tries do not count"),
    api_key_env: Type.Optional(
      Type.String({ pattern: "^[A-Z][A-Z0-9_]*_API_KEY$", description: "name of the environment variable of the key" }),
    ),
    price_input: Type.Optional(Type.Number({ minimum: 0, description: PER_MILLION })),
    price_output: Type.Optional(Type.Number({ minimum: 0, description: PER_MILLION })),
  };
}

/** The address of the endpoint, which ends before the name of the call. */
export const baseUrl = (address: string | undefined, doc: string) =>
  Type.String({ pattern: "^https?://[^\\s@?#]+$", description: doc, ...(address && { default: address }) });

/** The seed of calls that carry none of their own. */
export const maybeSeed = Type.Optional(Type.Integer({ minimum: 0, description: "seed of calls that carry none" }));

const SHARED = endpointKeys(2);
export type EndpointConfig = { [K in keyof typeof SHARED]?: Static<(typeof SHARED)[K]> } & {
  readonly model: string;
  readonly temperature: number;
  readonly max_tokens: number;
  readonly timeout: number;
  readonly base_url: string;
  readonly seed?: number;
};

/** Address, key, patience and prices do not shape answers. */
export function endpointIdentity(provider: string, config: EndpointConfig): ModelIdentity {
  const { model, temperature, max_tokens, seed } = config;
  return { provider, model, settings: { temperature, max_tokens, ...(seed !== undefined && { seed }) } };
}

/**
 * The key that `variable` holds.
 * @throws InputError when it is not set
 */
export function keyFrom({ env }: ProviderSurroundings, variable: string, provider: string): string {
  const key = env[variable];
  if (key === undefined || key === "") {
    throw new InputError(`${provider} needs a key: set the environment variable ${variable}`);
  }
  return key;
}

/**
 * The variable of a vendor's key. Its usual one serves the vendor's own address only, so that a scenario cannot send the
 * key anywhere else unnoticed.
 */
export function vendorKeyVariable(config: EndpointConfig, ownAddress: string, usual: string): string | undefined {
  return config.api_key_env ?? (config.base_url === ownAddress ? usual : undefined);
}

/** @throws InputError when the variable is not named or not set */
export function vendorKey(surroundings: ProviderSurroundings, variable: string | undefined, provider: string): string {
  if (variable !== undefined) return keyFrom(surroundings, variable, provider);
  throw new InputError(`${provider}: base_url is not the vendor's own, so name the variable of its key in api_key_env`);
}

/** USD, or undefined where usage or price is not known. */
export function priceOf(
  usage: Usage | undefined,
  { model, price_input, price_output }: EndpointConfig,
  published: Readonly<Record<string, TokenPrice>> = {},
): number | undefined {
  const listed = Object.hasOwn(published, model) ? published[model] : undefined;
  const [input, output] = [price_input ?? listed?.input, price_output ?? listed?.output];
  if (usage === undefined || input === undefined || output === undefined) return undefined;
  return (usage.inputTokens * input + usage.outputTokens * output) / 1e6;
}
