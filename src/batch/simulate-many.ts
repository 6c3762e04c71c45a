import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import type { Scenario } from "../scenario/spec.js";
import { type Job, type Outcome, runJob } from "./run-job.js";

export interface ManyOptions {
  /** Threads, >= 1; as many as there are cores where it is not given. With 1, everything runs in this thread. */
  readonly threads?: number;
  /** Keeps every run's metrics table in its digest. */
  readonly keepRows?: boolean;
  /** URL of a module that exports a `runJob` like ours, for callers whose threads need agents or levers of their own. */
  readonly worker?: string;
  /** Stops the runs; the generator throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Agent-steps that a job should hold at least: a job costs about as much as a few hundred of them. */
const AGENT_STEPS_PER_JOB = 20_000;

/** Runs that a job may hold: thousands of tiny ones would fill the memory with their scenarios and digests. */
const RUNS_PER_JOB = 50;

/** Jobs that wait or run, per thread: enough that no thread idles, few enough that memory stays flat. */
const JOBS_PER_THREAD = 3;

/** Room for young objects, in MB: a run keeps little, and the default would take three times as much per thread. */
const RESOURCES = { maxYoungGenerationSizeMb: 8 };

/**
 * Runs scenarios on all cores and yields what became of each, in the order of the scenarios. The runs share nothing, so
 * the outcomes are the same to the last bit whatever the number of threads. Functions do not cross
 * threads: with more than one, agents, levers and metrics are the built-in ones or those of `worker`.
 */
export async function* simulateMany(
  scenarios: Iterable<Scenario>,
  { threads = availableParallelism(), keepRows = false, worker = WORKER, signal }: ManyOptions = {},
): AsyncGenerator<Outcome> {
  if (threads === 1) {
    for (const job of jobsOf(scenarios, keepRows)) {
      signal?.throwIfAborted();
      yield* await runJob(job);
    }
    return;
  }
  const pool = new Piscina({
    filename: worker,
    minThreads: threads,
    maxThreads: threads,
    recordTiming: false,
    resourceLimits: RESOURCES,
  });
  const running: Promise<Outcome[]>[] = [];
  try {
    for (const job of jobsOf(scenarios, keepRows)) {
      signal?.throwIfAborted();
      running.push(pool.run(job, { name: "runJob" }) as Promise<Outcome[]>);
      if (running.length >= threads * JOBS_PER_THREAD) yield* await first(running, signal);
    }
    while (running.length > 0) yield* await first(running, signal);
  } finally {
    for (const job of running) job.catch(() => undefined);
    await pool.destroy();
  }
}

/** The oldest job's outcomes, unless the signal comes first. */
async function first(running: Promise<Outcome[]>[], signal: AbortSignal | undefined): Promise<Outcome[]> {
  if (signal === undefined) {
    const outcomes = await running[0];
    running.shift();
    return outcomes;
  }
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    const outcomes = await Promise.race([running[0], aborted]);
    running.shift();
    return outcomes;
  } finally {
    if (stop !== undefined) signal.removeEventListener("abort", stop);
    aborted.catch(() => undefined);
  }
}

/** Packs small runs together. */
function* jobsOf(scenarios: Iterable<Scenario>, keepRows: boolean): Iterable<Job> {
  let packed: Scenario[] = [];
  let agentSteps = 0;
  for (const scenario of scenarios) {
    packed.push(scenario);
    agentSteps += agentStepsOf(scenario);
    if (agentSteps < AGENT_STEPS_PER_JOB && packed.length < RUNS_PER_JOB) continue;
    yield { scenarios: packed, keepRows };
    packed = [];
    agentSteps = 0;
  }
  if (packed.length > 0) yield { scenarios: packed, keepRows };
}

/** Turns that a run may take. */
export function agentStepsOf({ spec }: Scenario): number {
  const { n_epochs, steps_per_epoch, max_actions_per_step } = spec.simulation;
  const agents = spec.agents.reduce((sum, { count }) => sum + count, 0);
  return n_epochs * steps_per_epoch * Math.min(agents, max_actions_per_step);
}

/** This program's own worker. */
const WORKER = new URL("./run-job.js", import.meta.url).href;
