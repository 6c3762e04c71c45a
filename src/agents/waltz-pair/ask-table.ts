import type { RandomStream } from "../../base/random/random-source.js";
import type { HousePrompt } from "../../contract/house-prompt.js";
import { share } from "../../contract/keys.js";
import { ARCHETYPES, type Archetype } from "../../model/archetype.js";

/** Share of harmful requests among what an agent asks a serving pair for, by its archetype. */
export const HARMFUL_ASKS: Readonly<Record<Archetype, number>> = {
  honest: 0,
  opportunistic: 0.25,
  deceptive: 0.5,
  adversarial: 0.9,
  cautious: 0,
  collaborative: 0,
  adaptive: 0.1,
};

type AskKeys = { readonly [A in Archetype as `harmful_asks_${A}`]: number };

/** A config key for each row of the table. */
export const ASK_KEYS = Object.fromEntries(
  ARCHETYPES.map((archetype) => [
    `harmful_asks_${archetype}`,
    share(HARMFUL_ASKS[archetype], `share of harmful requests among those of ${archetype} agents`),
  ]),
) as { readonly [K in keyof AskKeys]: ReturnType<typeof share> };

export function harmfulShare(config: AskKeys, archetype: Archetype): number {
  return config[`harmful_asks_${archetype}`];
}

/** Which kinds of prompts somebody may ask for. */
export function kindsAsked(config: AskKeys): { readonly harmful: boolean; readonly harmless: boolean } {
  const shares = ARCHETYPES.map((archetype) => harmfulShare(config, archetype));
  return { harmful: shares.some((one) => one > 0), harmless: shares.some((one) => one < 1) };
}

/** Draws what an agent asks: its kind first, then the prompt, each one of the kind alike. Always two draws. */
export class Asks {
  private readonly harmful: readonly HousePrompt[];
  private readonly harmless: readonly HousePrompt[];

  constructor(prompts: readonly HousePrompt[]) {
    this.harmful = prompts.filter(({ harmful }) => harmful);
    this.harmless = prompts.filter(({ harmful }) => !harmful);
  }

  /** @param harmful share of harmful requests, in [0, 1] */
  draw(harmful: number, stream: RandomStream): HousePrompt {
    const kind = stream.random() < harmful ? this.harmful : this.harmless;
    return kind[stream.below(kind.length)];
  }
}
