import { Value } from "@sinclair/typebox/value";
import { LDT_KEYS, type LdtConfig } from "../../../src/agents/ldt/config.js";
import { type Deed, newProfile, noteDeed, type Profile } from "../../../src/agents/ldt/profile.js";

/** Interactions written as "0.7 no:0.4": p of an accepted one, no:p of a rejected one. */
export function deeds(text: string): Deed[] {
  return text.split(" ").map((word) => ({ accepted: !word.startsWith("no:"), p: Number(word.replace("no:", "")) }));
}

/** A profile of these interactions, all of them kept. */
export function profileOf(text: string): Profile {
  const profile = newProfile();
  for (const deed of deeds(text)) noteDeed(profile, deed, Number.POSITIVE_INFINITY);
  return profile;
}

/** The default keys with some of them changed. */
export function ldtConfig(given: Partial<LdtConfig> = {}): LdtConfig {
  return Value.Default(LDT_KEYS, { ...given }) as LdtConfig;
}
