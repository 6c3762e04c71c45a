import type { GateCheck, GateResult } from "../verdict/verdict.js";

type Value = GateCheck["value"];

/** One question of a gate. What it throws fails it, with the message. */
export interface QualityCheck<T> {
  readonly name: string;
  /** A yes or no; a yes or no and what it was seen by; or a value that has to reach the threshold, or without one to be there. */
  ask(data: T): boolean | readonly [passed: boolean, value: Value] | Value;
  readonly threshold?: number;
  readonly message?: string;
  /** A check that does not pass is told and stops nothing. */
  readonly advisory?: boolean;
}

/** Puts every check to the data; a gate is passed where none failed. */
export function runGate<T>(name: string, checks: readonly QualityCheck<T>[], data: T): GateResult {
  const found = checks.map((check) => put(check, data));
  return { gate_name: name, passed: found.every(({ status }) => status !== "failed"), checks: found };
}

function put<T>({ name, ask, threshold, message = "", advisory = false }: QualityCheck<T>, data: T): GateCheck {
  const told = { name, message, threshold: threshold ?? null };
  const wrong = advisory ? "warning" : "failed";
  try {
    const answer = ask(data);
    const [passed, value] = Array.isArray(answer) ? (answer as [boolean, Value]) : judged(answer as Value, threshold);
    return { ...told, status: passed ? "passed" : wrong, value };
  } catch (error) {
    return { ...told, status: wrong, message: `Error: ${error instanceof Error ? error.message : error}`, value: null };
  }
}

function judged(value: Value, threshold: number | undefined): readonly [boolean, Value] {
  if (typeof value === "boolean") return [value, value];
  if (threshold === undefined) return [Boolean(value), value];
  return [typeof value === "number" && value >= threshold, value];
}

/** `Gate: Review - PASSED`, then a line per check. */
export function gateSummary({ gate_name, passed, checks }: GateResult): string {
  const signs = { passed: "✓", failed: "✗", warning: "⚠" } as const;
  return [
    `Gate: ${gate_name} - ${passed ? "PASSED" : "FAILED"}`,
    ...checks.map(({ name, status, message }) => `  ${signs[status]} ${name}: ${message}`),
  ].join("\n");
}
