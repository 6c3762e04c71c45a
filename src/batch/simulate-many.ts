import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import type { Scenario } from "../scenario/spec.js";
import { asksModels, MODEL_RUNS_AT_ONCE, ModelRuns, type SweepModelOptions } from "./model-runs.js";
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
  /** For runs that ask models. */
  readonly models?: SweepModelOptions;
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
 * threads: with more than one, agents, levers and metrics are the built-in ones or those of `worker`. Runs that ask models
 * go on at once in this thread, and share the pacers of their models.
 *
 * @throws StoppedError when models can be asked no more
 */
export async function* simulateMany(
  scenarios: Iterable<Scenario>,
  { threads = availableParallelism(), keepRows = false, worker = WORKER, signal, models }: ManyOptions = {},
): AsyncGenerator<Outcome> {
  const ending = new AbortController();
  const modelRuns = new ModelRuns(models, ending.signal);
  let pool: Piscina | undefined;
  const asking = new Set<Promise<unknown>>();
  const start = (job: Job | ModelJob): Promise<Outcome[]> => {
    if ("scenario" in job) {
      const run = modelRuns.run(job.scenario, keepRows);
      asking.add(run);
      return run.then((outcome) => [outcome]).finally(() => asking.delete(run));
    }
    if (threads === 1) return runJob(job);
    pool ??= new Piscina({
      filename: worker,
      minThreads: threads,
      maxThreads: threads,
      recordTiming: false,
      resourceLimits: RESOURCES,
    });
    return pool.run(job, { name: "runJob" }) as Promise<Outcome[]>;
  };
  const running: Promise<Outcome[]>[] = [];
  try {
    for (const job of jobsOf(scenarios, keepRows)) {
      signal?.throwIfAborted();
      const started = start(job);
      // Whoever waits for it is told; until then it may wait its turn.
      started.catch(() => undefined);
      running.push(started);
      const most = "scenario" in job ? MODEL_RUNS_AT_ONCE : threads === 1 ? 1 : threads * JOBS_PER_THREAD;
      while (running.length >= most) yield* await first(running, signal);
    }
    while (running.length > 0) yield* await first(running, signal);
  } finally {
    // Calls under way are paid for: they end, and are recorded, before this does.
    ending.abort();
    await Promise.allSettled(asking);
    await pool?.destroy();
  }
}

/** The oldest job's outcomes, unless the signal comes first. */
async function first(running: Promise<Outcome[]>[], signal: AbortSignal | undefined): Promise<Outcome[]> {
  if (signal === undefined) {
    const outcomes = await running[0];
    running.shift();
    return outcomes;
  }
  signal.throwIfAborted();
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

/** A run that asks models. */
interface ModelJob {
  readonly scenario: Scenario;
}

/** Packs small runs together; those that ask models stand alone. */
function* jobsOf(scenarios: Iterable<Scenario>, keepRows: boolean): Iterable<Job | ModelJob> {
  let packed: Scenario[] = [];
  let agentSteps = 0;
  for (const scenario of scenarios) {
    const alone = asksModels(scenario);
    if (!alone) {
      packed.push(scenario);
      agentSteps += agentStepsOf(scenario);
      if (agentSteps < AGENT_STEPS_PER_JOB && packed.length < RUNS_PER_JOB) continue;
    }
    if (packed.length > 0) yield { scenarios: packed, keepRows };
    if (alone) yield { scenario };
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
