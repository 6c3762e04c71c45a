import type { Behaviour, Group } from "../../contract/agent.js";
import type { HousePrompt } from "../../contract/house-prompt.js";
import type { View } from "../../contract/view.js";
import { type Action, NOOP } from "../../model/action.js";
import { houseMatter } from "../../pair/house-matter.js";
import { SEEDS } from "../llm/telling.js";
import type { TrustMemory } from "../trust-memory.js";
import { Asks, harmfulShare } from "./ask-table.js";
import { AskerChoice } from "./asker-choice.js";
import type { WaltzPairConfig } from "./config.js";
import { judgedExchanges } from "./judged-exchange.js";
import { OBSERVABLES_BY_LABEL } from "./observables-by-label.js";

/**
 * Turns of pairs that serve: a visible agent asks something, as its archetype does; the pair answers, a judge labels the
 * answer, and the answer is proposed as work that has the label's signals. Whom it serves, what is asked and the first seed
 * are drawn before anybody is asked, so they do not depend on how often feedback is given.
 */
export function serving(
  config: WaltzPairConfig,
  group: Group,
  trust: TrustMemory,
): Required<Pick<Behaviour, "act" | "save" | "restore">> {
  const asks = new Asks(group.services.prompts);
  const choice = new AskerChoice(config.serves, group.size, trust);
  const answer = judgedExchanges(config, group);

  const served = async (member: number, asker: number, ask: HousePrompt, seed: number): Promise<Action> => {
    const { prompt, harmful, rule, id, category } = ask;
    const judged = await answer(
      member,
      {
        matter: houseMatter(ask),
        about: asker,
        texts: { prompt_id: id, category, prompt },
        toJudge: ({ text }) => ({ prompt, answer: text, harmful, ...(rule !== undefined && { rule }) }),
      },
      seed,
    );
    const measured = OBSERVABLES_BY_LABEL[judged.label];
    return { kind: "propose", to: asker, type: "collaboration", content: judged.answer.text, measured };
  };

  return {
    act(view: View) {
      if (!view.canPropose || view.count() === 0) return NOOP;
      const stream = group.streams.of(view.member);
      const asker = choice.next(view, stream);
      const ask = asks.draw(harmfulShare(config, view.archetypeOf(asker)), stream);
      return served(view.member, asker, ask, stream.below(SEEDS));
    },
    save: () => choice.save(),
    restore: (saved) => choice.restore(saved),
  };
}
