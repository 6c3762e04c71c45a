import type { EvaluationCase, Reading } from "../evaluation/case.js";
import { isKnown } from "../evaluation/case.js";
import { type Changes, changesBetween } from "../evaluation/changes.js";
import { MEASURES } from "../evaluation/measures.js";
import { type Rate, ratesOf } from "../evaluation/rates.js";
import type { Arm } from "./arms.js";
import type { JobCases } from "./run-jobs.js";

/** What one job found, and which one it was. */
export interface Outcome {
  readonly seed: number;
  readonly cases: JobCases;
}

/** Rates by measure. */
export type Rates = ReadonlyMap<string, Rate>;

/** An arm over all seeds and folds in which it was trained. */
export interface ArmSummary {
  readonly arm: Arm;
  /** On prompts that were never trained on; seeds repeat prompts, so groups of prompts are what intervals draw. */
  readonly test: Readonly<Partial<Record<Reading, Rates>>>;
  /** On the prompts of both stages, strictly read. */
  readonly train: Rates;
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
        READINGS.filter((reading) => isKnown(test, reading)).map((reading) => [
          reading,
          ratesOf(test, MEASURES, reading),
        ]),
      ),
      train: ratesOf(pooled(arm.id, outcomes, "train"), MEASURES, "strict"),
      parameters: Math.max(...found.map(({ parameters }) => parameters)),
      trainings: found.length,
      alarms: found.reduce((sum, { alarms }) => sum + alarms, 0) / found.length,
    };
  });
}

/** What `after` changes against `before`, paired by prompt and seed. */
export function armChanges(before: string, after: string, outcomes: readonly Outcome[]): Changes {
  return changesBetween(testCases(before, outcomes), testCases(after, outcomes));
}

/** Of how many seeds both failures are fewer, with intervals that exclude 0, on prompts that were never trained on. */
export function seedsThatBeat(before: string, after: string, outcomes: readonly Outcome[]): readonly number[] {
  const seeds = [...new Set(outcomes.map(({ seed }) => seed))];
  return seeds.filter((seed) => {
    const changes = armChanges(
      before,
      after,
      outcomes.filter((outcome) => outcome.seed === seed),
    ).strict;
    return ["unsafe_rate", "overrefusal_rate"].every((name) => {
      const high = changes?.[name]?.difference.interval?.high;
      return high !== undefined && high < 0;
    });
  });
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
