import { keyedSource } from "../../base/random/keyed-source.js";
import { type ExchangeRules, exchange, type Partners } from "../../pair/exchange.js";
import { feedbackSchema } from "../../pair/feedback.js";
import { houseMatter } from "../../pair/house-matter.js";
import type { AskedPrompt } from "./asked-prompt.js";
import { saidOf } from "./case.js";
import type { RecordedExchange } from "./recorded-exchange.js";

/** A pair of models that can be asked. */
export interface LivePair {
  readonly system: string;
  readonly partners: Partners;
  readonly rules: Pick<ExchangeRules, "trigger" | "maxRounds">;
  /** Whole; first seeds of exchanges follow from it and the id of the prompt, not from its place. */
  readonly seed: number;
}

/** First seeds are drawn below this, so that all that follow from them are 31-bit numbers. */
const SEEDS = 2 ** 30;

/** What evaluations of a live pair ask for: texts without a limit, which some endpoints refuse. */
const FEEDBACK = feedbackSchema(undefined);

/**
 * Asks the pair about each prompt, one after the other.
 *
 * @param done called after each
 * @throws ModelError, StoppedError where a model gives no usable answer or may not be asked: nothing is answered in its place
 */
export async function liveExchanges(
  prompts: readonly AskedPrompt[],
  { system, partners, rules, seed }: LivePair,
  done: () => unknown = () => {},
): Promise<readonly RecordedExchange[]> {
  const exchanges: RecordedExchange[] = [];
  const seeds = keyedSource(seed).family(
    "evaluation",
    prompts.map(({ id }) => id),
  );
  for (const [at, asked] of prompts.entries()) {
    const first = seeds.of(at).below(SEEDS);
    const rounds = await exchange(houseMatter(asked), partners, { ...rules, feedbackSchema: FEEDBACK }, first);
    const { id, group, dataset, category, prompt, harmful, rule } = asked;
    exchanges.push({
      ...{ id, group, dataset, category, prompt, harmful, rule, system, labels: undefined },
      answers: rounds.map(({ answer }) => answer.text),
      said: rounds.map(({ feedback }) => saidOf(feedback)),
    });
    await done();
  }
  return exchanges;
}
