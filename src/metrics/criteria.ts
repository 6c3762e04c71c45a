import { didYouMean } from "../base/nearest.js";
import { OUT_OF_REACH } from "./criteria-out-of-reach.js";
import { CRITERIA, type Criterion } from "./criteria-table.js";
import type { RunFacts } from "./run-facts.js";

/** How a run stands to one of its success criteria. */
export type Verdict =
  | {
      readonly key: string;
      readonly verdict: "PASS" | "FAIL";
      readonly direction: Criterion["direction"];
      readonly limit: number;
      readonly measured: number;
    }
  | { readonly key: string; readonly verdict: "not checkable"; readonly limit: number; readonly reason: string };

/** What to say about a key that is no success criterion at all; undefined for those that are. */
export function unknownCriterion(key: string): string | undefined {
  if (CRITERIA.find(key) !== undefined || OUT_OF_REACH.has(key)) return undefined;
  return `unknown success criterion "${key}"${didYouMean(key, [...CRITERIA.names, ...OUT_OF_REACH.keys()])}`;
}

/** Holds a run against its criteria, in their order. What cannot be checked is never taken as passed. */
export function judge(criteria: Readonly<Record<string, number>>, facts: RunFacts): readonly Verdict[] {
  return Object.entries(criteria).map(([key, limit]) => verdictOn(key, limit, facts));
}

function verdictOn(key: string, limit: number, facts: RunFacts): Verdict {
  const criterion = CRITERIA.find(key);
  if (criterion === undefined) {
    const reason = OUT_OF_REACH.get(key) ?? unknownCriterion(key);
    if (reason === undefined) throw new Error(`the criterion "${key}" is in neither table`);
    return { key, verdict: "not checkable", limit, reason };
  }
  const measured = criterion.measure(facts);
  if (typeof measured !== "number") return { key, verdict: "not checkable", limit, reason: measured.lacking };
  const { direction } = criterion;
  const passes = direction === "at least" ? measured >= limit : measured <= limit;
  return { key, verdict: passes ? "PASS" : "FAIL", direction, limit, measured };
}
