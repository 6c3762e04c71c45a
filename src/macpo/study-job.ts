import { trainCeiling } from "./ceiling.js";
import { macpoConfig } from "./config.js";
import { judged, mean } from "./evaluate.js";
import { PRESETS } from "./presets.js";
import type { RoundRecord } from "./round-record.js";
import { MacpoRun } from "./run.js";

/** One run of a study. */
export interface StudyJob {
  readonly preset: string;
  readonly seed: number;
  readonly fold: number;
  readonly folds: number;
  /** Rounds, where they are not the preset's. */
  readonly rounds?: number;
}

/** What a study keeps of a run; lists are by round, from 0. Scores are mean gold scores on the test prompts. */
export interface StudyRow extends Omit<StudyJob, "rounds"> {
  readonly student: readonly number[];
  readonly student_greedy: readonly number[];
  readonly student_wins: readonly number[];
  readonly student_length: readonly number[];
  /** Means over teachers, and the best of them. */
  readonly teachers: readonly number[];
  readonly best_teacher: readonly number[];
  readonly teacher_length: readonly number[];
  readonly kept_length: readonly (number | null)[];
  readonly offered_length: readonly (number | null)[];
  readonly filter_lift: readonly number[];
  readonly diversity: readonly (number | null)[];
  /** Largest share of prompts at which one and the same teacher was kept. */
  readonly largest_share: readonly (number | null)[];
  /** The student's margin of implicit rewards, before and after each round. */
  readonly margin_before: readonly (number | null)[];
  readonly margin_after: readonly (number | null)[];
  /** The labelling teacher at round 0, and the strong base trained on gold labels. */
  readonly labeller: number;
  readonly ceiling: number;
  readonly gain_at_equal_length: number;
  readonly length_coverage: number;
}

/** Runs it. The same job gives the same row, in whatever thread. */
export function runStudyJob(job: StudyJob): StudyRow {
  const { preset, seed, fold, folds, rounds } = job;
  const found = PRESETS.find(preset);
  if (found === undefined) throw new Error(PRESETS.unknown(preset));
  const config = macpoConfig({ ...found.changes, seed, fold, folds, ...(rounds !== undefined && { rounds }) });
  const run = new MacpoRun(config);
  while (!run.finished) run.next();
  const { records, training } = run;
  const ceiling = judged(trainCeiling(config, training.world), training.world, config.test_samples);
  const by = <T>(figure: (record: RoundRecord) => T): readonly T[] => records.map(figure);
  const student = ({ agents }: RoundRecord) => agents[0];
  const teachers = ({ agents }: RoundRecord) => agents.filter(({ role }) => role === "teacher");
  const last = records[records.length - 1];
  return {
    preset,
    seed,
    fold,
    folds,
    student: by((record) => student(record).score),
    student_greedy: by((record) => student(record).greedy_score),
    student_wins: by((record) => student(record).win_rate),
    student_length: by((record) => student(record).mean_length),
    teachers: by((record) => mean(teachers(record).map(({ score }) => score))),
    best_teacher: by((record) => Math.max(...teachers(record).map(({ score }) => score))),
    teacher_length: by((record) => mean(teachers(record).map(({ mean_length }) => mean_length))),
    kept_length: by(({ kept_length }) => kept_length),
    offered_length: by(({ offered_length }) => offered_length),
    filter_lift: by(({ filter_lift }) => filter_lift),
    diversity: by(({ teacher_diversity }) => teacher_diversity),
    largest_share: by(({ filter_shares }) => (filter_shares.length === 0 ? null : Math.max(...filter_shares))),
    margin_before: by((record) => student(record).margin_before),
    margin_after: by((record) => student(record).margin_after),
    labeller: student(records[0]).score - records[0].gain_over_labeller,
    ceiling: mean(ceiling.scores),
    gain_at_equal_length: last.gain_at_equal_length,
    length_coverage: last.length_coverage,
  };
}
