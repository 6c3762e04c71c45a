import { performance } from "node:perf_hooks";
import { judgedSystems } from "../../waltz/evaluation/judged-systems.js";
import type { CallOptions } from "../call-options.js";
import { CountProgress } from "./count-progress.js";
import { modelsNamed, openNamed } from "./evaluate-models.js";
import type { EvaluatedSource } from "./evaluate-run.js";
import { fittingJudge, judgeNamed, labellerOf, recordedAnswers } from "./evaluate-source.js";

/** Who labels answers. */
export interface JudgeOptions extends CallOptions {
  readonly judge?: readonly string[] | undefined;
  readonly judgeModel?: string | undefined;
  readonly set?: readonly string[] | undefined;
}

export interface RecordedOptions extends JudgeOptions {
  readonly recorded?: string | undefined;
}

/** Answers on record, by people's labels where there are some, with judges beside them. @throws InputError */
export async function recordedEvaluation(path: string, options: JudgeOptions): Promise<EvaluatedSource> {
  const { items, files } = recordedAnswers(path);
  const definitions = (options.judge ?? [fittingJudge(items)]).map(judgeNamed);
  const named = modelsNamed({ judge: options.judgeModel }, options.set ?? []);
  const { models, close } = await openNamed(named, options, undefined, () => performance.now());
  const progress = new CountProgress("labelling", items.length * (definitions.length + 1), process.stderr);
  try {
    const labellers = definitions.map((definition) => labellerOf(definition, models.judge));
    const systems = await judgedSystems(items, labellers, progress.add);
    return { kind: "recorded", what: "recorded answers", settings: {}, files, systems, capability: [] };
  } finally {
    progress.end();
    await close();
  }
}
