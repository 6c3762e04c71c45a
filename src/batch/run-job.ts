import { StoppedError } from "../base/errors.js";
import { digestOf, type RunDigest } from "../scenario/digest.js";
import { simulate } from "../scenario/simulate.js";
import type { Scenario } from "../scenario/spec.js";

/** A few runs that one thread does one after another. */
export interface Job {
  readonly scenarios: readonly Scenario[];
  readonly keepRows: boolean;
}

/** What became of one run. A failed one carries its error as text: error objects do not survive a change of thread. */
export type Outcome =
  | { readonly digest: RunDigest; readonly error?: undefined }
  | { readonly digest?: undefined; readonly error: RunFailure };

export interface RunFailure {
  readonly message: string;
  readonly stack: string;
  /** The run stopped on purpose: the message says all there is to say. */
  readonly stopped?: true;
}

/** Runs the scenarios of a job in order. A run that fails does not stop the others. */
export async function runJob({ scenarios, keepRows }: Job): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const scenario of scenarios) {
    try {
      const result = await simulate(scenario);
      outcomes.push({ digest: digestOf(scenario, result, keepRows) });
    } catch (error) {
      outcomes.push(outcomeOfError(error));
    }
  }
  return outcomes;
}

export function outcomeOfError(error: unknown): Outcome {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { error: { message, stack: stack ?? message, ...(error instanceof StoppedError && { stopped: true }) } };
}
