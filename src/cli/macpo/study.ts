import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Command } from "@commander-js/extra-typings";
import type { Subcommand } from "../../contract/subcommand.js";
import type { StudyJob, StudyRow } from "../../macpo/study-job.js";
import { studyRows } from "../../macpo/study-runs.js";
import { AtomicFile } from "../../records/atomic-file.js";
import { shownPath } from "../../records/shown-path.js";
import { TOOL } from "../../records/tool.js";
import { interruptible } from "../interruptible.js";
import { SweepProgress } from "../sweep-progress.js";
import { threadsOption } from "../threads-option.js";
import { wholeNumber } from "../whole-number.js";
import { presetNamed } from "./preset-named.js";

/** What the note shows where nothing else is asked for. */
const SHOWN =
  "full,one-teacher,two-teachers,five-teachers,own-positives,random-negatives,no-negatives,frozen-teachers," +
  "random-filter,first-filter,vote-filter,oracle-filter,previous-reference,no-padding,cheap-refusals,six-rounds,one-teacher-six-rounds";

/** `swarm macpo study`: presets over seeds and folds, into one file for `swarm macpo note`. */
export const macpoStudy: Subcommand = {
  register(parent: Command): void {
    parent
      .command("study")
      .description("Run presets over seeds and folds on all cores, into one file that `swarm macpo note` reads.")
      .option("--presets <names>", "which, separated by commas", SHOWN)
      .option("--seeds <number>", "seeds of each preset, from the first on", wholeNumber(2, 100_000), 20)
      .option("--seed-start <number>", "the first seed", wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
      .option("--folds <number>", "folds that the prompts are cut into; each is the test once", wholeNumber(2, 1000), 3)
      .option("--rounds <number>", "rounds (default: the preset's)", wholeNumber(1, 1000))
      .addOption(threadsOption())
      .option("--out <file>", "the file", "logs/macpo_study.json")
      .option("--quiet", "print nothing but faults")
      .action(async ({ presets, seeds, seedStart, folds, rounds, threads, out, quiet }) => {
        const names = [...new Set(presets.split(",").map((name) => presetNamed(name.trim()).name))];
        const jobs = jobsOf(names, seeds, seedStart, folds, rounds);
        const path = resolve(out);
        const file = new AtomicFile(path);
        process.once("exit", () => file.discard());
        const progress = new SweepProgress("macpo study", jobs.length, 0, quiet ? undefined : process.stderr);
        try {
          const rows: StudyRow[] = [];
          await interruptible(
            async () => {
              for await (const row of studyRows(jobs, threads ?? availableParallelism())) {
                rows.push(row);
                await progress.add();
                await setImmediate();
              }
            },
            () => {
              progress.end();
              process.stderr.write("interrupted: nothing is written\n");
            },
          );
          file.write(studyText(names, seeds, seedStart, folds, rows));
          file.close();
          file.publish();
        } catch (error) {
          file.discard();
          throw error;
        } finally {
          progress.end();
        }
        if (!quiet) process.stdout.write(`${jobs.length} runs: ${shownPath(path)}\n`);
      });
  },
};

function jobsOf(presets: readonly string[], seeds: number, start: number, folds: number, rounds?: number): StudyJob[] {
  return presets.flatMap((preset) =>
    Array.from({ length: seeds }, (_, i) => start + i).flatMap((seed) =>
      Array.from({ length: folds }, (_, fold) => ({
        preset,
        seed,
        fold,
        folds,
        ...(rounds !== undefined && { rounds }),
      })),
    ),
  );
}

/** One row a line. */
function studyText(
  presets: readonly string[],
  seeds: number,
  seed_start: number,
  folds: number,
  rows: readonly StudyRow[],
): string {
  const head = JSON.stringify({ macpo_study_version: 1, tool: TOOL, presets, seeds, seed_start, folds });
  return `${head.slice(0, -1)},"rows":[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]}\n`;
}
