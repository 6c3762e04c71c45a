import { type Answer, answer, lacking } from "../statistics/answer.js";
import { type Estimate, type Interval, tInterval } from "../statistics/mean-difference.js";
import { momentsOf } from "../statistics/moments.js";
import type { LevelTally } from "./level-tally.js";
import { LEVEL, type MeanWithInterval } from "./mean-with-interval.js";

/** A figure at one level of a factor in a design whose points are drawn. */
export interface DrawnLevel {
  /** Its mean over seeds at each point of the level that defines it. */
  readonly points: readonly number[];
  readonly runs: LevelTally;
}

/** The mean over the points of a level. */
export function drawnMean(level: DrawnLevel): Answer<MeanWithInterval> {
  if (level.points.length === 0) return lacking("no run defines it");
  const { n, mean } = momentsOf(level.points);
  return answer({ n, mean, interval: interval([level], level.runs.bySeed(), mean) });
}

/** The interval of the `difference` of a level from the control. */
export function drawnContrast(control: DrawnLevel, level: DrawnLevel, difference: number): Answer<Interval> {
  const [a, b] = [control.runs.bySeed(), level.runs.bySeed()];
  const bySeed = a.map((x, seed) => {
    const y = b[seed];
    return x === undefined || y === undefined ? undefined : y - x;
  });
  return interval([control, level], bySeed, difference);
}

/**
 * Runs at one point have the point in common, runs with one seed the seed: errors clustered both ways (Cameron, Gelbach
 * and Miller 2011), V = V(points) + V(seeds) - V(runs), each as if nothing else were shared, and at least the larger of
 * the first two. Degrees of freedom: the fewer of points in a level and of seeds, less one. With one seed, over points.
 */
function interval(
  levels: readonly DrawnLevel[],
  bySeed: readonly (number | undefined)[],
  estimate: number,
): Answer<Interval> {
  const points = levels.map((level) => varianceOfMean(level.points));
  if (points.includes(undefined)) return lacking("it takes two points to see how they vary");
  const ofPoints = points.reduce<number>((sum, variance) => sum + (variance ?? 0), 0);
  const seeds = bySeed.filter((value) => value !== undefined);
  const ofSeeds = varianceOfMean(seeds);
  const ofRuns = levels.reduce((sum, { runs }) => sum + runs.varianceOfMean(), 0);
  const variance = ofSeeds === undefined ? ofPoints : Math.max(ofPoints, ofSeeds, ofPoints + ofSeeds - ofRuns);
  const fewest = Math.min(
    ...levels.map((level) => level.points.length),
    ...(ofSeeds === undefined ? [] : [seeds.length]),
  );
  return tInterval({ estimate, error: error(Math.sqrt(variance), fewest - 1, estimate) }, LEVEL);
}

function error(standardError: number, freedom: number, estimate: number): Estimate["error"] {
  if (standardError <= 10 * Number.EPSILON * Math.abs(estimate)) return lacking("it does not vary");
  return answer({ standardError, freedom });
}

function varianceOfMean(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const { n, variance = 0 } = momentsOf(values);
  return variance / n;
}
