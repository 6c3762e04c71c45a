import { weightHash } from "../learning/weight-hash.js";
import type { MacpoAgent } from "./agent.js";
import { diversity, gainAtEqualLength, greedyScore, type Judged, judged, mean, winRate } from "./evaluate.js";
import { filterNamed } from "./filters.js";
import type { MacpoTraining, RoundDeeds } from "./training.js";

/** One agent after one round, on the test prompts. */
export interface AgentRecord {
  readonly name: string;
  readonly role: "student" | "teacher" | "negative";
  /** Mean gold score of its answers, and of its most probable ones, in [0, 1]. */
  readonly score: number;
  readonly greedy_score: number;
  /** Share of its answers that beat those of itself at round 0, ties half. */
  readonly win_rate: number;
  /** Tokens of an answer. */
  readonly mean_length: number;
  /** Mean difference of implicit rewards on the pairs of the round, before and after; null where it learnt nothing. */
  readonly margin_before: number | null;
  readonly margin_after: number | null;
  /** Mean loss of the last epoch. */
  readonly loss: number | null;
  readonly weight_hash: string;
}

/** One round, as it goes to the log. */
export interface RoundRecord {
  readonly round: number;
  readonly agents: readonly AgentRecord[];
  /** Share of second-half prompts at which each teacher's answer was kept. */
  readonly filter_shares: readonly number[];
  /** Mean tokens of the answers that were kept, and of all that were offered; null where none were. */
  readonly kept_length: number | null;
  readonly offered_length: number | null;
  /** On test prompts, gold score of the answer that the filter would keep less the mean of all teachers'. */
  readonly filter_lift: number;
  /** Share of second-half prompts on which two teachers differ, over all pairs; null for one teacher and at round 0. */
  readonly teacher_diversity: number | null;
  /** Student less the labelling teacher at round 0, and less the best teacher of this round; mean gold scores. */
  readonly gain_over_labeller: number;
  readonly gain_over_best_teacher: number;
  /** Student less itself at round 0 among answers of equal length, and the share of answers that this covers. */
  readonly gain_at_equal_length: number;
  readonly length_coverage: number;
}

/** Answers of round 0 that later rounds are held against. */
export type Beginnings = ReadonlyMap<string, Judged>;

export function beginningsOf({ agents, world, config }: MacpoTraining): Beginnings {
  return new Map(agents.map((agent) => [agent.name, judged(agent, world, config.test_samples)]));
}

/** What is known after a round. The gold score of test prompts is looked at here, and reaches no agent. */
export function recordRound(training: MacpoTraining, deeds: RoundDeeds, beginnings: Beginnings): RoundRecord {
  const { agents, world, config, student, teachers, round } = training;
  const now = new Map(agents.map((agent) => [agent.name, judged(agent, world, config.test_samples)]));
  const of = (from: Beginnings, name: string): Judged => {
    const found = from.get(name);
    if (found === undefined) throw new Error(`nobody has judged ${name}`);
    return found;
  };
  const scoreOf = (from: Beginnings, { name }: MacpoAgent) => mean(of(from, name).scores);
  const own = scoreOf(now, student);
  const { gain, covered } = gainAtEqualLength(of(now, student.name), of(beginnings, student.name));
  const offered = deeds.proposals.flatMap((answers) => answers.map(({ tokens }) => tokens.length));
  const kept = deeds.lessons.find(({ learner }) => learner === student.name && round > 0);
  const texts = deeds.proposals.map((answers) => answers.map(({ tokens }) => tokens.join(" ")));
  return {
    round,
    agents: agents.map((agent) => {
      const lesson = deeds.lessons.find(({ learner }) => learner === agent.name);
      const contrasts = lesson !== undefined && lesson.loss !== "sft.mean";
      const answers = of(now, agent.name);
      return {
        name: agent.name,
        role: agent === student ? "student" : teachers.includes(agent) ? "teacher" : "negative",
        score: mean(answers.scores),
        greedy_score: greedyScore(agent, world),
        win_rate: winRate(answers, of(beginnings, agent.name)),
        mean_length: mean(answers.lengths),
        margin_before: contrasts ? lesson.marginBefore : null,
        margin_after: contrasts ? lesson.marginAfter : null,
        loss: lesson?.losses.at(-1) ?? null,
        weight_hash: weightHash(agent.policy.parameters),
      };
    }),
    filter_shares: deeds.filterShares,
    kept_length: kept === undefined ? null : mean(kept.pairs.map(({ chosen }) => chosen.tokens.length)),
    offered_length: offered.length === 0 ? null : mean(offered),
    filter_lift: filterLift(training, now),
    teacher_diversity: diversity(texts) ?? null,
    gain_over_labeller: own - scoreOf(beginnings, teachers[config.labeller - 1]),
    gain_over_best_teacher: own - Math.max(...teachers.map((teacher) => scoreOf(now, teacher))),
    gain_at_equal_length: gain,
    length_coverage: covered,
  };
}

/** What choosing is worth: the filter at work on the test prompts, with the student as it now is. */
function filterLift({ config, world, student, teachers }: MacpoTraining, now: Beginnings): number {
  const answers = teachers.map(({ name }) => now.get(name));
  const filter = filterNamed(config.filter, world.gold);
  const stream = world.source.family("macpo/filter on test", [student.name]).of(0);
  const lifts = world.splits.test.map((prompt, i) => {
    const at = i * config.test_samples;
    const offered = answers.map((of) => of?.texts[at].split(" ").map(Number) ?? []);
    const context = student.contexts[prompt];
    const kept = filter.choose({ prompt, student: student.policy, context, answers: offered, stream });
    const scores = answers.map((of) => of?.scores[at] ?? 0);
    return scores[kept] - mean(scores);
  });
  return mean(lifts);
}
