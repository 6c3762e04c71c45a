import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import type { Command } from "@commander-js/extra-typings";
import type { Subcommand } from "../../contract/subcommand.js";
import type { StudyRow } from "../../macpo/study-job.js";
import { type StudyPlan, studyJobs, studyPlan } from "../../macpo/study-plan.js";
import { studyRows } from "../../macpo/study-runs.js";
import type { JobJournal } from "../../records/job-journal.js";
import { lockResults } from "../../records/results-table-lock.js";
import { shownPath } from "../../records/shown-path.js";
import { interruptible } from "../interruptible.js";
import { SweepProgress } from "../sweep-progress.js";
import { threadsOption } from "../threads-option.js";
import { wholeNumber } from "../whole-number.js";
import { presetNames } from "./preset-named.js";
import { finishStudy, openStudy, type StudyFiles, studyFiles } from "./study-files.js";

/** What the note shows where nothing else is asked for. */
const SHOWN =
  "full,one-teacher,two-teachers,five-teachers,own-positives,random-negatives,no-negatives,frozen-teachers," +
  "random-filter,first-filter,vote-filter,oracle-filter,previous-reference,no-padding,cheap-refusals,six-rounds,one-teacher-six-rounds";

/** `swarm macpo study`: presets over seeds and folds, into one file for `swarm macpo note`. */
export const macpoStudy: Subcommand = {
  register(parent: Command): void {
    parent
      .command("study")
      .description(
        "Run presets over seeds and folds on all cores, into one file that `swarm macpo note` reads. A study that was " +
          "stopped, however, goes on where it was when the same command is given again, and ends with the same bytes.",
      )
      .option("--presets <names>", "which, separated by commas", SHOWN)
      .option("--seeds <number>", "seeds of each preset, from the first on", wholeNumber(2, 100_000), 20)
      .option("--seed-start <number>", "the first seed", wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
      .option("--folds <number>", "folds that the prompts are cut into; each is the test once", wholeNumber(2, 1000), 3)
      .option("--rounds <number>", "rounds (default: the preset's)", wholeNumber(1, 1000))
      .addOption(threadsOption())
      .option("--out <file>", "the file", "logs/macpo_study.json")
      .option("--restart", "throw away what an earlier study has left there, and start over")
      .option("--quiet", "print nothing but faults")
      .action(async ({ presets, seeds, seedStart, folds, rounds, threads, out, restart, quiet }) => {
        const names = presetNames(presets);
        const plan = studyPlan(names, { seeds, seedStart, folds, ...(rounds !== undefined && { rounds }) });
        const files = studyFiles(out);
        const release = lockResults(files.lock, ["another study", "writing this file"]);
        try {
          const journal = openStudy(plan, files, restart === true);
          const before = journal?.rows.length ?? studyJobs(plan).length;
          if (journal !== undefined) {
            const screen = quiet ? undefined : process.stderr;
            await addRuns(plan, files, journal, threads ?? availableParallelism(), screen);
          }
          const earlier = before === 0 ? "" : `, ${before} of them by an earlier command`;
          if (!quiet) process.stdout.write(`${studyJobs(plan).length} runs${earlier}: ${shownPath(files.study)}\n`);
        } finally {
          release();
        }
      });
  },
};

/** Does what is left to do. A signal or a crash leaves the rows that are there. */
async function addRuns(
  plan: StudyPlan,
  files: StudyFiles,
  journal: JobJournal<StudyRow>,
  threads: number,
  screen: NodeJS.WriteStream | undefined,
): Promise<void> {
  const jobs = studyJobs(plan);
  const progress = new SweepProgress("macpo study", jobs.length, journal.rows.length, screen);
  const last = () => {
    progress.end();
    const kept = `${journal.rows.length} of ${jobs.length} runs are kept in ${shownPath(files.partial)}`;
    process.stderr.write(`interrupted: ${kept}; the same command continues after them\n`);
  };
  try {
    await interruptible(async () => {
      for await (const row of studyRows(jobs.slice(journal.rows.length), threads)) {
        journal.add(row);
        await progress.add();
        await setImmediate();
      }
    }, last);
  } finally {
    progress.end();
    journal.close();
  }
  finishStudy(plan, files, journal);
}
