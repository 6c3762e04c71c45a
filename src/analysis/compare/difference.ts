import type { Series } from "../frame.js";
import { type Answer, answer, lacking } from "../statistics/answer.js";
import { effectSize } from "../statistics/effect-size.js";
import { equivalence } from "../statistics/equivalence.js";
import { labelPermutationTest } from "../statistics/label-permutation-test.js";
import { mannWhitney } from "../statistics/mann-whitney.js";
import { type MeanDifference, pairedDifference, tInterval, unpairedDifference } from "../statistics/mean-difference.js";
import { keptPairs, keptValues, type ValueRange } from "../statistics/missing-cells.js";
import { pairing } from "../statistics/pairing.js";
import type { PermutationTest } from "../statistics/permutation-test.js";
import { pilotSpread, seedsForWidth } from "../statistics/plan.js";
import { unreachable } from "../statistics/reachable-p.js";
import { signFlipTest } from "../statistics/sign-flip-test.js";
import { type RankTest, wilcoxonSignedRank } from "../statistics/wilcoxon-signed-rank.js";
import { chain, mapped } from "./chain.js";
import type { Difference, MethodInterval, TestResult } from "./comparison.js";
import { headlineOf } from "./level.js";
import { analysisStream } from "./streams.js";

/** Confidence of intervals, and the p that counts as small. */
export const LEVEL = 0.95;
export const ALPHA = 0.05;

/** What a difference is made with. */
export interface DifferenceOptions {
  readonly arm: string;
  readonly against: string;
  readonly design: "paired" | "unpaired";
  /** Names the figure and the arm, for the random numbers. */
  readonly key: readonly (string | number)[];
  readonly range?: ValueRange | undefined;
  /** Margin of equivalence, > 0. */
  readonly margin?: number | undefined;
  /** Wanted width of the interval, > 0; half of its present width where it is not given. */
  readonly width?: number | undefined;
  /** Tests that the p-value is corrected over; 1 for none. */
  readonly tests: number;
}

type Values = readonly number[];

/**
 * Arm less control, from one cell per run; of pairs, cell i of both sides is of the same seed. `p_holm` is left `null`:
 * it takes all arms at once.
 */
export function differenceOf(control: Series, treatment: Series, options: DifferenceOptions): Difference {
  const { arm, against, design, key, margin, tests } = options;
  const paired = design === "paired";
  const { kept, brokenPairs, worstCase, ...cells } = (paired ? keptPairs : keptValues)(
    control,
    treatment,
    widened(options.range, control, treatment),
  );
  const mean = (paired ? pairedDifference : unpairedDifference)(kept.control, kept.treatment);
  const differences = paired ? kept.control.map((value, i) => kept.treatment[i] - value) : [];
  const test = testOf(options, kept.control, kept.treatment, differences);
  const interval = chain(mean, (found) =>
    paired ? headlineOf(differences, [...key, "difference"]) : mapped(tInterval(found, LEVEL), welch),
  );
  return {
    arm,
    against,
    design,
    n: [kept.control.length, kept.treatment.length],
    broken_pairs: brokenPairs,
    estimate: mapped(mean, ({ estimate }) => estimate),
    percent: chain(mean, percentOf),
    standard_error: chain(mean, ({ error }) => mapped(error, ({ standardError }) => standardError)),
    interval,
    effect_size: chain(mean, (found) => effectSize(found, LEVEL)),
    test: mapped(test, (found) => result(paired ? "sign-flip permutation" : "label permutation", found)),
    p_holm: null,
    rank_test: rankTestOf(paired, kept.control, kept.treatment, differences),
    unreachable: whyUnreachable(test, paired, differences, tests),
    pairing: paired
      ? mapped(pairing(kept.control, kept.treatment), ({ varianceSaved, ...found }) => {
          return { ...found, variance_saved: varianceSaved };
        })
      : lacking("the arms do not share seeds"),
    seeds_for_width: chain(mean, (found) => seedsFor(found, options.width)),
    equivalence: margin === undefined ? null : chain(mean, (found) => equivalence(found, margin)),
    worst_case: cells.control.missing + cells.treatment.missing === 0 ? null : worstCase,
  };
}

function testOf({ design, key }: DifferenceOptions, control: Values, treatment: Values, differences: Values) {
  const stream = analysisStream(...key, "test");
  return design === "paired" ? signFlipTest(differences, stream) : labelPermutationTest(control, treatment, stream);
}

function rankTestOf(paired: boolean, control: Values, treatment: Values, differences: Values): Answer<TestResult> {
  const name = paired ? "Wilcoxon signed-rank" : "Mann-Whitney";
  const found: Answer<RankTest> = paired ? wilcoxonSignedRank(differences) : mannWhitney(control, treatment);
  return mapped(found, ({ p, method }) => ({ name, p, exact: method === "exact", draws: null }));
}

function result(name: TestResult["name"], { p, method }: PermutationTest): TestResult {
  return { name, p, exact: method.kind === "exact", draws: method.kind === "exact" ? null : method.draws };
}

function welch(interval: { low: number; high: number; level: number }): MethodInterval {
  return { ...interval, method: "Welch t", shape: null, measured: null, stand_in: null };
}

function percentOf({ estimate, control }: MeanDifference): Answer<number> {
  return control.mean === 0 ? lacking("the control's mean is 0") : answer((100 * estimate) / Math.abs(control.mean));
}

/** Too few pairs say so in their own words; other data whose least possible p is too large for alpha, too. */
function whyUnreachable(test: Answer<PermutationTest>, paired: boolean, differences: Values, tests: number) {
  if (!test.defined) return null;
  if (paired) {
    const few = unreachable(differences.length, ALPHA, tests);
    if (few !== undefined) return few;
    const moved = differences.filter((difference) => difference !== 0).length;
    const zeros = unreachable(moved, ALPHA, tests);
    if (moved === 0) return "no pair differs at all";
    if (zeros !== undefined) return `only ${moved} of ${differences.length} pairs differ at all: ${zeros}`;
  }
  const { least } = test.value;
  if (least * tests < ALPHA) return null;
  return `with so few runs p < ${ALPHA} cannot be reached${tests > 1 ? ` after correction for ${tests} comparisons` : ""}: the least possible p is ${Number(least.toPrecision(3))}`;
}

/** Without a wanted width, for half that of the t interval as it is. */
function seedsFor(mean: MeanDifference, wanted: number | undefined): Difference["seeds_for_width"] {
  return chain(pilotSpread(mean), (spread) =>
    mapped(tInterval(mean, LEVEL), ({ low, high }) => {
      const width = wanted ?? (high - low) / 2;
      return { width, seeds: seedsForWidth(spread, width, LEVEL) };
    }),
  );
}

/** Rounding, or payoffs that a shock has moved, may put a value a little out of the range. */
function widened(range: ValueRange | undefined, ...cells: readonly Series[]): ValueRange | undefined {
  if (range === undefined) return undefined;
  let [least, largest] = range;
  for (const value of cells.flat()) {
    if (value === undefined) continue;
    least = Math.min(least, value);
    largest = Math.max(largest, value);
  }
  return [least, largest];
}
