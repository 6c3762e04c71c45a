import { type AgentDefinition, defineAgent, type Group } from "../../contract/agent.js";
import type { View } from "../../contract/view.js";
import { STANCE } from "../../learning/toy/answers.js";
import { goldScore } from "../../learning/toy/gold-score.js";
import { wholePrompt } from "../../learning/toy/prompts.js";
import { type Action, NOOP } from "../../model/action.js";
import { PROFILES } from "../../model/signal-profile.js";
import { TrustMemory } from "../trust-memory.js";
import { OBSERVABLES_BY_LABEL } from "../waltz-pair/observables-by-label.js";
import { askedOf, chosenOf } from "./choose-supervisor.js";
import { STUDENT_KEYS, type StudentConfig } from "./config.js";
import { Learner } from "./learner.js";
import { BAD, POISONED, SUPERVISION } from "./supervisors.js";

/**
 * A policy that learns from what other agents answer, a round per block of epochs, as the student of MACPO does from its
 * teachers. Its turn: ask supervisors about the next tasks of its list and keep one answer each; then serve a task of another
 * list, whose answer carries the signals of its gold score, to any visible agent. That score is measured and noted; nothing
 * that the student learns from depends on it.
 */
export const student: AgentDefinition = defineAgent({
  type: "student",
  summary: "learns in blocks of epochs from what its supervisors answer, through a filter, and serves tasks of its own",
  archetype: "adaptive",
  profile: PROFILES.honest,
  refusedInCompat: "the reference system has no such type",
  config: STUDENT_KEYS,
  create(config, group) {
    const learners = group.members.map((_, member) => new Learner(config, group.streams.of(member)));
    const supervisors = group.pool(({ archetype }) => SUPERVISION.has(archetype));
    const trust = new TrustMemory(group.size);

    /** Asks about the next task of the list, if anybody can be asked. */
    function ask(learner: Learner, view: View): void {
      const stream = group.streams.of(view.member);
      const agents = askedOf(view, supervisors, config.supervisors, stream);
      if (agents.length === 0) return;
      const task = learner.asked % config.tasks;
      learner.asked += 1;
      const question = {
        task: learner.tasks.asked[task],
        valuable: learner.valuable[task],
        student: learner.policy,
        context: learner.contexts[task],
      };
      const proposed = agents.map((agent) => {
        const answer = SUPERVISION.get(view.archetypeOf(agent));
        if (answer === undefined) throw new Error(`agents of archetype ${view.archetypeOf(agent)} supervise nobody`);
        return { agent, tokens: answer(question, config, stream) };
      });
      const chosen = chosenOf(config.filter, proposed, question, view, stream);
      learner.gather(task, proposed[chosen].tokens);
      const figures = askedFigures(
        proposed.map(({ agent, tokens }) => ({
          archetype: view.archetypeOf(agent),
          text: tokens.join(" "),
          score: goldScore(question.task.truth, tokens),
        })),
        chosen,
      );
      const about = proposed[chosen].agent;
      group.note({ agent: view.self, about, action: "student_asked", figures: { task, ...figures } });
    }

    return {
      act(view) {
        const learner = learners[view.member];
        const due = Math.min(config.rounds, Math.floor(view.epoch / config.block_epochs));
        if (learner.rounds < due) {
          const pairs = learner.learn();
          group.note({ agent: view.self, action: "student_learnt", figures: { round: learner.rounds, pairs } });
        }
        if (learner.rounds < config.rounds) for (let i = 0; i < config.tasks_per_turn; i += 1) ask(learner, view);
        return serve(learner, view, group, config);
      },
      answer: (offer, view) => trust.of(view.member, offer.initiator) >= config.acceptance_threshold,
      learn: (outcome) => trust.learn(outcome),
      shiftTrust: (member, delta) => trust.shift(member, delta),
      save: () => ({ trust: trust.save(), learners: learners.map((learner) => learner.save()) }),
      restore(saved) {
        const state = saved as { trust: unknown; learners: unknown[] };
        trust.restore(state.trust);
        for (const [member, learner] of learners.entries()) learner.restore(state.learners[member]);
      },
    };
  },
});

/** Works on the next task of the other list and offers the work to a visible agent, each one alike. */
function serve(learner: Learner, view: View, group: Group, config: StudentConfig): Action {
  if (!view.canPropose || view.count() === 0) return NOOP;
  const stream = group.streams.of(view.member);
  const place = learner.served % config.served_tasks;
  learner.served += 1;
  const task = learner.tasks.served[place];
  const { tokens } = learner.policy.sample(wholePrompt(task), stream);
  const score = goldScore(task.truth, tokens);
  const to = view.pick(stream.below(view.count()));
  const figures = { task: place, score, unsafe: Number(score === 0), length: tokens.length };
  group.note({ agent: view.self, about: to, action: "student_served", figures });
  const label = score === 0 ? "unsafe" : score < BAD ? "overrefuse" : "fine";
  const content = `${Object.keys(STANCE)[tokens[0]]}: ${label}`;
  return { kind: "propose", to, type: "collaboration", content, measured: OBSERVABLES_BY_LABEL[label] };
}

interface Offered {
  readonly archetype: Parameters<typeof POISONED.has>[0];
  readonly text: string;
  readonly score: number;
}

/** What was asked and chosen, as the metrics take it: scores by archetype, and how often two answers differ. */
function askedFigures(offered: readonly Offered[], chosen: number): Record<string, number> {
  const figures: Record<string, number> = { asked: offered.length, poisoned: 0, pairs: 0, differing: 0, others: 0 };
  for (const [k, { archetype, text, score }] of offered.entries()) {
    if (POISONED.has(archetype)) figures.poisoned += 1;
    if (k !== chosen) figures.others += score / (offered.length - 1);
    figures[`asked_${archetype}`] = (figures[`asked_${archetype}`] ?? 0) + 1;
    figures[`score_${archetype}`] = (figures[`score_${archetype}`] ?? 0) + score;
    for (const other of offered.slice(k + 1)) {
      figures.pairs += 1;
      if (other.text !== text) figures.differing += 1;
    }
  }
  const { archetype, score } = offered[chosen];
  return { ...figures, chosen: score, chosen_poisoned: Number(POISONED.has(archetype)) };
}
