import { slope } from "../slope.js";

/** Where the ecosystem's threat level is going. */
export interface ThreatTrend {
  /** Least-squares slope over the window, level per report; 0 below two reports. */
  readonly trend: number;
  /** Slope of the second half less slope of the first; 0 below four reports. */
  readonly acceleration: number;
  /** Latest and highest level in the window; absent below two reports. */
  readonly current?: number;
  readonly max?: number;
}

/**
 * @param levels ecosystem threat levels of successive reports
 * @param window how many of the last ones count, >= 1 (5 in the reference system)
 */
export function threatTrend(levels: readonly number[], window: number): ThreatTrend {
  const recent = levels.slice(-window);
  const n = recent.length;
  if (n < 2) return { trend: 0, acceleration: 0 };
  const half = Math.floor(n / 2);
  return {
    trend: slope(recent),
    acceleration: n < 4 ? 0 : slope(recent.slice(half)) - slope(recent.slice(0, half)),
    current: recent[n - 1],
    max: Math.max(...recent),
  };
}
