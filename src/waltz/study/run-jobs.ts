import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import { runStudyJob, type StudyJob } from "./study-job.js";
import type { ArmCases } from "./train-and-evaluate.js";

export type JobCases = Readonly<Record<string, ArmCases>>;

/**
 * Runs jobs on all cores. The outcomes stand in the order of the jobs, and are the same whatever the number of threads.
 *
 * @param threads >= 1; with 1 all runs in this thread
 * @param done called after each job
 */
export async function runJobs(
  jobs: readonly StudyJob[],
  threads = availableParallelism(),
  done: (count: number) => void = () => {},
): Promise<readonly JobCases[]> {
  let count = 0;
  const counted = <T>(outcome: T): T => {
    count += 1;
    done(count);
    return outcome;
  };
  if (threads === 1) {
    const outcomes: JobCases[] = [];
    for (const job of jobs) outcomes.push(counted(await runStudyJob(job)));
    return outcomes;
  }
  const pool = new Piscina({ filename: WORKER, minThreads: threads, maxThreads: threads, recordTiming: false });
  try {
    return await Promise.all(
      jobs.map((job) => (pool.run(job, { name: "runStudyJob" }) as Promise<JobCases>).then(counted)),
    );
  } finally {
    await pool.destroy();
  }
}

const WORKER = new URL("./study-job.js", import.meta.url).href;
