import type { Command } from "@commander-js/extra-typings";
import { defineCommand, EXIT } from "../contract/command.js";
import { checkOutputs } from "../records/check-outputs.js";
import type { Manifest } from "../records/manifest.js";
import { type RecordedRun, recordRun } from "../records/record-run.js";
import type { RunModelOptions } from "../records/run-models.js";
import { type PathOptions, type RunPaths, runPaths, stoppedPath } from "../records/run-paths.js";
import { shownPath } from "../records/shown-path.js";
import type { Scenario } from "../scenario/spec.js";
import { callOptions, callsGiven } from "./call-options.js";
import { interruptible } from "./interruptible.js";
import { RunProgress } from "./progress.js";
import { runSummary } from "./run-summary.js";
import { examineRun } from "./run-validity.js";
import { loadScenarios, scenarioOptions } from "./scenario-options.js";

/** `swarm run`: plays scenarios one after another and writes what happened. */
export const runCommand = defineCommand({
  name: "run",
  register(program: Command): void {
    program
      .command("run")
      .description(
        "Run scenarios, one after another, and write an event log, a metrics table (a row per epoch), an agents table " +
          "and a manifest for each. All files are checked before the first run starts; nothing is written when one is " +
          "refused. Without --out, files go where the scenario's outputs say, else to logs/<scenario_id>_...",
      )
      .argument("<file...>", "scenario files")
      .addOption(scenarioOptions.seed())
      .addOption(scenarioOptions.epochs())
      .addOption(scenarioOptions.steps())
      .addOption(scenarioOptions.set())
      .option("--out <folder>", "folder for all files of the run")
      .option("--events <path>", 'where the event log goes, or "none"')
      .option("--metrics <path>", 'where the metrics table goes, or "none"')
      .addOption(scenarioOptions.compat())
      .addOption(callOptions.replay())
      .addOption(callOptions.calls())
      .addOption(callOptions.tokens())
      .addOption(callOptions.cost())
      .option("--check", "end with 3 when a success criterion fails or cannot be checked")
      .option("--quiet", "print nothing but faults")
      .option("--json", "print the manifest, or a list of them for several files, instead of a summary")
      .action(async (files, { check, quiet, json, ...options }) => {
        const scenarios = loadScenarios(files, options);
        const models = callsGiven(scenarios, options);
        const plan = planned(scenarios, options, models);
        const manifests: Manifest[] = [];
        for (const { scenario, paths } of plan) {
          const run = await recorded(scenario, paths, models, quiet === true);
          manifests.push(run.manifest);
          if (!quiet && !json) process.stdout.write(`${manifests.length > 1 ? "\n\n" : ""}${runSummary(run)}\n`);
        }
        if (json && !quiet)
          process.stdout.write(`${JSON.stringify(files.length > 1 ? manifests : manifests[0], null, 2)}\n`);
        if (check) demand(manifests);
      });
  },
});

interface Planned {
  readonly scenario: Scenario;
  readonly paths: RunPaths;
}

/** @throws InputError with every output that cannot be written, of all runs */
function planned(
  scenarios: readonly Scenario[],
  options: PathOptions,
  { replay }: RunModelOptions,
): readonly Planned[] {
  const replayed = replay === undefined ? [] : [{ path: replay.file, what: "the record of calls that is replayed," }];
  const paths = checkOutputs(
    scenarios.map(({ file, spec, material }) => {
      const named = (material?.files ?? []).map(({ path, role }) => ({ path, what: `the file of ${role}` }));
      const reads = [...named, ...replayed];
      const { calls, ...others } = runPaths(spec, options);
      // A replay makes no calls that could be recorded.
      return { file, paths: replay === undefined ? { ...others, calls } : others, reads };
    }),
  );
  return scenarios.flatMap((scenario, at) => (paths[at] === undefined ? [] : [{ scenario, paths: paths[at] }]));
}

async function recorded(
  scenario: Scenario,
  paths: RunPaths,
  models: RunModelOptions,
  quiet: boolean,
): Promise<RecordedRun> {
  const progress = new RunProgress(scenario.spec, quiet ? undefined : process.stderr);
  const command = ["swarm", ...process.argv.slice(2)];
  const interrupted = () => {
    progress.end();
    const kept =
      paths.calls === undefined ? "" : `; calls of models are kept in ${shownPath(stoppedPath(paths.calls))}`;
    process.stderr.write(`interrupted: nothing of ${scenario.spec.scenario_id} was written${kept}\n`);
  };
  try {
    const options = { command, watcher: progress.watch, examine: examineRun, models };
    return await interruptible(() => recordRun(scenario, paths, options), interrupted);
  } finally {
    progress.end();
  }
}

/** Says which criteria are not met and has the process end with 3. */
function demand(manifests: readonly Manifest[]): void {
  for (const { scenario, criteria } of manifests) {
    for (const { key, verdict } of criteria) {
      if (verdict === "PASS") continue;
      process.stderr.write(`${scenario.file}: ${key}: ${verdict}\n`);
      process.exitCode = EXIT.criterionFailed;
    }
  }
}
