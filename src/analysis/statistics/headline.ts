import type { RandomStream } from "../../base/random/random-source.js";
import { type Answer, answer } from "./answer.js";
import { chooseMethod, HEADLINE_LEVEL, type MeasuredMethod } from "./choose-method.js";
import type { Interval } from "./mean-difference.js";
import { type Method, meanInterval } from "./mean-interval.js";
import { MEASURED } from "./measured-coverage.js";
import { RESAMPLES, resample } from "./resamples.js";
import { type Shape, shapeOf } from "./shape.js";

/** The one interval to show for a mean, and on what grounds. */
export interface Headline {
  readonly interval: Interval;
  /** The method of `interval`. */
  readonly method: Method;
  /** What the sample was taken for. */
  readonly shape: Shape;
  /** What the method chosen for that shape and n covered when measured; `undefined` below the least n measured. */
  readonly measured: MeasuredMethod | undefined;
  /** Why the t interval is shown though another method was chosen; `undefined` where it was not. */
  readonly standIn: string | undefined;
}

/**
 * The 95 % interval of the mean of `values`, for example of the differences of pairs, by the method that measured best
 * for samples of their shape and number (docs/statistics.md). `count` resamples are drawn from `stream`.
 */
export function headlineInterval(
  values: readonly number[],
  stream: RandomStream,
  count: number = RESAMPLES,
): Answer<Headline> {
  const resamples = resample(values, stream, count);
  if (!resamples.defined) return resamples;
  const shape = shapeOf(values);
  const { method, measured } = chooseMethod(MEASURED, shape, values.length);
  const { interval, standIn } = meanInterval(method, resamples.value, HEADLINE_LEVEL);
  return answer({ interval, method: standIn === undefined ? method : "t", shape, measured, standIn });
}
