import type { ProviderDefinition } from "../contract/provider.js";
import { PROVIDERS } from "../llm/registry.js";
import { applyOverrides, parseOverride } from "../scenario/overrides.js";
import { entryNamed } from "./entry-named.js";

/** The provider of this name. @throws InputError when there is none */
export function providerNamed(name: string): ProviderDefinition {
  return entryNamed(PROVIDERS, name);
}

/** The keys given as `--set key=value`, the value as YAML. @throws InputError */
export function keysGiven(settings: readonly string[]): Record<string, unknown> {
  return applyOverrides({}, settings.map(parseOverride));
}

/** Gathers an option that may stand several times. */
export function gathered(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
