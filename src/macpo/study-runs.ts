import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import { runStudyJob, type StudyJob, type StudyRow } from "./study-job.js";

/** Jobs that wait or run, per thread. */
const JOBS_PER_THREAD = 3;

/**
 * Runs jobs on all cores and yields their rows in the order of the jobs: the same ones whatever the number of threads.
 *
 * @param threads >= 1; with 1 everything runs in this thread
 */
export async function* studyRows(
  jobs: readonly StudyJob[],
  threads = availableParallelism(),
): AsyncGenerator<StudyRow> {
  if (threads === 1) {
    for (const job of jobs) yield runStudyJob(job);
    return;
  }
  const pool = new Piscina({ filename: WORKER, minThreads: threads, maxThreads: threads, recordTiming: false });
  try {
    const running: Promise<StudyRow>[] = [];
    for (const job of jobs) {
      const row = pool.run(job, { name: "runStudyJob" }) as Promise<StudyRow>;
      // Whoever waits for it is told; until then it may wait its turn.
      row.catch(() => undefined);
      running.push(row);
      if (running.length >= threads * JOBS_PER_THREAD) yield await next(running);
    }
    while (running.length > 0) yield await next(running);
  } finally {
    await pool.destroy();
  }
}

async function next(running: Promise<StudyRow>[]): Promise<StudyRow> {
  const row = await running[0];
  running.shift();
  return row;
}

const WORKER = new URL("./study-job.js", import.meta.url).href;
