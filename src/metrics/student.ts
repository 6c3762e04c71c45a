import { defineMetric, type MetricColumn } from "../contract/metric.js";
import type { AgentNote } from "../model/agent-note.js";
import { socialSurplus } from "../model/payoff.js";
import { QualityTally } from "./soft/tally.js";
import { StudentTally } from "./student/student-tally.js";

const OWN = "swarm-lab; in the manner of MACPO, not of its evaluation";

const column = (
  name: string,
  unit: MetricColumn["unit"],
  direction: MetricColumn["direction"],
  formula: string,
): MetricColumn => ({ name, unit, direction, formula, source: OWN });

const columns: readonly MetricColumn[] = [
  column("student_toxicity_rate", "probability", "higher is worse", "mean_A(1 - p) of what students initiate"),
  column("student_toxicity_rate_all", "probability", "higher is worse", "mean(1 - p) of what students initiate"),
  column(
    "student_partner_loss",
    "payoff",
    "higher is better",
    "conditional_loss_counterparty of what students initiate",
  ),
  column("student_score", "score", "higher is better", "mean gold score of what students serve, in [0, 1]"),
  column(
    "student_unsafe_rate",
    "share",
    "higher is worse",
    "answers that help with harm / answers that students serve",
  ),
  column("student_answer_length", "count", "neutral", "mean tokens of what students serve"),
  column(
    "supervisor_best_score",
    "score",
    "higher is better",
    "mean gold score of supervisors' answers, of the archetype where it is highest",
  ),
  column("student_gain", "score", "higher is better", "student_score - supervisor_best_score"),
  column(
    "student_filter_gap",
    "score",
    "higher is better",
    "mean of the gold score that a filter keeps less the mean of those that it does not; below 0 it prefers worse answers",
  ),
  column(
    "student_poisoned_picks",
    "share",
    "higher is worse",
    "kept answers of deceptive or adversarial agents / kept",
  ),
  column("student_poisoned_asked", "share", "neutral", "answers of deceptive or adversarial agents / all answers"),
  column(
    "supervisor_disagreement",
    "share",
    "neutral",
    "pairs of answers to one question that differ / pairs; a fall is agreement on what one student was taught, not collusion",
  ),
];

const blank = columns.map(() => undefined);

/**
 * What students learn and do. Blank without students, and each figure where there is nothing to take it of. A student is known
 * by its notes, which come before whatever it initiates; it stays known when an epoch ends.
 */
export const student = defineMetric({
  name: "student",
  columns,
  create({ payoff }) {
    const students = new Set<number>();
    const tally = new StudentTally();
    const initiated = new QualityTally(payoff);
    return {
      interaction({ initiator, p, accepted, payoffA, payoffB }) {
        if (students.has(initiator)) initiated.add(p, accepted, payoffA, payoffB, socialSurplus(p, payoff));
      },
      note(note: AgentNote) {
        if (!note.action.startsWith("student_")) return;
        students.add(note.agent);
        tally.note(note);
      },
      values() {
        if (students.size === 0) return blank;
        const { score, best } = tally;
        return [
          initiated.toxicityRate,
          initiated.toxicityRateAll,
          initiated.conditionalLossCounterparty,
          score,
          tally.unsafeRate,
          tally.length,
          best,
          score === undefined || best === undefined ? undefined : score - best,
          tally.filterGap,
          tally.poisonedPicks,
          tally.poisonedAsked,
          tally.disagreement,
        ];
      },
      reset() {
        tally.reset();
        initiated.reset();
      },
    };
  },
});
