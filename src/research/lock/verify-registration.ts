import { changesBetween } from "../../analysis/compare/changes.js";
import { isMap } from "../../base/is-map.js";
import { canonicalJson } from "../../records/canonical-json.js";
import type { Deviation, Registration } from "./registration.js";

/** What is in a plan of analyses, as verification looks at it. */
export interface Verification {
  /** Whether nothing differs. */
  readonly matches: boolean;
  readonly deviations: readonly Deviation[];
  /** Analyses that were not announced. */
  readonly exploratory_analyses: readonly string[];
}

/**
 * Holds what was done against what was registered. Another hypothesis is critical; what is different in the methodology,
 * or is only on one side of it, is major, but for the version of the program, which is minor; analyses that nobody
 * announced are exploratory, and one that was announced and not made is major.
 */
export function verifyRegistration(registered: Registration, actual: Registration): Verification {
  const deviations: Deviation[] = [];
  const differs = (field: string, a: unknown, b: unknown, severity: Deviation["severity"]) => {
    if (canonicalJson(a ?? null) === canonicalJson(b ?? null)) return;
    deviations.push({ field, registered: text(a), actual: text(b), severity, justification: "" });
  };
  differs("hypothesis", registered.hypothesis, actual.hypothesis, "critical");
  const [before, after] = [registered, actual].map(({ secondary_hypotheses }) => [...secondary_hypotheses].sort());
  differs("secondary_hypotheses", before, after, "critical");
  const keys = new Set([...Object.keys(registered.methodology), ...Object.keys(actual.methodology)]);
  for (const key of [...keys].sort()) {
    const [a, b] = [registered.methodology[key], actual.methodology[key]];
    if (!isMap(a) || !isMap(b)) differs(`methodology.${key}`, a, b, key === "tool" ? "minor" : "major");
    else {
      for (const { path, control, arm } of changesBetween({ [key]: a }, { [key]: b })) {
        differs(`methodology.${path}`, control, arm, "major");
      }
    }
  }
  const [planned, made] = [registered, actual].map(({ analysis_plan }) => analysesOf(analysis_plan));
  const exploratory = made.filter((analysis) => !planned.includes(analysis));
  for (const analysis of planned.filter((each) => !made.includes(each))) {
    const twin = exploratory.find((other) => idOf(other) === idOf(analysis));
    differs(`analysis_plan.${idOf(analysis)}`, analysis, twin, "major");
  }
  const rest = ({ primary, secondary, exploratory: _, ...others }: Readonly<Record<string, unknown>>) => others;
  const [a, b] = [rest(registered.analysis_plan), rest(actual.analysis_plan)];
  for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
    differs(`analysis_plan.${key}`, a[key], b[key], "major");
  }
  return {
    matches: deviations.length === 0 && exploratory.length === 0,
    deviations,
    exploratory_analyses: exploratory,
  };
}

function analysesOf({ primary, secondary }: Readonly<Record<string, unknown>>): readonly string[] {
  return [primary, secondary].flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
}

/** What stands before the first colon. */
function idOf(analysis: string): string {
  return analysis.split(":")[0];
}

/** In one line, for people. */
function text(value: unknown): string {
  if (value === undefined) return "absent";
  return typeof value === "string" ? value : JSON.stringify(value);
}
