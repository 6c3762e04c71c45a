import { setImmediate } from "node:timers/promises";
import type { TrainingFolder } from "../../records/training-folder.js";
import { type LogRow, logRow, supervisedLogRow } from "../../waltz/training/log-row.js";
import { splitState } from "../../waltz/training/state-arrays.js";
import type { SupervisedTrainer } from "../../waltz/training/supervised-trainer.js";
import { Trainer } from "../../waltz/training/trainer.js";
import { timeLeft } from "../progress.js";

/** Longest time, in milliseconds, that steps keep signals waiting; and between two versions of the line of progress. */
const YIELD_EVERY = 100;

/** Where the line of progress goes; undefined where nobody sees it. */
export type Screen = { write(text: string): unknown } | undefined;

/** Makes the steps that are left, appends their rows, and keeps a checkpoint now and then and at the end. */
export async function makeSteps(
  trainer: Trainer | SupervisedTrainer,
  iterations: number,
  folder: TrainingFolder,
  rows: LogRow[],
  checkpointEvery: number,
  screen: Screen,
): Promise<void> {
  const [first, began] = [trainer.iteration, performance.now()];
  let shown = began;
  while (trainer.iteration < iterations) {
    rows.push(trainer instanceof Trainer ? logRow(trainer.step()) : supervisedLogRow(trainer.step()));
    const done = trainer.iteration;
    if (done % checkpointEvery === 0 || done === iterations) folder.keep(splitState(trainer.save()), rows);
    const now = performance.now();
    if (now - shown < YIELD_EVERY) continue;
    shown = now;
    await setImmediate();
    const left = timeLeft((((now - began) / 1000) * (iterations - done)) / (done - first));
    const reward = rows.at(-1)?.final_reward;
    const figure = typeof reward === "number" ? `, reward of final answers ${reward.toFixed(2)}` : "";
    screen?.write(`\r\x1b[2Kstep ${done}/${iterations}, ${left}${figure}`);
  }
  wipe(screen);
}

export function wipe(screen: Screen): void {
  screen?.write("\r\x1b[2K");
}
