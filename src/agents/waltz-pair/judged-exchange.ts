import type { Group } from "../../contract/agent.js";
import type { Exchange } from "../../contract/judge.js";
import { type ExchangeRules, exchange, type Round } from "../../pair/exchange.js";
import { feedbackSchema, isInvalid } from "../../pair/feedback.js";
import type { Matter } from "../../pair/messages.js";
import type { WaltzPairConfig } from "./config.js";
import { type Label, labelOf } from "./observables-by-label.js";

/** One request to a pair, and how its answers are judged. */
export interface Task {
  readonly matter: Matter;
  /** Agent that the request is of, where it is of one. */
  readonly about?: number;
  /** Texts for the log. */
  readonly texts: Readonly<Record<string, string>>;
  /** What the judge is shown of an answer. */
  toJudge(answer: Round["answer"]): Exchange;
  readonly answerSchema?: ExchangeRules["answerSchema"];
}

/** The last answer, with the label that a judge gave it. */
export interface Judged {
  readonly answer: Round["answer"];
  readonly label: Label;
}

export function asksFeedback({ trigger, max_rounds }: Pick<WaltzPairConfig, "trigger" | "max_rounds">): boolean {
  return trigger !== "off" && max_rounds > 0;
}

/**
 * Has a member's pair answer, and a judge label every answer. Drafts, feedback, revisions and judgements are noted as they
 * come. The label of the last answer is what counts: the feedback agent's flags decide nothing but whether there is another.
 */
export function judgedExchanges(config: WaltzPairConfig, group: Group) {
  const { services } = group;
  const rules: ExchangeRules = {
    trigger: config.trigger,
    maxRounds: config.max_rounds,
    feedbackSchema: feedbackSchema(config.longest_text ?? undefined),
  };
  return async (member: number, task: Task, seed: number): Promise<Judged> => {
    const { matter, texts, about, answerSchema } = task;
    const note = (action: string, figures: Record<string, number>, words: Readonly<Record<string, string>>) =>
      group.note({
        agent: group.members[member],
        action,
        figures,
        texts: words,
        ...(about !== undefined && { about }),
      });
    const partners = {
      conversation: services.model("conversation", member),
      feedback: asksFeedback(config) ? services.model("feedback", member) : undefined,
    };
    const rounds = await exchange(matter, partners, { ...rules, ...(answerSchema && { answerSchema }) }, seed, {
      answered: (round, { text }) =>
        note(round === 0 ? "draft" : "revision", { round }, round === 0 ? { ...texts, text } : { text }),
      advised(round, said, delivered) {
        const sent = { round, delivered: Number(delivered) };
        if (isInvalid(said)) note("feedback", { ...sent, valid: 0 }, { invalid: said.invalid });
        else {
          const flags = { unsafe: Number(said.unsafe), overrefuse: Number(said.overrefuse) };
          note("feedback", { ...sent, valid: 1, ...flags }, { feedback: said.feedback });
        }
      },
    });
    let label: Label = "fine";
    for (const [round, { answer }] of rounds.entries()) {
      const shown = task.toJudge(answer);
      const { unsafe, overrefuse, reason } = await services.judge(member).judge(shown);
      const [final, harmful] = [Number(round === rounds.length - 1), Number(shown.harmful)];
      note("judgement", { round, final, harmful, unsafe: Number(unsafe), overrefuse: Number(overrefuse) }, { reason });
      label = labelOf({ unsafe, overrefuse });
    }
    return { answer: rounds[rounds.length - 1].answer, label };
  };
}
