import type { Static } from "@sinclair/typebox";
import { type BUDGET, Budget } from "../llm/budget.js";
import { Recorder } from "../llm/record.js";
import { Redactor } from "../llm/redact.js";
import { Replay } from "../llm/replay.js";
import type { Extensions } from "../scenario/extensions.js";
import { keyVariables, type ModelOptions, type Pacers } from "../scenario/open-models.js";
import type { ScenarioSpec } from "../scenario/spec.js";
import type { AtomicFile } from "./atomic-file.js";
import type { ReadCalls } from "./read-calls.js";

/** How a recorded run asks models. */
export interface RunModelOptions {
  /** What the run may spend, on all models together. */
  readonly budget?: Static<typeof BUDGET>;
  /** What it belongs to may spend besides. */
  readonly budgets?: readonly Budget[];
  /** Recorded calls that answer in place of models. */
  readonly replay?: ReadCalls;
  readonly pacers?: Pacers;
}

/** The parts of a run's models that outlive the run. */
export interface RunModels {
  readonly options: ModelOptions;
  /** Recorded calls that were never asked for; undefined where nothing is replayed. */
  left(): number | undefined;
}

/**
 * @param calls takes the record of calls; nothing is recorded of a replay
 * @param clock milliseconds, for how long calls took
 */
export function runModels(
  spec: ScenarioSpec,
  extensions: Extensions,
  calls: Pick<AtomicFile, "write"> | undefined,
  clock: () => number,
  { budget, budgets = [], replay, pacers }: RunModelOptions,
): RunModels {
  const redactor = new Redactor(process.env, keyVariables(spec, extensions));
  if (replay !== undefined) {
    const player = new Replay({ file: replay.file, calls: replay.calls, redactor });
    return { options: { replay: player }, left: () => player.left };
  }
  const own = budget === undefined ? [] : [new Budget("run", budget)];
  const recorder = calls && new Recorder({ write: (line) => calls.write(line), clock, redactor });
  const options = { budgets: [...own, ...budgets], ...(recorder && { recorder }), ...(pacers && { pacers }) };
  return { options, left: () => undefined };
}
