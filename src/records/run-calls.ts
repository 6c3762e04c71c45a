import { join } from "node:path";
import type { RunCalls } from "../batch/model-runs.js";
import { Recorder } from "../llm/record.js";
import { Redactor } from "../llm/redact.js";
import { Replay } from "../llm/replay.js";
import { effectiveSpec } from "../scenario/effective-spec.js";
import { BUILT_IN } from "../scenario/extensions.js";
import { keyVariables } from "../scenario/open-models.js";
import type { Scenario } from "../scenario/spec.js";
import { AtomicFile } from "./atomic-file.js";
import { fingerprint } from "./canonical-json.js";
import { readCalls } from "./read-calls.js";
import { stoppedPath } from "./run-paths.js";

/**
 * Names the records of the calls of many runs, a file each in one folder: after the seed and what of the scenario can reach
 * a run, so that a run finds its record again wherever it stands among others, also when keys that are off have been added
 * since. Runs that are the same in all are numbered.
 */
class RecordNames {
  private readonly given = new Map<string, number>();

  of({ spec }: Scenario): string {
    const name = `seed_${spec.simulation.seed}_${fingerprint(effectiveSpec(spec)).slice(0, 12)}`;
    const times = (this.given.get(name) ?? 0) + 1;
    this.given.set(name, times);
    return times === 1 ? `${name}_calls.jsonl` : `${name}_${times}_calls.jsonl`;
  }
}

/**
 * Records the calls of many runs. A file is there from its run's first call on under a partial name; of a run that does not
 * come to its end it is kept as `stoppedPath` names it.
 *
 * @param clock milliseconds, for how long calls took
 */
export function recordedRuns(folder: string, clock: () => number): (scenario: Scenario) => RunCalls {
  const names = new RecordNames();
  return (scenario) => {
    const path = join(folder, names.of(scenario));
    let file: AtomicFile | undefined;
    const keep = () => void file?.keep(stoppedPath(path));
    const write = (line: string) => {
      if (file === undefined) {
        file = new AtomicFile(path, "stay");
        process.once("exit", keep);
      }
      file.write(line);
    };
    const redactor = new Redactor(process.env, keyVariables(scenario.spec, BUILT_IN));
    return {
      models: { recorder: new Recorder({ write, clock, redactor }) },
      ended(complete) {
        process.off("exit", keep);
        if (!complete) return keep();
        file?.close();
        file?.publish();
      },
    };
  };
}

/** Answers the calls of many runs from their records. */
export function replayedRuns(folder: string): (scenario: Scenario) => RunCalls {
  const names = new RecordNames();
  return (scenario) => {
    const { file, calls } = readCalls(join(folder, names.of(scenario)));
    const redactor = new Redactor(process.env, keyVariables(scenario.spec, BUILT_IN));
    return { models: { replay: new Replay({ file, calls, redactor }) }, ended: () => {} };
  };
}
