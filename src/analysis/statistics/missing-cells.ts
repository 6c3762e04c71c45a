import type { Series } from "../frame.js";
import { type Answer, answer, lacking } from "./answer.js";
import { type Interval, pairedDifference, tInterval, unpairedDifference } from "./mean-difference.js";

/** Cells of one arm, one per seed. */
export interface ArmCells {
  readonly cells: number;
  readonly missing: number;
  /** missing / cells, 0 to 1; 0 for an arm without cells. */
  readonly share: number;
}

/** Two arms whose cells may be undefined, for example because the treatment stopped everything that is measured. */
export interface KeptCells {
  /** The values that a difference can be taken of: complete pairs, or all there are in each arm. */
  readonly kept: { readonly control: readonly number[]; readonly treatment: readonly number[] };
  /** Pairs with a cell missing on either side; 0 for independent arms. */
  readonly brokenPairs: number;
  readonly control: ArmCells;
  readonly treatment: ArmCells;
  /**
   * How far the missing cells could move the result. Lacking where cells are missing and the metric has no known range;
   * of no width where none is missing.
   */
  readonly worstCase: Answer<WorstCase>;
}

interface WorstCase {
  /** Least and largest mean difference over everything that the missing cells could have been (Manski 1990). */
  readonly low: number;
  readonly high: number;
  /** From the low end of the 95 % t interval at `low` to the high end of that at `high`. */
  readonly interval: Answer<Interval>;
}

/** Least and largest value a metric can have, both included. */
export type ValueRange = readonly [least: number, largest: number];

const LEVEL = 0.95;

/** Pair i is `control[i]`, `treatment[i]`. A value out of `range` is a bug of whoever gave the range, and throws. */
export function keptPairs(control: Series, treatment: Series, range?: ValueRange): KeptCells {
  if (control.length !== treatment.length) throw new RangeError("pairs need as many controls as treatments");
  const whole = (_: unknown, i: number) => control[i] !== undefined && treatment[i] !== undefined;
  const kept = { control: present(control.filter(whole)), treatment: present(treatment.filter(whole)) };
  return {
    kept,
    brokenPairs: control.length - kept.control.length,
    control: cellsOf(control),
    treatment: cellsOf(treatment),
    worstCase: worstCase(control, treatment, range, pairedDifference),
  };
}

/** The same for independent arms, whose values need no partner. */
export function keptValues(control: Series, treatment: Series, range?: ValueRange): KeptCells {
  return {
    kept: { control: present(control), treatment: present(treatment) },
    brokenPairs: 0,
    control: cellsOf(control),
    treatment: cellsOf(treatment),
    worstCase: worstCase(control, treatment, range, unpairedDifference),
  };
}

/** The difference is least with the control's gaps at their largest and the treatment's at their least. */
function worstCase(
  control: Series,
  treatment: Series,
  range: ValueRange | undefined,
  difference: typeof pairedDifference,
): Answer<WorstCase> {
  if (control.length === 0 || treatment.length === 0) return lacking("an arm has no cells");
  const gaps = cellsOf(control).missing + cellsOf(treatment).missing;
  if (gaps > 0 && range === undefined) return lacking("cells are missing and the metric has no known range of values");
  const [least, largest] = range ?? [0, 0];
  refuseOutside([...control, ...treatment], range);
  const low = difference(filled(control, largest), filled(treatment, least));
  const high = difference(filled(control, least), filled(treatment, largest));
  if (!low.defined) return low;
  if (!high.defined) return high;
  const [lowest, highest] = [tInterval(low.value, LEVEL), tInterval(high.value, LEVEL)];
  const interval = (): Answer<Interval> => {
    if (!lowest.defined) return lowest;
    if (!highest.defined) return highest;
    return answer({ low: lowest.value.low, high: highest.value.high, level: LEVEL });
  };
  return answer({ low: low.value.estimate, high: high.value.estimate, interval: interval() });
}

function refuseOutside(series: Series, range: ValueRange | undefined): void {
  if (range === undefined) return;
  const astray = series.find((value) => value !== undefined && (value < range[0] || value > range[1]));
  if (astray !== undefined) throw new RangeError(`the value ${astray} lies outside of [${range[0]}, ${range[1]}]`);
}

function filled(series: Series, value: number): readonly number[] {
  return series.map((cell) => cell ?? value);
}

function present(series: Series): readonly number[] {
  return series.filter((cell) => cell !== undefined);
}

function cellsOf(series: Series): ArmCells {
  const missing = series.filter((cell) => cell === undefined).length;
  return { cells: series.length, missing, share: series.length === 0 ? 0 : missing / series.length };
}
