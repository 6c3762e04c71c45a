import { stringify } from "csv-stringify/sync";
import type { Difference, Summary } from "../analysis/summary.js";
import type { Analysis } from "./analysis-text.js";

/** The analyses as JSON: figures in full precision, null where one is not defined. */
export function analysesAsJson(analyses: readonly Analysis[]): string {
  const [first, ...others] = analyses;
  const value = {
    tables: analyses.map(({ file, epochs, summaries }) => ({
      file,
      first_epoch: epochs[0],
      last_epoch: epochs.at(-1),
      metrics: byMetric(summaries, figuresOf),
    })),
    differences: others.map(({ file, differences }) => ({
      file,
      against: first?.file,
      metrics: byMetric(differences, differencesOf),
    })),
  };
  return JSON.stringify(value, null, 2);
}

/** One row per table and metric, the same columns for any number of tables; blank where a figure is not defined. */
export function analysesAsCsv(analyses: readonly Analysis[]): string {
  const rows = analyses.flatMap(({ file, summaries, differences }) =>
    [...summaries].map(([metric, summary]) => {
      return { file, metric, ...figuresOf(summary), ...differencesOf(differences.get(metric)) };
    }),
  );
  return stringify(rows, { header: true }).trimEnd();
}

function byMetric<T>(entries: ReadonlyMap<string, T>, figures: (entry: T) => object): object {
  return Object.fromEntries([...entries].map(([metric, entry]) => [metric, figures(entry)]));
}

function figuresOf({ epochs, withData, mean, sd, min, max, firstHalf, secondHalf, change, trend }: Summary) {
  return {
    epochs,
    epochs_with_data: withData,
    mean: orNull(mean),
    standard_deviation: orNull(sd),
    min: orNull(min),
    max: orNull(max),
    first_half_mean: orNull(firstHalf),
    second_half_mean: orNull(secondHalf),
    change: orNull(change),
    slope: orNull(trend.slope),
    slope_low: orNull(trend.low),
    slope_high: orNull(trend.high),
  };
}

function differencesOf(difference: Difference | undefined) {
  return {
    mean_difference: orNull(difference?.mean),
    mean_difference_percent: orNull(difference?.percent),
    second_half_difference: orNull(difference?.secondHalf),
    slope_difference: orNull(difference?.slope),
  };
}

/** JSON has no `undefined`: the key would vanish. */
function orNull(figure: number | undefined): number | null {
  return figure ?? null;
}
