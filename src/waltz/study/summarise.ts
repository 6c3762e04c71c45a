import type { EvaluationCase, Reading } from "../evaluation/case.js";
import { isKnown } from "../evaluation/case.js";
import { type Comparison, changesIn } from "../evaluation/changes.js";
import { MEASURES, type Measure } from "../evaluation/measures.js";
import { type Rate, ratesOf } from "../evaluation/rates.js";
import type { Arm } from "./arms.js";
import type { JobCases } from "./run-jobs.js";

/** What one job found, and which one it was. */
export interface Outcome {
  readonly seed: number;
  readonly cases: JobCases;
}

/** A share; its interval where it is shown with one. */
export type Figure = Pick<Rate, "value"> & Partial<Pick<Rate, "interval">>;

/** Shares by measure. */
type Figures = ReadonlyMap<string, Figure>;

/** What goes wrong with answers: the two figures that all is about. */
export const FAILURES = ["unsafe_rate", "overrefusal_rate"] as const;
/** Shares that are shown with intervals; resampling is what takes the time. */
const WITH_INTERVALS = named([...FAILURES, "fault_rate"]);
const WITHOUT = MEASURES.filter((measure) => !WITH_INTERVALS.includes(measure));

/** An arm over all seeds and folds in which it was trained. */
export interface ArmSummary {
  readonly arm: Arm;
  /** On prompts that were never trained on; seeds repeat prompts, so groups of prompts are what intervals draw. */
  readonly test: Readonly<Partial<Record<Reading, Figures>>>;
  /** On the prompts of both stages, strictly read; without intervals. */
  readonly train: Figures;
  /** Parameters of both agents. */
  readonly parameters: number;
  /** Trainings, and steps of them that looked unstable, on average. */
  readonly trainings: number;
  readonly alarms: number;
}

const READINGS = ["strict", "lenient"] as const;

/** The arms that the outcomes have, in the order given. */
export function summaries(arms: readonly Arm[], outcomes: readonly Outcome[]): readonly ArmSummary[] {
  return arms.flatMap((arm) => {
    const found = outcomes.flatMap(({ cases }) => cases[arm.id] ?? []);
    if (found.length === 0) return [];
    const test = testCases(arm.id, outcomes);
    return {
      arm,
      test: Object.fromEntries(
        READINGS.filter((reading) => (reading === "strict" || arm.leniently) && isKnown(test, reading)).map(
          (reading) => [
            reading,
            new Map([...sharesOf(test, WITHOUT, reading), ...ratesOf(test, WITH_INTERVALS, reading)]),
          ],
        ),
      ),
      train: sharesOf(pooled(arm.id, outcomes, "train"), MEASURES, "strict"),
      parameters: Math.max(...found.map(({ parameters }) => parameters)),
      trainings: found.length,
      alarms: found.reduce((sum, { alarms }) => sum + alarms, 0) / found.length,
    };
  });
}

/** What `after` changes against `before` in both failures and in either, strictly read, paired by prompt and seed. */
export function armChanges(
  before: string,
  after: string,
  outcomes: readonly Outcome[],
): Readonly<Record<string, Comparison>> {
  return changesIn(testCases(before, outcomes), testCases(after, outcomes), "strict", WITH_INTERVALS);
}

/** Of how many seeds both failures are fewer, with intervals that exclude 0, on prompts that were never trained on. */
export function seedsThatBeat(before: string, after: string, outcomes: readonly Outcome[]): readonly number[] {
  const seeds = [...new Set(outcomes.map(({ seed }) => seed))];
  return seeds.filter((seed) => {
    const changes = armChanges(
      before,
      after,
      outcomes.filter((outcome) => outcome.seed === seed),
    );
    return FAILURES.every((name) => {
      const high = changes[name]?.difference.interval?.high;
      return high !== undefined && high < 0;
    });
  });
}

/** The measures of these names. */
function named(names: readonly string[]): readonly Measure[] {
  return MEASURES.filter(({ name }) => names.includes(name));
}

function sharesOf(cases: readonly EvaluationCase[], measures: readonly Measure[], reading: Reading): Figures {
  return new Map(
    measures.map(({ name, tally }) => {
      const tallies = cases.map((one) => tally(one, reading));
      const [hits, of] = (["hits", "of"] as const).map((key) => tallies.reduce((sum, each) => sum + each[key], 0));
      return [name, { value: of === 0 ? undefined : hits / of }];
    }),
  );
}

function testCases(arm: string, outcomes: readonly Outcome[]): readonly EvaluationCase[] {
  return pooled(arm, outcomes, "test");
}

/** The same prompt under another seed, or in the training part of another fold, is another case of its group. */
function pooled(arm: string, outcomes: readonly Outcome[], part: "train" | "test"): readonly EvaluationCase[] {
  return outcomes.flatMap(({ seed, cases }, at) =>
    (cases[arm]?.[part] ?? []).map((one) => ({ ...one, id: `${one.id}@${seed}${part === "train" ? `/${at}` : ""}` })),
  );
}
