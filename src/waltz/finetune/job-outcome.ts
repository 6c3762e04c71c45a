import type { TrainerFailure, TrainerFailureKind } from "../../contract/trainer-backend.js";

/**
 * How a command's work on one job ended.
 * - `unavailable`: the vendor does not train (any more, this model, for this account, or at all)
 * - `left`: it goes on at the vendor, and nobody waits for it
 * - `stopped`: a request kept failing, or time is up; the same command goes on from there
 */
export type JobOutcome =
  | { readonly kind: "succeeded"; readonly model: string }
  | { readonly kind: "unavailable"; readonly message: string }
  | { readonly kind: "failed" | "cancelled" | "stopped" | "left"; readonly message: string };

const UNAVAILABLE: ReadonlySet<TrainerFailureKind> = new Set<TrainerFailureKind>(["retired", "not_eligible"]);

/**
 * What a failed request means for its job.
 * @param route whether the request was one that every vendor of training has: without it there is no training here
 */
export function outcomeOf({ kind, message }: TrainerFailure, route: boolean): JobOutcome {
  if (UNAVAILABLE.has(kind) || (route && kind === "missing")) return { kind: "unavailable", message };
  return { kind: "stopped", message };
}
