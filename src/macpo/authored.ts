import type { Features } from "../learning/features.js";
import type { PreferencePair } from "../learning/preference.js";

/** An answer, with where it comes from. */
export interface Authored {
  readonly tokens: readonly number[];
  /** Name of the agent that wrote it, or "people". */
  readonly author: string;
  /** Whether the gold score had a part in it: people's labels, and whatever was chosen by looking at that score. */
  readonly tainted: boolean;
}

/** What a learner is shown of a prompt. */
export interface AuthoredPair {
  readonly prompt: number;
  readonly chosen: Authored;
  readonly rejected: Authored;
}

/**
 * Pairs as trainers take them.
 *
 * @param mayBeTainted false on the second half
 * @throws Error for a tainted record where there may be none: a mistake of the program
 */
export function trainable(
  pairs: readonly AuthoredPair[],
  contexts: readonly Features[],
  mayBeTainted: boolean,
): readonly PreferencePair[] {
  return pairs.map(({ prompt, chosen, rejected }) => {
    if (!mayBeTainted && (chosen.tainted || rejected.tainted)) {
      throw new Error(`prompt ${prompt}: a gold label must not reach training on the second half`);
    }
    return { context: contexts[prompt], chosen: chosen.tokens, rejected: rejected.tokens };
  });
}
