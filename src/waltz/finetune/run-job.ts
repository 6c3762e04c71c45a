import {
  type ExampleFile,
  FINAL_STATES,
  type TrainerBackend,
  type TrainerFailure,
  type TrainerJob,
  type TrainerResult,
} from "../../contract/trainer-backend.js";
import type { FinetuneFolder } from "../../records/finetune-folder.js";
import type { FinetuneJob, FinetuneRecord } from "../../records/finetune-record.js";
import { type JobOutcome, outcomeOf } from "./job-outcome.js";
import { type JobPlan, labelOf } from "./job-plan.js";
import { type Patience, patiently, type Wait } from "./patiently.js";

export interface JobSurroundings {
  readonly backend: TrainerBackend;
  readonly folder: Pick<FinetuneFolder, "write" | "writeModel">;
  readonly patience: Patience;
  readonly wait: Wait;
  /** Seconds between two looks at a job, and in all. */
  readonly pollEvery: number;
  readonly timeLimit: number;
  /** Whether the job is followed to its end. */
  readonly follow: boolean;
  /** A job that exists already and is to be taken for this one. */
  readonly adopt: string | undefined;
  /** Is told what happens, a line each. */
  tell(line: string): void;
}

/** Ends the work on a job from within. */
class Ended extends Error {
  constructor(readonly outcome: JobOutcome) {
    super(outcome.kind);
  }
}

/**
 * Brings a job to its end, from wherever its record says that it is. The record is written after each step; before
 * anything is sent or created, the vendor is asked whether it is there already. So whatever ends the process, the same
 * call goes on: nothing is uploaded twice and no second job is made.
 */
export async function runJob(
  plan: JobPlan,
  record: FinetuneRecord,
  surroundings: JobSurroundings,
): Promise<JobOutcome> {
  try {
    return await new JobRun(plan, record, surroundings).outcome();
  } catch (error) {
    if (error instanceof Ended) return error.outcome;
    throw error;
  }
}

class JobRun {
  constructor(
    private readonly plan: JobPlan,
    private record: FinetuneRecord,
    private readonly around: JobSurroundings,
  ) {}

  async outcome(): Promise<JobOutcome> {
    const { job } = this.record;
    if (job !== null && FINAL_STATES.has(job.state)) return this.ended(job);
    if (job === null) await this.begin();
    return this.follow();
  }

  /** Takes up a job that is there, or makes it. */
  private async begin(): Promise<void> {
    const { backend, adopt, tell } = this.around;
    const request = { fingerprint: this.record.fingerprint, label: labelOf(this.plan) };
    if (adopt !== undefined) return this.note(this.must(await this.asked(() => backend.poll(adopt)), false));
    const find = () => backend.findJob(request);
    const before = this.must(await this.asked(find), true);
    if (before !== undefined) {
      tell(`job ${before.id} is there already, and is taken up`);
      return this.note(before);
    }
    const trainingFile = await this.uploaded("training", this.plan.training);
    const validation = this.plan.validation;
    const validationFile = validation && (await this.uploaded("validation", validation));
    const { model, config } = this.plan;
    const create = () => backend.create({ ...request, model, config, trainingFile, validationFile });
    const created = await this.reused(await this.asked(create, find), find);
    tell(`job ${created.id} is created (${created.said})`);
    this.note(created);
  }

  private async uploaded(which: "training" | "validation", file: ExampleFile): Promise<string> {
    const known = this.record[which];
    if (known === null) throw new Error(`the record has no ${which} file`);
    if (known.file_id !== null) return known.file_id;
    const { backend, tell } = this.around;
    const find = () => backend.findFile(file);
    const before = this.must(await this.asked(find), true);
    const id = before ?? (await this.reused(await this.asked(() => backend.upload(file), find), find));
    tell(`${file.path} is ${before === undefined ? "uploaded" : "there already"} as ${id}`);
    this.save({ [which]: { ...known, file_id: id } });
    return id;
  }

  private async follow(): Promise<JobOutcome> {
    const { backend, pollEvery, timeLimit, wait, follow } = this.around;
    for (let waited = 0; ; waited += pollEvery) {
      const job = this.must(await this.asked(() => backend.poll(this.job.id)), false);
      this.note(job);
      await this.tellEvents();
      if (job.needsStart && !this.job.told_to_start) await this.start(job);
      // A job can be said to have succeeded before its model has a name.
      if (FINAL_STATES.has(job.state) && (job.state !== "succeeded" || job.model !== undefined)) {
        return this.ended(this.job);
      }
      if (!follow) return { kind: "left", message: `job ${job.id} goes on (${job.said})` };
      if (waited >= timeLimit) {
        return { kind: "stopped", message: `job ${job.id} is still ${job.said} after ${timeLimit} s of waiting` };
      }
      await wait(pollEvery);
    }
  }

  private async start({ id, expectedCost }: TrainerJob): Promise<void> {
    const { backend, tell } = this.around;
    if (expectedCost !== undefined) tell(`the vendor expects it to cost ${expectedCost}`);
    const started = await this.asked(() => backend.start(id));
    // A start that was sent twice is refused, and the job runs.
    if (!started.ok && started.failure.kind !== "duplicate") throw new Ended(outcomeOf(started.failure, true));
    tell(`job ${id} is told to start`);
    this.save({ job: { ...this.job, told_to_start: true } });
  }

  private async tellEvents(): Promise<void> {
    const { backend, tell } = this.around;
    const events = await this.asked(() => backend.events(this.job.id));
    if (!events.ok) {
      tell(`its events cannot be had: ${events.failure.message}`);
      return;
    }
    const seen = events.value.findIndex(({ id }) => id === this.job.last_event);
    const fresh = events.value.slice(seen + 1);
    for (const { message } of fresh) tell(message);
    const last = fresh.at(-1);
    if (last === undefined) return;
    const figures = fresh.findLast((event) => event.figures !== undefined)?.figures ?? this.job.figures;
    this.save({ job: { ...this.job, last_event: last.id, figures: figures && { ...figures } } });
  }

  private async ended(job: FinetuneJob): Promise<JobOutcome> {
    const { backend, folder, tell } = this.around;
    if (job.state === "cancelled") return { kind: "cancelled", message: `job ${job.id} was cancelled` };
    const why = job.error === null ? "" : `: ${job.error}`;
    if (job.model === null || job.state !== "succeeded") {
      return { kind: "failed", message: `job ${job.id} failed at the vendor (${job.said})${why}` };
    }
    const { model, figures, trained_tokens } = job;
    const { base_model, provider, fingerprint } = this.record;
    folder.writeModel(model, { provider, base_model, job: job.id, fingerprint, trained_tokens, figures });
    const listed = await this.asked(() => backend.resolveModel(model));
    if (!listed.ok) tell(`${model} cannot be looked up: ${listed.failure.message}`);
    return { kind: "succeeded", model };
  }

  private get job(): FinetuneJob {
    const { job } = this.record;
    if (job === null) throw new Error("the record has no job yet");
    return job;
  }

  private note(job: TrainerJob): void {
    const { id, state, said, model, trainedTokens, error, expectedCost, figures } = job;
    const before = this.record.job;
    if (before !== null && before.said !== said) this.around.tell(`${before.said} -> ${said}`);
    this.save({
      job: {
        id,
        state,
        said,
        model: model ?? null,
        trained_tokens: trainedTokens ?? null,
        error: error ?? null,
        expected_cost: expectedCost ?? before?.expected_cost ?? null,
        told_to_start: before?.told_to_start ?? false,
        last_event: before?.last_event ?? null,
        figures: figures === undefined ? (before?.figures ?? null) : { ...figures },
      },
    });
  }

  private save(change: Partial<FinetuneRecord>): void {
    this.record = { ...this.record, ...change };
    this.around.folder.write(this.record);
  }

  private asked<T>(
    ask: () => Promise<TrainerResult<T>>,
    look?: () => Promise<TrainerResult<T | undefined>>,
  ): Promise<TrainerResult<T>> {
    return patiently(ask, this.around.patience, this.around.wait, look);
  }

  private must<T>(result: TrainerResult<T>, route: boolean): T {
    if (result.ok) return result.value;
    throw new Ended(outcomeOf(result.failure, route));
  }

  /** What is there already in place of a duplicate that the vendor refused. */
  private async reused<T>(result: TrainerResult<T>, find: () => Promise<TrainerResult<T | undefined>>): Promise<T> {
    if (result.ok || result.failure.kind !== "duplicate") return this.must(result, true);
    const found = this.must(await this.asked(find), true);
    if (found !== undefined) return found;
    throw new Ended(strange(result.failure));
  }
}

function strange({ message }: TrainerFailure): JobOutcome {
  const hint = "it was not made by this command; give its id with --adopt, with --agent, to take it for this one";
  return { kind: "stopped", message: `${message}; ${hint}` };
}
