import { holm } from "../analysis/statistics/holm.js";
import { pairedDifference, tInterval } from "../analysis/statistics/mean-difference.js";
import { signFlipTest } from "../analysis/statistics/sign-flip-test.js";
import { keyedSource } from "../base/random/keyed-source.js";
import { mean } from "./evaluate.js";
import type { MacpoStudy } from "./study-file.js";
import type { StudyRow } from "./study-job.js";

/** A figure of one run; undefined where the run does not define it. */
export type Figure = (row: StudyRow) => number | null | undefined;

/** A mean over seeds with the ends of its 95 % interval; these are undefined where it is the same for every seed. */
export interface Estimate {
  readonly mean: number;
  readonly ends: readonly [low: number, high: number] | undefined;
  /** Two-sided sign-flip permutation p of "it is 0". */
  readonly p: number;
  readonly seeds: number;
}

/**
 * A figure of a preset by seed, in their order: its mean over the folds of that seed, which share a world and most of their
 * prompts and so are one observation. Seeds without a value in any fold are left out.
 */
export function bySeed({ rows }: MacpoStudy, preset: string, figure: Figure): ReadonlyMap<number, number> {
  const found = new Map<number, number[]>();
  for (const row of rows) {
    const value = row.preset === preset ? figure(row) : undefined;
    if (value === undefined || value === null) continue;
    found.set(row.seed, [...(found.get(row.seed) ?? []), value]);
  }
  return new Map([...found].map(([seed, values]) => [seed, mean(values)]));
}

/** Mean over seeds with Student's t interval; undefined without seeds. */
export function levelOf(study: MacpoStudy, preset: string, figure: Figure): Estimate | undefined {
  return estimate([...bySeed(study, preset, figure).values()]);
}

/** The preset less another one, seed by seed. */
export function differenceOf(study: MacpoStudy, preset: string, against: string, figure: Figure): Estimate | undefined {
  const [own, other] = [bySeed(study, preset, figure), bySeed(study, against, figure)];
  return estimate([...own].flatMap(([seed, value]) => (other.has(seed) ? value - (other.get(seed) ?? 0) : [])));
}

/** Each preset but `full` less `full`, with p corrected over them (Holm). */
export function againstFull(
  study: MacpoStudy,
  figure: Figure,
): readonly {
  readonly preset: string;
  readonly difference: Estimate | undefined;
  readonly corrected: number | undefined;
}[] {
  const found = study.presets
    .filter((preset) => preset !== "full")
    .map((preset) => ({ preset, difference: differenceOf(study, preset, "full", figure) }));
  const corrected = holm(found.map(({ difference }) => difference?.p));
  return found.map((one, i) => ({ ...one, corrected: corrected[i] }));
}

function estimate(values: readonly number[]): Estimate | undefined {
  if (values.length === 0) return undefined;
  const found = pairedDifference(
    values.map(() => 0),
    values,
  );
  const p = signFlipTest(values, keyedSource(1).family("macpo/sign flips", ["note"]).of(0));
  if (!found.defined || !p.defined) return undefined;
  const interval = tInterval(found.value, 0.95);
  const ends = interval.defined ? ([interval.value.low, interval.value.high] as const) : undefined;
  return { mean: found.value.estimate, ends, p: p.value.p, seeds: values.length };
}

/** The entry of round `round`, counted from the end where it is negative. */
export function at<K extends keyof StudyRow>(key: K, round: number): Figure {
  return (row) => (row[key] as readonly (number | null)[]).at(round);
}

/** How much of the way from the labelling teacher to the strong ceiling the final student has gone; 1 is all of it. */
export const gapRecovered: Figure = ({ student, labeller, ceiling }) =>
  ceiling === labeller ? undefined : ((student.at(-1) ?? 0) - labeller) / (ceiling - labeller);
