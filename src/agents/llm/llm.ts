import { Type } from "@sinclair/typebox";
import { defineAgent } from "../../contract/agent.js";
import { keys, maybeText, oneOf } from "../../contract/keys.js";
import type { ChatMessage, JsonSchema } from "../../contract/provider.js";
import type { Offer, View } from "../../contract/view.js";
import { type Action, NOOP } from "../../model/action.js";
import { actionOf, type Choice, choiceSchema } from "./choice.js";
import { ON_INVALID, orInstead } from "./invalid-answer.js";
import { answerTask, PERSONA_NAMES, personaText, turnTask } from "./persona.js";
import { RecentOutcomes } from "./recent-outcomes.js";
import { outcomeLine, said, situationOf, standing } from "./situation.js";
import { SEEDS, TELLING } from "./telling.js";

/**
 * A language model as an agent: it is told what it sees and chooses an action by schema, and it answers proposals. Unlike
 * the reference system's it may answer proposals in its turn and name posts, whose ids it is told in full. As there, its
 * interactions draw the honest signal profile whatever the persona.
 */
export const llm = defineAgent({
  type: "llm",
  summary: "asks a language model what to do and whether to accept, with its view told as text",
  archetype: "honest",
  config: keys({
    model: Type.String({ default: "default", minLength: 1, description: "name of a model in the block models" }),
    persona: oneOf("open", PERSONA_NAMES, "what it is told about itself"),
    system_prompt: maybeText("text in place of the persona's"),
    on_invalid: ON_INVALID,
    ...TELLING,
  }),
  needs: ({ model }) => ({ models: [{ role: "agent", key: "model", name: model }] }),
  create(config, group) {
    const outcomes = new RecentOutcomes(group.size, config.show_outcomes);
    const shown = { agents: config.show_agents, posts: config.show_posts };
    const longest = config.longest_text ?? undefined;
    const who = personaText(config.persona, config.system_prompt);
    const accepting = answerSchema(longest);

    const ask = async <T>(member: number, task: string, told: string, schema: JsonSchema): Promise<T> => {
      const messages: ChatMessage[] = [
        { role: "system", content: task },
        { role: "user", content: told },
      ];
      const seed = group.streams.of(member).below(SEEDS);
      const { data } = await group.services.model("agent", member).complete({ messages, schema, seed });
      return data as T;
    };

    return {
      act(view: View): Promise<Action> {
        const { member } = view;
        const { text, options } = situationOf(view, outcomes.of(member), shown, group.idOf);
        const chosen = async () => {
          const choice = await ask<Choice>(member, turnTask(who), text, choiceSchema(options, longest));
          return actionOf(choice, options);
        };
        return orInstead(chosen, NOOP, config.on_invalid, group, member);
      },
      answer(offer: Offer, view: View): Promise<boolean> {
        const { member } = view;
        const { initiator, type, content } = offer;
        const past = outcomes.of(member).filter(({ counterparty }) => counterparty === initiator);
        const told = [
          `Epoch ${view.epoch}, step ${view.step}. You are ${group.idOf(view.self)}. ${standing(view)}`,
          `${group.idOf(initiator)} proposes ${type}${said(content)}`,
          ...past.map((outcome) => `Before: ${outcomeLine(outcome, group.idOf)}`),
        ].join("\n");
        const answered = async () => {
          const { accept } = await ask<{ readonly accept: boolean }>(member, answerTask(who), told, accepting);
          return accept;
        };
        return orInstead(answered, false, config.on_invalid, group, member);
      },
      learn: (outcome) => outcomes.learn(outcome),
      save: () => outcomes.save(),
      restore: (saved) => outcomes.restore(saved),
    };
  },
});

function answerSchema(longest: number | undefined): JsonSchema {
  const limit = longest === undefined ? {} : { maxLength: longest };
  return {
    type: "object",
    properties: { reasoning: { type: "string", ...limit }, accept: { type: "boolean" } },
    required: ["reasoning", "accept"],
    additionalProperties: false,
  };
}
