import { qchisq } from "lib-r-math.js";
import { type Answer, answer, lacking } from "./answer.js";
import type { MeanDifference } from "./mean-difference.js";
import { studentTails } from "./noncentral-t.js";
import { tCritical } from "./t-critical.js";

/** What a pilot tells of experiments with other numbers of seeds. */
export interface Spread {
  /** The standard error of the mean difference with n seeds (per arm) is `deviation` / sqrt(n). */
  readonly deviation: number;
  /** 95 % interval of it, from chi-squared; exact for normal data, and wide for a small pilot. */
  readonly low: number;
  readonly high: number;
  /** Degrees of freedom per seed past the first: 1 for pairs, 1 to 2 for independent arms. */
  readonly freedomPerSeed: number;
}

/** What `seeds` seeds (per arm) would give; `at` the pilot's deviation and at the ends of its interval. */
export interface Prospect {
  readonly seeds: number;
  /** Half of the width of the t interval. */
  readonly halfWidth: Range;
  /** Chance that the interval leaves out 0 if the true difference is the effect asked about; without an effect, none. */
  readonly power: Range | undefined;
}

export interface Range {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** More seeds than this are not counted out. */
const MOST_SEEDS = 1_000_000;

/** Source of the degrees of freedom with independent arms: Welch 1947, for equal numbers. */
export function pilotSpread({ design, control, treatment, error }: MeanDifference): Answer<Spread> {
  if (!error.defined) return error;
  const { standardError, freedom } = error.value;
  const [vc, vt] = [control.variance ?? 0, treatment.variance ?? 0];
  const paired = design === "paired";
  const deviation = paired ? standardError * Math.sqrt(control.n) : Math.sqrt(vc + vt);
  return answer({
    deviation,
    low: deviation * Math.sqrt(freedom / qchisq(0.975, freedom)),
    high: deviation * Math.sqrt(freedom / qchisq(0.025, freedom)),
    freedomPerSeed: paired ? 1 : 1 / ((vc / (vc + vt)) ** 2 + (vt / (vc + vt)) ** 2),
  });
}

/** `seeds` >= 2. `effect`: a true difference, in the unit of the metric, not 0. `level`: of the interval. */
export function prospect(spread: Spread, seeds: number, level: number, effect?: number): Prospect {
  const freedom = (seeds - 1) * spread.freedomPerSeed;
  const power = (deviation: number) => powerOf(effect ?? 0, deviation, seeds, freedom, level);
  return {
    seeds,
    halfWidth: range(spread, (deviation) => halfWidthOf(deviation, seeds, freedom, level)),
    power: effect === undefined ? undefined : range({ ...spread, low: spread.high, high: spread.low }, power),
  };
}

/** The fewest seeds (per arm) whose interval is at most `width` > 0 wide, from end to end, at the pilot's deviation. */
export function seedsForWidth(spread: Spread, width: number, level: number): Answer<number> {
  return fewest(({ halfWidth }) => 2 * halfWidth.at <= width, spread, level);
}

/** The fewest seeds (per arm) that find a true difference of `effect` with a chance of `power` (0 to 1, both excluded). */
export function seedsForPower(spread: Spread, effect: number, power: number, level: number): Answer<number> {
  if (effect === 0) return lacking("no number of seeds finds a difference of 0");
  return fewest((found) => (found.power?.at ?? 0) >= power, spread, level, effect);
}

function range({ deviation, low, high }: Spread, of: (deviation: number) => number): Range {
  return { at: of(deviation), low: of(low), high: of(high) };
}

function halfWidthOf(deviation: number, seeds: number, freedom: number, level: number): number {
  return (tCritical(level, freedom) * deviation) / Math.sqrt(seeds);
}

/** Both tails past the critical t, of a noncentral t about effect / standard error. */
function powerOf(effect: number, deviation: number, seeds: number, freedom: number, level: number): number {
  const critical = tCritical(level, freedom);
  const delta = (Math.abs(effect) / deviation) * Math.sqrt(seeds);
  return studentTails(critical, freedom, delta).above + studentTails(-critical, freedom, delta).below;
}

/** Widths fall and powers rise with the seeds, so doubling and then halving the step finds the fewest that are enough. */
function fewest(enough: (found: Prospect) => boolean, spread: Spread, level: number, effect?: number): Answer<number> {
  const suits = (seeds: number) => enough(prospect(spread, seeds, level, effect));
  let [low, high] = [1, 2];
  while (!suits(high)) {
    if (high >= MOST_SEEDS) return lacking(`it takes more than ${MOST_SEEDS} seeds`);
    [low, high] = [high, Math.min(2 * high, MOST_SEEDS)];
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (suits(middle)) high = middle;
    else low = middle;
  }
  return answer(high);
}
