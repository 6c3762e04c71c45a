import { FINAL_STATES, type TrainerBackend } from "../../contract/trainer-backend.js";
import type { FinetuneFolder } from "../../records/finetune-folder.js";
import type { FinetuneRecord } from "../../records/finetune-record.js";
import { type Patience, patiently, type Wait } from "./patiently.js";

export interface Cancelling {
  readonly backend: TrainerBackend;
  readonly folder: Pick<FinetuneFolder, "write">;
  readonly patience: Patience;
  readonly wait: Wait;
}

/** What came of it: for people, and whether nothing more will happen to the job or it is on its way to its end. */
export interface Cancelled {
  readonly done: boolean;
  readonly message: string;
}

/** Asks the vendor to cancel the job on record; one that has ended stays as it is. */
export async function cancelJob(record: FinetuneRecord, around: Cancelling): Promise<Cancelled> {
  const { job } = record;
  if (job === null) return { done: true, message: "no job was made yet" };
  if (FINAL_STATES.has(job.state)) return { done: true, message: `job ${job.id} has ended before (${job.said})` };
  const { backend, folder, patience, wait } = around;
  const result = await patiently(() => backend.cancel(job.id), patience, wait);
  if (!result.ok) return { done: false, message: result.failure.message };
  const { state, said, model } = result.value;
  folder.write({ ...record, job: { ...job, state, said, model: model ?? null } });
  const words = state === "cancelled" ? "is cancelled" : `is asked to end (${said})`;
  return { done: true, message: `job ${job.id} ${words}` };
}
