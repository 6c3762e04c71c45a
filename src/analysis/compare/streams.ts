import { keyedSource } from "../../base/random/keyed-source.js";
import type { RandomStream } from "../../base/random/random-source.js";
import { RESAMPLES } from "../statistics/resamples.js";

/** Draws that a resampling may cost; past it there are fewer resamples. */
const MOST_DRAWS = 5e6;

/** Fewest resamples; with as many values as that takes, all methods agree. */
const FEWEST = 999;

/** Random numbers of the analysis itself: the same data give the same figures, whoever asks and in which order. */
export function analysisStream(...key: readonly (string | number)[]): RandomStream {
  return keyedSource(1)
    .family("analysis/compare", [key.join("\n")])
    .of(0);
}

/** Resamples of a sample of `n` values. */
export function resamplesFor(n: number): number {
  return Math.min(RESAMPLES, Math.max(FEWEST, Math.floor(MOST_DRAWS / n)));
}
