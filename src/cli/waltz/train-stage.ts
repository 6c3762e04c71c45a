import { drawChart } from "../../analysis/report/draw-chart.js";
import { onLightPaper } from "../../analysis/report/palette.js";
import { agentFile } from "../../learning/learned-agent.js";
import { TOOL } from "../../records/tool.js";
import { TrainingFolder } from "../../records/training-folder.js";
import { AGENTS } from "../../waltz/environments/environment.js";
import { pairTexts, type StoredPair } from "../../waltz/trained-pair.js";
import type { LogRow } from "../../waltz/training/log-row.js";
import type { StageSettings } from "../../waltz/training/settings.js";
import { joinState } from "../../waltz/training/state-arrays.js";
import { trainingChart } from "../../waltz/training/training-chart.js";
import { interruptible } from "../interruptible.js";
import type { TrainOptions } from "./train-options.js";
import { trainingPlan } from "./train-plan.js";
import { makeSteps, wipe } from "./train-steps.js";
import { trainingText } from "./train-text.js";

const CHART = "chart.svg";
/** Folder of the pair as it came into the training. */
const BEFORE = "before/";

/**
 * Trains one stage, from where an earlier sitting stopped, and tells what it ended with.
 *
 * @param given names of the options that stand on the command line
 */
export async function trainStage(
  stage: StageSettings["stage"],
  options: TrainOptions,
  given: ReadonlySet<string>,
): Promise<void> {
  const { environment, method, out = `models/waltz_${environment}_${stage}` } = options;
  const screen = options.quiet || !process.stderr.isTTY ? undefined : process.stderr;
  const plan = await interruptible(
    () => trainingPlan(stage, options, given, screen),
    () => process.stderr.write("interrupted before the first step\n"),
  );
  const { settings, trainer, identity } = plan;
  const before = plan.weights();
  const beside = { ...pairFiles(plan.start, BEFORE), ...plan.beside };
  const folder = new TrainingFolder(out, identity);
  if (options.restart) folder.clear([...AGENTS.map(agentFile), ...Object.keys(beside), CHART]);
  const earlier = folder.open();
  const rows: LogRow[] = [...(earlier?.rows ?? [])];
  if (earlier !== undefined) trainer.restore(joinState(earlier.checkpoint) as never);
  const resumed = trainer.iteration;
  const started = new Date();
  await interruptible(
    async () => {
      await makeSteps(trainer, settings.iterations, folder, rows, options.checkpointEvery, screen);
      const chart = await drawChart(trainingChart(`${environment}, ${stage}`, rows));
      const results = {
        ...beside,
        ...pairFiles(plan.pair()),
        [CHART]: onLightPaper(chart),
      };
      const weights = { before, after: plan.weights() };
      const times = { started: started.toISOString(), ended: new Date().toISOString() };
      folder.finish(rows, results, {
        tool: TOOL,
        command: process.argv.slice(2),
        ...identity,
        resumed,
        weights,
        ...times,
      });
    },
    () => {
      wipe(screen);
      const kept = trainer.iteration - (trainer.iteration % options.checkpointEvery);
      process.stderr.write(`interrupted: the same command goes on after step ${Math.max(resumed, kept)}\n`);
    },
  );
  if (options.quiet) return;
  const added = Object.keys(plan.beside);
  const summary = {
    out,
    beside: added,
    environment,
    stage,
    method,
    settings,
    resumed,
    rows,
    before,
    after: plan.weights(),
  };
  process.stdout.write(trainingText(summary, options.json === true));
}

/** The files of a pair by their names. */
function pairFiles(pair: StoredPair, folder = ""): Readonly<Record<string, string>> {
  const texts = pairTexts(pair);
  return Object.fromEntries(AGENTS.map((agent) => [`${folder}${agentFile(agent)}`, texts[agent]]));
}
