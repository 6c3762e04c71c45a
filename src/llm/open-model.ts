import {
  type ChatModel,
  ModelError,
  type ProviderDefinition,
  type ProviderSurroundings,
} from "../contract/provider.js";
import { Redactor, redacted, redactedError } from "./redact.js";

/**
 * A model that can be asked, with keys taken out of all it gives back.
 *
 * @param config complete, see `completeConfig`
 * @throws InputError for what the user can mend
 */
export async function openModel(
  definition: ProviderDefinition,
  config: unknown,
  surroundings: ProviderSurroundings,
): Promise<ChatModel> {
  const redactor = redactorFor(definition, config, surroundings);
  return redacted(await definition.create(config, surroundings), redactor);
}

/**
 * Reaches the endpoint without asking a model: what was found, a line each, with keys taken out, as out of errors.
 *
 * @param config complete but for the name of the model, which may be missing
 * @throws InputError, ModelError as the provider's own check
 */
export async function checkEndpoint(
  definition: ProviderDefinition,
  config: unknown,
  surroundings: ProviderSurroundings,
): Promise<readonly string[]> {
  const redactor = redactorFor(definition, config, surroundings);
  try {
    return (await definition.check(config, surroundings)).map((line) => redactor.text(line));
  } catch (error) {
    throw error instanceof ModelError ? redactedError(error, redactor) : error;
  }
}

function redactorFor(definition: ProviderDefinition, config: unknown, { env }: ProviderSurroundings): Redactor {
  const variable = definition.keyVariable(config);
  return new Redactor(env, variable === undefined ? [] : [variable]);
}
