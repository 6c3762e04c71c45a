import type { ChatModel, ProviderDefinition, ProviderSurroundings } from "../contract/provider.js";
import { Redactor, redacted } from "./redact.js";

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
  const variable = definition.keyVariable(config);
  const redactor = new Redactor(surroundings.env, variable === undefined ? [] : [variable]);
  return redacted(await definition.create(config, surroundings), redactor);
}
