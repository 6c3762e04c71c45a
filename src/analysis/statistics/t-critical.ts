import { dt, qt } from "lib-r-math.js";
import { tQuantile } from "../t-quantile.js";
import { studentTails } from "./noncentral-t.js";

/**
 * The t that a two-sided interval of confidence `level` (0 to 1, both excluded) reaches to: its (1 + level) / 2 quantile.
 * `freedom` >= 1 need not be whole, as Welch's is not.
 */
export function tCritical(level: number, freedom: number): number {
  const p = (1 + level) / 2;
  if (Number.isInteger(freedom) && freedom <= 10_000) return tQuantile(p, freedom);
  let t = qt(p, freedom);
  for (let step = 0; step < 2; step += 1) t += (studentTails(t, freedom).above - (1 - p)) / dt(t, freedom);
  return t;
}
