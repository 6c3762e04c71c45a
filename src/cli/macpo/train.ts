import { setImmediate } from "node:timers/promises";
import type { Command } from "@commander-js/extra-typings";
import type { Subcommand } from "../../contract/subcommand.js";
import type { MacpoConfig } from "../../macpo/config.js";
import { readConfig } from "../../macpo/config-document.js";
import { MacpoRun } from "../../macpo/run.js";
import { lockResults } from "../../records/results-table-lock.js";
import { shownPath } from "../../records/shown-path.js";
import { parseOverride } from "../../scenario/overrides.js";
import { readSource } from "../../scenario/source-text.js";
import { interruptible } from "../interruptible.js";
import { scenarioOptions } from "../scenario-options.js";
import { presetNamed } from "./preset-named.js";
import { latestCheckpoint, type TrainingFiles, trainingFiles, writeProgress } from "./training-files.js";
import { trainingText } from "./training-text.js";

/** `swarm macpo train`: one run of the method, a checkpoint after each round. */
export const macpoTrain: Subcommand = {
  register(parent: Command): void {
    parent
      .command("train")
      .description(
        "Train from a configuration (YAML), a preset, or the defaults. A checkpoint follows each round: a run that was " +
          "stopped, however, goes on where it was when the same command is given again, and ends with the same bytes. " +
          "More rounds of a finished run are added to it.",
      )
      .argument("[config]", "configuration file (YAML)")
      .option("--preset <name>", "start from a preset; see `swarm macpo presets`")
      .addOption(scenarioOptions.set())
      .addOption(scenarioOptions.seed())
      .option("--out <folder>", "folder for all files", "logs")
      .option("--restart", "throw away the checkpoints of an earlier run of that name, and start over")
      .option("--quiet", "print nothing but faults")
      .option("--json", "print the log of the rounds, one JSON object a line")
      .action(async (file, { preset, set = [], seed, out, restart, quiet, json }) => {
        const config = readConfig({
          preset: { name: preset ?? "macpo", ...presetNamed(preset).changes },
          ...(file !== undefined && { file: { name: file, text: readSource(file, "configuration") } }),
          overrides: [...set, ...(seed === undefined ? [] : [`seed=${seed}`])].map(parseOverride),
        });
        const files = trainingFiles(config.name, out);
        const release = lockResults(files.lock, ["another training", "writing these files"]);
        try {
          const run = await train(config, files, { restart: restart === true, quiet: quiet === true });
          if (json) process.stdout.write(run.records.map((record) => `${JSON.stringify(record)}\n`).join(""));
          else if (!quiet) process.stdout.write(trainingText(run, files));
        } finally {
          release();
        }
      });
  },
};

interface Options {
  readonly restart: boolean;
  readonly quiet: boolean;
}

async function train(config: MacpoConfig, files: TrainingFiles, { restart, quiet }: Options): Promise<MacpoRun> {
  const saved = latestCheckpoint(config, files, restart);
  const run = saved === undefined ? new MacpoRun(config) : MacpoRun.restored(config, saved);
  const screen = quiet || !process.stderr.isTTY ? undefined : process.stderr;
  const show = (text: string) => screen?.write(`\r\x1b[2K${text}`);
  const last = () => {
    show("");
    const reached = run.records.length === 0 ? "nothing is kept" : `round ${run.records.length - 1} is kept`;
    process.stderr.write(`interrupted: ${reached} in ${shownPath(files.folder)}; the same command goes on after it\n`);
  };
  await interruptible(async () => {
    if (saved !== undefined) writeProgress(run, files);
    while (!run.finished) {
      show(`${config.name}: round ${run.records.length} of ${config.rounds}`);
      await setImmediate();
      run.next();
      writeProgress(run, files);
    }
    show("");
  }, last);
  return run;
}
