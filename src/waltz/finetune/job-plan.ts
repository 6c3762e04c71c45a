import { InputError } from "../../base/errors.js";
import { type ExampleFile, FINAL_STATES } from "../../contract/trainer-backend.js";
import { fingerprint } from "../../records/canonical-json.js";
import type { FinetuneRecord } from "../../records/finetune-record.js";

/** The two agents of a pair. */
export const AGENTS = ["conversation", "feedback"] as const;
export type Agent = (typeof AGENTS)[number];

/** A job as it is asked for. */
export interface JobPlan {
  readonly agent: Agent;
  readonly provider: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly training: ExampleFile;
  readonly validation: ExampleFile | undefined;
}

/** The word at the front of a tuned model's suffix. */
export function labelOf({ agent }: Pick<JobPlan, "agent">): string {
  return `waltz-${agent}`;
}

/**
 * The record that a job starts from, or goes on from.
 *
 * @param before what the folder of the model holds
 * @param again whether a new job is wanted in spite of one that has ended
 * @throws InputError where the record is of another job, or of one that has not ended and a new one is wanted
 */
export function recordFor(
  plan: JobPlan,
  before: FinetuneRecord | undefined,
  again: boolean,
  file: string,
): FinetuneRecord {
  if (before === undefined) return freshRecord(plan, 1, []);
  if (again) return anotherAttempt(plan, before, file);
  const same = freshRecord(plan, before.attempt, before.previous);
  if (same.fingerprint === before.fingerprint) return before;
  const what = differences(before, same).join(", ");
  const message = `this is the record of another job (it differs in ${what}): give --again to start a new one`;
  throw new InputError([{ message, place: { file } }]);
}

function anotherAttempt(plan: JobPlan, before: FinetuneRecord, file: string): FinetuneRecord {
  const { attempt, fingerprint: mark, job, previous } = before;
  if (job !== null && !FINAL_STATES.has(job.state)) {
    const message = `job ${job.id} has not ended (${job.said}): cancel it with --cancel before you start a new one`;
    throw new InputError([{ message, place: { file } }]);
  }
  return freshRecord(plan, attempt + 1, [...previous, { attempt, fingerprint: mark, job }]);
}

function freshRecord(plan: JobPlan, attempt: number, previous: FinetuneRecord["previous"]): FinetuneRecord {
  const { agent, provider, baseUrl, model, config, training, validation } = plan;
  const identity = { agent, provider, baseUrl, model, config, attempt };
  return {
    version: 1,
    agent,
    provider,
    base_url: baseUrl,
    base_model: model,
    config: { ...config },
    attempt,
    fingerprint: fingerprint({ ...identity, training: training.sha256, validation: validation?.sha256 ?? null }),
    training: fileRecord(training),
    validation: validation === undefined ? null : fileRecord(validation),
    job: null,
    previous,
  };
}

function fileRecord({ path, sha256, bytes }: ExampleFile): FinetuneRecord["training"] {
  return { path, sha256, bytes: bytes.length, file_id: null };
}

function differences(before: FinetuneRecord, now: FinetuneRecord): readonly string[] {
  const aspects: Readonly<Record<string, (record: FinetuneRecord) => unknown>> = {
    "the address": ({ base_url }) => base_url,
    "the base model": ({ base_model }) => base_model,
    settings: ({ config }) => config,
    "the training file": ({ training }) => training.sha256,
    "the validation file": ({ validation }) => validation?.sha256 ?? null,
  };
  const differing = Object.entries(aspects).filter(([, of]) => fingerprint(of(before)) !== fingerprint(of(now)));
  return differing.length === 0 ? ["its fingerprint"] : differing.map(([name]) => name);
}
