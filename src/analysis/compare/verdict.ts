import type { Finding } from "../validity/finding.js";
import { counted } from "../validity/words.js";
import { valueIn } from "./chain.js";
import type { Comparison, Difference, MethodInterval, MetricComparison } from "./comparison.js";
import { ALPHA } from "./difference.js";

/** What of a comparison the verdict rests on. */
export type VerdictFigures = Pick<Comparison, "metrics" | "price">;

/** What a treatment did to the primary metric, as far as the corrected test can tell. */
export type Outcome = "higher" | "lower" | "not shown" | "not testable";

/** Decided by the corrected p of the primary metric. */
export function outcomeOf({ p_holm, estimate }: Difference): Outcome {
  const found = valueIn(estimate);
  if (p_holm === null || found === undefined) return "not testable";
  if (p_holm >= ALPHA) return "not shown";
  return found > 0 ? "higher" : "lower";
}

/** One sentence: what each arm does to the primary metric and how sure that is, and what it does to welfare. */
export function verdictOf({ metrics, price }: VerdictFigures, validity: readonly Finding[]): string {
  const [primary] = metrics;
  const welfare = price.find(({ metric }) => metric === "net_social_welfare" && metric !== primary.metric);
  const clauses = primary.differences.map((difference, at) => {
    const effect = effectOf(primary, difference);
    const cost = welfare === undefined ? "" : costOf(welfare, welfare.differences[at]);
    return `${effect}${cost}`;
  });
  const serious = validity.filter(({ severity }) => severity === "serious").length;
  const caution = serious === 0 ? "" : `; but first see ${counted(serious, "serious validity finding")}`;
  return `${clauses.join("; ")}${caution}.`;
}

function effectOf({ metric }: MetricComparison, difference: Difference): string {
  const { arm, against, interval } = difference;
  const found = valueIn(difference.estimate);
  if (found === undefined) {
    const why = difference.estimate.defined ? "" : difference.estimate.why;
    return `"${arm}" cannot be held against "${against}" in ${metric}: ${why}`;
  }
  if (found === 0 && valueIn(difference.standard_error) === undefined && Math.min(...difference.n) > 1) {
    return `"${arm}" and "${against}" have the same ${metric} in every run`;
  }
  const grounds = [intervalText(valueIn(interval)), pText(difference)].filter((text) => text !== "").join(", ");
  const inParentheses = grounds === "" ? "" : ` (${grounds})`;
  const outcome = outcomeOf(difference);
  if (outcome === "higher" || outcome === "lower") {
    const verb = outcome === "higher" ? "raises" : "lowers";
    const percent = percentText(difference);
    const size = `${digits(Math.abs(found))}${percent === "" ? "" : `, ${percent},`}`;
    return `"${arm}" ${verb} ${metric} by ${size} against "${against}"${inParentheses}${marginText(difference)}${boundsText(difference)}`;
  }
  const equal = difference.equivalence !== null && valueIn(difference.equivalence)?.verdict === "equivalent";
  const head = equal
    ? `"${arm}" and "${against}" are equivalent in ${metric}${marginText(difference)}`
    : `no difference in ${metric} is shown between "${arm}" and "${against}"`;
  return `${head}: ${digits(found)}${inParentheses}${equal ? "" : marginText(difference)}${boundsText(difference)}`;
}

function intervalText(interval: MethodInterval | undefined): string {
  return interval === undefined ? "" : `95 % interval ${digits(interval.low)} to ${digits(interval.high)}`;
}

function pText({ p_holm, unreachable }: Difference): string {
  if (unreachable !== null) return `p < ${ALPHA} out of reach with so few runs`;
  return p_holm === null ? "" : `corrected p ${pValue(p_holm)}`;
}

/** `= 0.012`, `< 0.0001`. */
export function pValue(p: number): string {
  return p < 0.0001 ? "< 0.0001" : `= ${Number(p.toPrecision(2))}`;
}

function percentText({ percent }: Difference): string {
  const found = valueIn(percent);
  return found === undefined || Math.abs(found) >= 1000 ? "" : `${Number(Math.abs(found).toPrecision(2))} %`;
}

function marginText({ equivalence }: Difference): string {
  if (equivalence === null) return "";
  if (!equivalence.defined) return `, equivalence not decided: ${equivalence.why}`;
  const { margin, verdict } = equivalence.value;
  const words = {
    equivalent: `within the margin of ${digits(margin)}`,
    different: `beyond the margin of ${digits(margin)}`,
    open: `equivalence within ${digits(margin)} is open`,
  };
  return `, ${words[verdict]}`;
}

/** Undefined cells could turn the finding; then it says so. */
function boundsText({ worst_case }: Difference): string {
  if (worst_case === null) return "";
  if (!worst_case.defined) return ", some runs leave it undefined";
  const { low, high } = worst_case.value;
  return `, with undefined runs at their worst anywhere from ${digits(low)} to ${digits(high)}`;
}

function costOf({ metric }: MetricComparison, difference: Difference): string {
  const [interval, found] = [valueIn(difference.interval), valueIn(difference.estimate)];
  if (interval === undefined || found === undefined) return "";
  const range = `${digits(interval.low)} to ${digits(interval.high)}`;
  if (interval.low <= 0 && interval.high >= 0) return `, with no change of ${metric} shown (${range})`;
  const percent = percentText(difference);
  const verb = found > 0 ? "gains" : "costs";
  return `, and ${verb} ${digits(Math.abs(found))} of ${metric}${percent === "" ? "" : `, ${percent}`} (${range})`;
}

/** Three digits. */
function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
