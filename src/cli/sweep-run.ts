import type { Finding } from "../analysis/validity/finding.js";
import type { SweepModelOptions } from "../batch/model-runs.js";
import type { ManyOptions } from "../batch/simulate-many.js";
import type { Study } from "../batch/study.js";
import { studyRuns } from "../batch/study-runs.js";
import { threadsFor } from "../batch/study-threads.js";
import { lockResults } from "../records/results-table-lock.js";
import type { SweepPaths } from "../records/results-table-paths.js";
import { finishSweep, startSweep } from "../records/results-table-start.js";
import { ResultsWriter } from "../records/results-table-writer.js";
import { shownPath } from "../records/shown-path.js";
import type { MaterialFile } from "../scenario/material.js";
import { interruptible } from "./interruptible.js";
import { PointWatch } from "./point-watch.js";
import { SweepProgress } from "./sweep-progress.js";

export interface SweepRunOptions {
  /** Files that the scenarios of the study name. */
  readonly material: readonly MaterialFile[];
  /** How runs ask models, where they do. */
  readonly models?: SweepModelOptions;
  readonly threads?: number;
  /** Throws away what an earlier sweep has left. */
  readonly restart: boolean;
  readonly quiet: boolean;
}

/** Runs that were there already, and those that this sweep has added. */
export interface SweepRun {
  readonly before: number;
  readonly added: number;
  /** What keeps the runs that were added from showing what they seem to show; a point is an arm. */
  readonly validity: readonly Finding[];
}

/**
 * Completes the results table of a study: from the start, or after the rows that an earlier sweep has left. A signal, a
 * full disk or a crash leaves the rows that are there.
 *
 * @throws InputError when the files cannot be used or written
 */
export async function runSweep(study: Study, paths: SweepPaths, options: SweepRunOptions): Promise<SweepRun> {
  const release = lockResults(paths.lock);
  try {
    const { extent, complete } = await startSweep({ study, material: options.material }, paths, options.restart);
    if (complete) return { before: study.runs, added: 0, validity: [] };
    const writer = new ResultsWriter(paths.partial, study, extent);
    const screen = options.quiet ? undefined : process.stderr;
    const progress = new SweepProgress(study.name, study.runs, extent.rows, screen);
    const interrupted = () => {
      progress.end();
      const kept = `${progress.done} of ${study.runs} runs are kept in ${shownPath(paths.partial)}`;
      process.stderr.write(`interrupted: ${kept}; the same command continues after them\n`);
    };
    const watch = new PointWatch(study);
    try {
      await interruptible(
        () =>
          addRuns(study, writer, extent.rows, progress, watch, {
            threads: options.threads ?? threadsFor(study),
            ...(options.models && { models: options.models }),
          }),
        interrupted,
      );
    } catch (error) {
      writer.abandon();
      throw error;
    } finally {
      progress.end();
    }
    writer.publish(paths.results);
    finishSweep(paths);
    return { before: extent.rows, added: study.runs - extent.rows, validity: watch.findings() };
  } finally {
    release();
  }
}

async function addRuns(
  study: Study,
  writer: ResultsWriter,
  from: number,
  progress: SweepProgress,
  watch: PointWatch,
  options: ManyOptions,
): Promise<void> {
  for await (const run of studyRuns(study, from, options)) {
    writer.add(run);
    watch.add(run);
    await progress.add();
  }
}
