import { keyedSource } from "../../base/random/keyed-source.js";
import { type ExchangeRules, exchange, type Partners } from "../../pair/exchange.js";
import { feedbackSchema } from "../../pair/feedback.js";
import { houseMatter } from "../../pair/house-matter.js";
import type { AskedPrompt } from "./asked-prompt.js";
import { saidOf } from "./case.js";
import type { RecordedExchange } from "./recorded-exchange.js";
import { overheard } from "./text-rollouts.js";

/** A pair of models that can be asked. */
export interface LivePair {
  readonly system: string;
  readonly partners: Partners;
  readonly rules: Pick<ExchangeRules, "trigger" | "maxRounds">;
  /** Whole; first seeds of exchanges follow from it and the id of the prompt, not from its place. */
  readonly seed: number;
}

/** An exchange with what its parts were told and wrote. */
export interface LiveExchange extends RecordedExchange {
  /** What the conversation agent was told beforehand. */
  readonly brief: string;
  /** As many as answers: what the feedback agent wrote on each, as it wrote it; undefined where it was not asked, empty where it gave nothing. */
  readonly feedbackTexts: readonly (string | undefined)[];
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
): Promise<readonly LiveExchange[]> {
  const exchanges: LiveExchange[] = [];
  const heard = partners.feedback && overheard(partners.feedback);
  const listening = { ...partners, feedback: heard?.model };
  const seeds = keyedSource(seed).family(
    "evaluation",
    prompts.map(({ id }) => id),
  );
  for (const [at, asked] of prompts.entries()) {
    const first = seeds.of(at).below(SEEDS);
    const matter = houseMatter(asked);
    const written: string[] = [];
    const watcher = { advised: () => void written.push(heard?.take() ?? "") };
    const rounds = await exchange(matter, listening, { ...rules, feedbackSchema: FEEDBACK }, first, watcher);
    const { id, group, dataset, category, prompt, harmful, rule } = asked;
    exchanges.push({
      ...{ id, group, dataset, category, prompt, harmful, rule, system, labels: undefined },
      answers: rounds.map(({ answer }) => answer.text),
      said: rounds.map(({ feedback }) => saidOf(feedback)),
      brief: matter.brief,
      feedbackTexts: rounds.map((_, round) => written[round]),
    });
    await done();
  }
  return exchanges;
}
