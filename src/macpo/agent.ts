import type { RandomSource, RandomStream } from "../base/random/random-source.js";
import type { Features } from "../learning/features.js";
import { POLICIES } from "../learning/policies.js";
import type { Policy } from "../learning/policy.js";
import type { Authored } from "./authored.js";
import type { MacpoConfig } from "./config.js";
import type { World } from "./world.js";

/** Somebody who answers prompts. */
export interface MacpoAgent {
  readonly name: string;
  readonly policy: Policy;
  /** How it sees each prompt, by id. */
  readonly contexts: readonly Features[];
}

/** An untuned policy: uniform over tokens. Every agent of a run starts from it. */
export function basePolicy({ training, world }: MacpoConfig, { grammar, source }: World): Policy {
  const make = POLICIES.find(training.policy);
  if (make === undefined) throw new Error(POLICIES.unknown(training.policy));
  const start = (slot: number) => grammar.slots[slot].tokens.map(() => 0);
  const task = { grammar, dimension: world.features, tabular: false, start };
  return make.create(task, make.hasHidden ? training.hidden : 0, source.family("macpo/base", ["all"]).of(0));
}

export type Decoding = MacpoConfig["training"]["decoding"];

/** An agent's answer to each prompt, in the order of `prompts`. */
export function answersOf(
  { name, policy, contexts }: MacpoAgent,
  prompts: readonly number[],
  decoding: Decoding,
  stream: RandomStream,
): readonly Authored[] {
  return prompts.map((prompt) => {
    const context = contexts[prompt];
    const tokens = decoding === "sample" ? policy.sample(context, stream).tokens : policy.best(context);
    return { tokens, author: name, tainted: false };
  });
}

/** The stream of one agent for one purpose. */
export function streamOf(source: RandomSource, purpose: string, agent: string): RandomStream {
  return source.family(`macpo/${purpose}`, [agent]).of(0);
}
