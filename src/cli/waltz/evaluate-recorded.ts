import { performance } from "node:perf_hooks";
import type { AtomicFile } from "../../records/atomic-file.js";
import { judgedSystems } from "../../waltz/evaluation/judged-systems.js";
import type { CallOptions } from "../call-options.js";
import { CountProgress } from "./count-progress.js";
import { identitiesOf, modelsNamed, openNamed, unasked } from "./evaluate-models.js";
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

/**
 * Answers on record, by people's labels where there are some, with judges beside them.
 *
 * @param openCalls opens the record of a judging model's calls; undefined keeps none
 * @throws InputError; StoppedError where that model cannot be asked or a budget is spent
 */
export async function recordedEvaluation(
  path: string,
  options: JudgeOptions,
  openCalls: (() => AtomicFile) | undefined,
): Promise<EvaluatedSource> {
  const { items, files, ignored = [] } = recordedAnswers(path);
  const definitions = (options.judge ?? [fittingJudge(items)]).map(judgeNamed);
  const named = modelsNamed({ judge: options.judgeModel }, options.set ?? []);
  const asks = named.judge !== undefined && options.replayCalls === undefined;
  const calls = asks ? openCalls?.() : undefined;
  const { models, left, close } = await openNamed(named, options, calls, () => performance.now());
  const progress = new CountProgress("labelling", items.length * (definitions.length + 1), process.stderr);
  try {
    const labellers = definitions.map((definition) => labellerOf(definition, models.judge));
    const systems = await judgedSystems(items, labellers, progress.add);
    calls?.close();
    const settings = { models: identitiesOf(named) };
    const useless = ignored.length === 0 ? [] : [`Fields without a use: ${ignored.join(", ")}.`];
    const remarks = [...useless, ...unasked(left())];
    return { kind: "recorded", what: "recorded answers", settings, files, systems, capability: [], remarks };
  } finally {
    progress.end();
    await close();
  }
}
