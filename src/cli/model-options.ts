import { InputError } from "../base/errors.js";
import type { ProviderDefinition } from "../contract/provider.js";
import { PROVIDERS } from "../llm/registry.js";
import { applyOverrides, parseOverride } from "../scenario/overrides.js";

/** The provider of this name. @throws InputError when there is none */
export function providerNamed(name: string): ProviderDefinition {
  const found = PROVIDERS.find(name);
  if (found === undefined) throw new InputError(`${PROVIDERS.unknown(name)}; there are: ${PROVIDERS.names.join(", ")}`);
  return found;
}

/** The keys given as `--set key=value`, the value as YAML. @throws InputError */
export function keysGiven(settings: readonly string[]): Record<string, unknown> {
  return applyOverrides({}, settings.map(parseOverride));
}

/** Gathers an option that may stand several times. */
export function gathered(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
