import type { Series } from "../frame.js";
import { type Answer, answer, lacking } from "../statistics/answer.js";
import { type Headline, headlineInterval } from "../statistics/headline.js";
import { momentsOf } from "../statistics/moments.js";
import { mapped } from "./chain.js";
import type { ArmLevel, MethodInterval } from "./comparison.js";
import { analysisStream, resamplesFor } from "./streams.js";

/** Mean of one arm over its runs. `key` names the figure and the arm, for the random numbers. */
export function levelOf(arm: string, cells: Series, key: readonly (string | number)[]): ArmLevel {
  const values = cells.filter((cell) => cell !== undefined);
  const missing = cells.length - values.length;
  const share = cells.length === 0 ? 0 : missing / cells.length;
  const moments = values.length === 0 ? lacking("no run defines it") : answer(momentsOf(values));
  const sd = (): Answer<number> => {
    if (!moments.defined) return moments;
    const { variance } = moments.value;
    return variance === undefined ? lacking("one run tells nothing of the spread") : answer(Math.sqrt(variance));
  };
  return {
    arm,
    cells: cells.length,
    missing,
    share,
    mean: mapped(moments, ({ mean }) => mean),
    sd: sd(),
    interval: headlineOf(values, [...key, "level"]),
  };
}

/** The interval of a mean by the method that measured best. */
export function headlineOf(values: readonly number[], key: readonly (string | number)[]): Answer<MethodInterval> {
  if (values.length === 0) return lacking("no run defines it");
  return mapped(headlineInterval(values, analysisStream(...key), resamplesFor(values.length)), flat);
}

function flat({ interval, method, shape, measured, standIn }: Headline): MethodInterval {
  return { ...interval, method, shape, measured: measured ?? null, stand_in: standIn ?? null };
}
