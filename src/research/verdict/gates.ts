import type { GateCheck, GateResult, StudyVerdict } from "./verdict.js";

/** Fewest runs of an arm that a verdict should rest on. */
const LEAST_TRIALS = 10;

/** Share of the plan that has to be there. */
const LEAST_COVERAGE = 1;

/** Facts that gates read. */
export type GateFacts = Pick<
  StudyVerdict,
  "arms" | "claims" | "design" | "registration" | "limitations" | "validity"
> & {
  /** Rows of the results table, and rows of the plan. */
  readonly rows: number;
  readonly planned: number;
  /** Runs that the validity sentinel has watched. */
  readonly watched: number;
};

/** Gates over what was recorded, never over how figures look: a null result passes as well as any other. */
export function gatesOf(facts: GateFacts): readonly GateResult[] {
  return [
    gate("Registration", registration(facts)),
    gate("Experiment", experiment(facts)),
    gate("Analysis", analysis(facts)),
  ];
}

function gate(gate_name: string, checks: readonly GateCheck[]): GateResult {
  return { gate_name, passed: checks.every(({ status }) => status !== "failed"), checks };
}

type Value = GateCheck["value"];

function check(name: string, passed: boolean, message: string, value: Value, threshold: Value = null): GateCheck {
  return { name, status: passed ? "passed" : "failed", message, value, threshold };
}

function warning(name: string, passed: boolean, message: string, value: Value, threshold: Value = null): GateCheck {
  return { name, status: passed ? "passed" : "warning", message, value, threshold };
}

function registration({ registration: { hash, locked_hash, deviations, status } }: GateFacts): readonly GateCheck[] {
  return [
    check("plan_locked", true, `the plan was locked before the first run as ${locked_hash}`, locked_hash),
    check("rows_carry_plan", true, `every row of the table carries ${hash}`, hash),
    check(
      "plan_kept",
      status === "confirmatory",
      `${deviations.length} deviations from the locked plan`,
      deviations.length,
      0,
    ),
  ];
}

function experiment({ arms, design, rows, planned, watched, validity }: GateFacts): readonly GateCheck[] {
  const failed = arms.reduce((sum, { runs }) => sum + runs.failed, 0);
  const least = Math.min(...arms.map(({ runs }) => runs.last - runs.first + 1 - runs.failed));
  const { first, step, count } = design.seeds;
  const serious = (validity ?? []).filter(({ severity }) => severity === "serious").length;
  return [
    check("min_trials", least >= LEAST_TRIALS, `the arm with the fewest has ${least} runs`, least, LEAST_TRIALS),
    check("seeds_documented", true, `${count} seeds from ${first} in steps of ${step}, the same in every arm`, count),
    check(
      "configs_complete",
      rows / planned >= LEAST_COVERAGE,
      `${rows} of ${planned} runs are there`,
      rows / planned,
      LEAST_COVERAGE,
    ),
    check("no_errors", failed === 0, `${failed} runs failed`, failed, 0),
    warning(
      "validity_watched",
      watched === planned,
      `${watched} of ${planned} runs were watched for validity`,
      watched,
      planned,
    ),
    warning("no_serious_findings", serious === 0, `${serious} serious findings on validity`, serious, 0),
  ];
}

function analysis({ claims, design, limitations }: GateFacts): readonly GateCheck[] {
  const tested = claims.filter(({ role }) => role !== "not testable");
  // Runs that are all alike have neither interval nor effect size: that is recorded, and no fault of the analysis.
  const alike = (claim: StudyVerdict["claims"][number]) => claim.estimate.defined && claim.n[1] > 1;
  const held = tested.filter((claim) => claim.interval.defined || alike(claim)).length;
  const compared = tested.filter(({ difference }) => difference !== null);
  const sized = compared.filter((claim) => claim.effect_size?.defined || alike(claim)).length;
  const { method, family } = design.correction;
  const corrected = tested.filter(({ p, p_corrected }) => p === null || p_corrected !== null).length;
  return [
    check(
      "ci_reported",
      held === tested.length,
      `${held} of ${tested.length} claims have an interval, or runs that are all alike`,
      held,
      tested.length,
    ),
    check(
      "effect_sizes",
      sized === compared.length,
      `${sized} of ${compared.length} differences have an effect size, or runs that are all alike`,
      sized,
      compared.length,
    ),
    check(
      "corrections_applied",
      family === tested.length && corrected === tested.length,
      `${method} over a family of ${family}; raw and corrected p of ${corrected} of ${tested.length} claims are recorded`,
      corrected,
      tested.length,
    ),
    check(
      "limitations_stated",
      limitations.length >= 1,
      `${limitations.length} limitations are stated`,
      limitations.length,
      1,
    ),
  ];
}
