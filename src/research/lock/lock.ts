import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { type Fault, InputError } from "../../base/errors.js";
import { jsonText } from "../../records/json-text.js";
import type { HashedPlan } from "./plan.js";
import { type Registration, registrationHash } from "./registration.js";

const LockSchema = Type.Object({
  lock_version: Type.Literal(1),
  study: Type.String(),
  registration: Type.Object({
    hypothesis: Type.String(),
    secondary_hypotheses: Type.Array(Type.String()),
    methodology: Type.Record(Type.String(), Type.Unknown()),
    analysis_plan: Type.Record(Type.String(), Type.Unknown()),
    registration_hash: Type.String({ pattern: "^sha256:[0-9a-f]{64}$" }),
  }),
});

/** A plan as it was locked before the first run. */
export interface Lock {
  readonly study: string;
  readonly registration: Registration;
  readonly hash: string;
}

/**
 * The file of a lock. It holds no clock, so that the same plan has the same file: what dates it is the commit, or the
 * archive, that it is put into.
 */
export function lockText(study: string, { registration, hash }: HashedPlan): string {
  return jsonText({ lock_version: 1, study, registration: { ...registration, registration_hash: hash } });
}

/** @throws InputError for what is no lock, and for one whose content was changed after it was written */
export function parseLock(text: string, file: string): Lock {
  const refuse = (message: string): never => {
    throw new InputError([{ message, place: { file } } satisfies Fault]);
  };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return refuse("this is no lock: it is no JSON");
  }
  if (!Value.Check(LockSchema, data)) {
    const first = Value.Errors(LockSchema, data).First();
    return refuse(`this is no lock: ${first?.path.slice(1) || "it"}: ${first?.message}`);
  }
  const { registration_hash: hash, ...registration } = data.registration;
  const own = registrationHash(registration);
  if (own !== hash)
    return refuse(`the lock was changed after it was written: it states ${hash}, and its content has ${own}`);
  return { study: data.study, registration, hash };
}
