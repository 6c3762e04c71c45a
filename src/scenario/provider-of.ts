import type { ProviderDefinition } from "../contract/provider.js";
import { completeConfig } from "../llm/complete-config.js";
import { beside } from "./beside.js";
import type { Extensions } from "./extensions.js";
import type { ModelSpec } from "./models-block.js";

/**
 * The provider of a model, and its part of the model's keys.
 *
 * @param scenario its file, from whose folder paths of the config start
 */
export function providerOf(
  model: ModelSpec,
  { providers }: Extensions,
  scenario: string,
): { readonly definition: ProviderDefinition; readonly config: unknown } {
  const definition = providers.find(model.provider);
  if (definition === undefined) throw new Error(providers.unknown(model.provider));
  const keys = Object.keys(definition.config.properties).filter((key) => model[key] !== undefined);
  const given = Object.fromEntries(
    keys.map((key) => {
      const isPath = definition.paths?.includes(key) ?? false;
      return [key, isPath ? beside(scenario, String(model[key])) : model[key]];
    }),
  );
  return { definition, config: completeConfig(definition.config, given, definition.name) };
}
