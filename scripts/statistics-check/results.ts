import { COVERAGE_PLAN, type CoverageRow, measureCoverage } from "./coverage.js";
import { measureOther, OTHER_ROWS, type OtherRow } from "./other-intervals.js";
import { measurePower, POWER_ROWS, type PowerRow } from "./power.js";
import { measureRejection, REJECTION_ROWS, type RejectionRow } from "./rejections.js";

/** Everything that `make statistics-check` measures, as it stands in docs/statistics-coverage.json. */
export interface Results {
  /** SHA-256 of the code that the figures come from. */
  readonly source: string;
  readonly rejections: readonly RejectionRow[];
  readonly coverage: readonly CoverageRow[];
  readonly otherIntervals: readonly OtherRow[];
  readonly power: readonly PowerRow[];
}

/** Measures all rows, one after the other; the same on every machine. `done`: called with the share of rows measured. */
export function measureAll(source: string, done: (share: number) => void): Results {
  const rows = REJECTION_ROWS.length + COVERAGE_PLAN.length + OTHER_ROWS.length + POWER_ROWS.length;
  let measured = 0;
  const each = <Plan, Row>(plans: readonly Plan[], measure: (plan: Plan) => Row): Row[] => {
    return plans.map((plan) => {
      const row = measure(plan);
      measured += 1;
      done(measured / rows);
      return row;
    });
  };
  return {
    source,
    rejections: each(REJECTION_ROWS, measureRejection),
    coverage: each(COVERAGE_PLAN, measureCoverage),
    otherIntervals: each(OTHER_ROWS, measureOther),
    power: each(POWER_ROWS, measurePower),
  };
}
