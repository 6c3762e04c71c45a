import { PRICE } from "../analysis/compare/compare-arms.js";
import { COMPARABLE, unknownMetric } from "../analysis/compare/metric-catalogue.js";
import { type Fault, InputError } from "../base/errors.js";
import { DEFAULT_METRICS } from "../batch/study-metrics.js";
import { FAMILIES } from "./analyze-metrics.js";
import type { CompareOptions } from "./compare-options.js";

/** The metrics of a comparison: the one that decides, and those that are looked at besides. */
export interface ChosenMetrics {
  readonly primary: string;
  /** Without the primary one, no name twice. */
  readonly metrics: readonly string[];
}

/**
 * Those asked for; else the usual ones as far as there, without those that stand under the price of an arm anyway.
 *
 * @param known names that there are: metrics of runs, or columns of tables
 * @throws InputError with every name that is unknown
 */
export function chooseCompared(
  { primary, metrics: asked }: Pick<CompareOptions, "primary" | "metrics">,
  known: readonly string[] = [...COMPARABLE.keys()],
): ChosenMetrics {
  const expanded = (asked ?? []).flatMap((name) => (known.includes(name) ? [name] : (FAMILIES.get(name) ?? [name])));
  const faults = [
    ...faultOf("--primary", primary, known),
    ...expanded.flatMap((name) => faultOf("--metrics", name, known)),
  ];
  if (faults.length > 0) throw new InputError(faults);
  const usual = DEFAULT_METRICS.filter((name) => known.includes(name) && !PRICE.includes(name));
  const metrics = new Set(asked === undefined ? usual : expanded);
  metrics.delete(primary);
  return { primary, metrics: [...metrics] };
}

function faultOf(option: string, name: string, known: readonly string[]): readonly Fault[] {
  const message = unknownMetric(name, known);
  return message === undefined ? [] : [{ message, place: { file: `${option} ${name}` } }];
}
