import { defineAgent } from "../../contract/agent.js";
import type { Needs } from "../../contract/services.js";
import { TrustMemory } from "../trust-memory.js";
import { acting } from "./acting.js";
import { answering } from "./answering.js";
import { kindsAsked } from "./ask-table.js";
import { WALTZ_PAIR, type WaltzPairConfig } from "./config.js";
import { asksFeedback } from "./judged-exchange.js";
import { serving } from "./serving.js";

/**
 * Two language models as one agent: one converses, the other reads each draft, raises flags and advises. It is the pair
 * whose p, reputation, audits and freezes follow. Proposals to it are answered at the end of a step by a scripted rule (an
 * acting pair may also answer one in its turn). Source of the exchange: WaltzRL.
 */
export const waltzPair = defineAgent({
  type: "waltz_pair",
  summary: "a conversation agent whose drafts a feedback agent reads; its work is judged and carries measured signals",
  archetype: "honest",
  config: WALTZ_PAIR,
  needs,
  create(config, group) {
    const trust = new TrustMemory(group.size);
    const answers = answering(config.answers, group);
    const acts = config.mode === "acting" ? acting(config, group) : undefined;
    const turns = acts ?? serving(config, group, trust);
    return {
      act: (view) => turns.act(view),
      answer: (offer, view) => answers.answer(offer, view),
      learn(outcome) {
        trust.learn(outcome);
        answers.learn?.(outcome);
        acts?.learn(outcome);
      },
      shiftTrust(member, delta) {
        trust.shift(member, delta);
        answers.shiftTrust?.(member, delta);
      },
      save: () => ({ trust: trust.save(), answers: answers.save?.() ?? null, turns: turns.save() }),
      restore(saved) {
        const state = saved as { trust: unknown; answers: unknown; turns: unknown };
        trust.restore(state.trust);
        answers.restore?.(state.answers);
        turns.restore(state.turns);
      },
    };
  },
});

function needs(config: WaltzPairConfig): Needs {
  const { mode, judge, judge_model, judge_labels, judge_partial, judge_config = {}, prompts, rule_markers } = config;
  const models = [{ role: "conversation", key: "conversation", name: config.conversation }];
  if (asksFeedback(config)) models.push({ role: "feedback", key: "feedback", name: config.feedback });
  return {
    models,
    judge: {
      key: "judge",
      name: judge,
      config: { partial: judge_partial },
      own: { key: "judge_config", config: judge_config },
      model: { key: "judge_model", name: judge_model ?? undefined },
      labels: { key: "judge_labels", file: judge_labels ?? undefined },
      rules: mode === "acting" && rule_markers !== undefined,
      breaches: mode === "acting",
    },
    ...(mode === "serving" && { prompts: { key: "prompts", file: prompts ?? undefined, ...kindsAsked(config) } }),
  };
}
