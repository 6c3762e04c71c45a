import { join } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { analyseSweep, type SweepAnalysis } from "../analysis/sweep/analyse-sweep.js";
import type { Finding } from "../analysis/validity/finding.js";
import { InputError } from "../base/errors.js";
import { didYouMean } from "../base/nearest.js";
import { loadStudy, type Study } from "../batch/study.js";
import { checkStudy, type StudyCheck } from "../batch/study-check.js";
import { scenarioAt } from "../batch/study-point.js";
import { defineCommand, EXIT } from "../contract/command.js";
import { type SweepPaths, sweepPaths } from "../records/results-table-paths.js";
import { readResults } from "../records/results-table-reader.js";
import { studyRecord } from "../records/study-record.js";
import { writeFiles } from "../records/write-files.js";
import type { Scenario } from "../scenario/spec.js";
import { batchCalls } from "./batch-calls.js";
import { type CallOptions, callOptions } from "./call-options.js";
import { validitySection } from "./run-validity.js";
import { sweepReport } from "./sweep-report.js";
import { runSweep } from "./sweep-run.js";
import { sweepHead, sweepPlan } from "./sweep-text.js";
import { threadsOption } from "./threads-option.js";

/** `swarm sweep`: all points of a study with all its seeds, one table, and what it says. */
export const sweepCommand = defineCommand({
  name: "sweep",
  register(program: Command): void {
    program
      .command("sweep")
      .description(
        "Run a scenario at every point of a design (grid, random, Latin hypercube, Saltelli), with the same seeds at " +
          "each, into one results table; then say which factor moves which figure, and where harm and welfare trade " +
          "off. A sweep that was stopped goes on where it was when the same command is given again.",
      )
      .argument("<study>", "study file (YAML)")
      .option("--out <folder>", "folder for all files of the sweep", "logs")
      .addOption(threadsOption(", fewer for tiny runs"))
      .option("--dry-run", "check everything and print the plan, run nothing")
      .option("--restart", "throw away what an earlier sweep has left, and start over")
      .option("--metrics <names>", "figures to show, separated by commas; all are in the files", (names) =>
        names.split(",").map((name) => name.trim()),
      )
      .addOption(callOptions.replayFolder())
      .addOption(callOptions.calls())
      .addOption(callOptions.tokens())
      .addOption(callOptions.cost())
      .option("--quiet", "print nothing but faults")
      .option("--json", "print the analysis instead of a summary")
      .action(async (file, { out, threads, dryRun, restart, metrics, quiet, json, ...calls }) => {
        const study = loadStudy(file);
        const shown = chosen(study, metrics);
        const check = checkStudy(study);
        const paths = sweepPaths(study.name, out);
        const models = batchCalls(
          asked(calls) ? firstScenario(study) : [],
          join(out, `${study.name}_calls`),
          "sweep",
          calls,
        );
        const say = (text: string) => quiet || process.stdout.write(`${text}\n`);
        if (dryRun) {
          say(sweepPlan(study, check, paths));
          return;
        }
        if (!json) say(sweepHead(study));
        const run = await runSweep(study, paths, {
          material: check.material,
          models,
          restart: restart === true,
          quiet: quiet === true,
          ...(threads === undefined ? {} : { threads }),
        });
        const analysis = await analyseSweep(study, () => readResults(paths.results, study));
        const text = analysisText(study, check, paths, analysis);
        say(json ? text.trimEnd() : sweepReport({ study, check, run, analysis, paths, shown }));
        if (!json && run.added > 0) say(`\n${validitySection(run.validity.map(named))}`);
        if (analysis.failed > 0) process.exitCode = EXIT.failed;
      });
  },
});

function asked(calls: CallOptions): boolean {
  return Object.values(calls).some((value) => value !== undefined);
}

/** The scenario of the first point, which stands for all when it comes to whether models are asked. */
function firstScenario(study: Study): readonly Scenario[] {
  const [first] = study.design.points();
  return first === undefined ? [] : [scenarioAt(study, first.settings)];
}

/** The finding with the points it was made at: the first few by name. */
function named({ arms = [], ...finding }: Finding): Finding {
  if (arms.length === 0) return finding;
  const more = arms.length > 4 ? ` and ${arms.length - 4} more` : "";
  return { ...finding, message: `${arms.slice(0, 4).join(", ")}${more}: ${finding.message}` };
}

/** @throws InputError for a figure that the study does not keep */
function chosen({ metrics }: Study, asked: readonly string[] | undefined): readonly string[] {
  const preferred = ["toxicity_rate", "net_social_welfare"].filter((name) => metrics.includes(name));
  if (asked === undefined) return preferred.length > 0 ? preferred : metrics.slice(0, 2);
  const unknown = asked.filter((name) => !metrics.includes(name));
  if (unknown.length > 0) {
    throw new InputError(
      unknown.map((name) => ({
        message: `the study does not keep "${name}"${didYouMean(name, metrics)}; it keeps ${metrics.join(", ")}`,
        place: { file: "--metrics" },
      })),
    );
  }
  return asked;
}

/** Writes the analysis beside the table, and hands out what was written. */
function analysisText(study: Study, check: StudyCheck, paths: SweepPaths, analysis: SweepAnalysis): string {
  const { tool, fingerprint } = studyRecord(study, check.material);
  const head = { analysis_version: 1, tool, study: study.name, fingerprint, estimand: study.estimand };
  const text = `${JSON.stringify({ ...head, ...analysis }, null, 2)}\n`;
  writeFiles(new Map([[paths.analysis, text]]));
  return text;
}
