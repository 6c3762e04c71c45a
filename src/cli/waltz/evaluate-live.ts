import { performance } from "node:perf_hooks";
import { InputError } from "../../base/errors.js";
import type { Trigger } from "../../pair/exchange.js";
import type { AtomicFile } from "../../records/atomic-file.js";
import { fingerprint } from "../../records/canonical-json.js";
import { sitTasks } from "../../waltz/evaluation/capability/sit-tasks.js";
import { CAPABILITY_TASKS } from "../../waltz/evaluation/capability/tasks.js";
import { judgedSystems } from "../../waltz/evaluation/judged-systems.js";
import { type LivePair, liveExchanges } from "../../waltz/evaluation/live-exchanges.js";
import { textRollouts } from "../../waltz/evaluation/text-rollouts.js";
import { CountProgress } from "./count-progress.js";
import { identitiesOf, modelsNamed, openNamed, unasked } from "./evaluate-models.js";
import type { JudgeOptions } from "./evaluate-recorded.js";
import type { EvaluatedSource } from "./evaluate-run.js";
import { fittingJudge, judgeNamed, labellerOf, promptsToAsk } from "./evaluate-source.js";

export interface LiveOptions extends JudgeOptions {
  readonly conversation?: string | undefined;
  readonly feedback?: string | undefined;
  readonly data?: string | undefined;
  readonly trigger?: Trigger | undefined;
  readonly maxRounds?: number | undefined;
  readonly seed?: number | undefined;
  readonly capability?: true | undefined;
}

/**
 * Models that are asked now, one prompt after the other.
 *
 * @param openCalls opens the record of calls; undefined keeps none
 * @throws InputError; StoppedError where a model cannot be asked or a budget is spent
 */
export async function liveEvaluation(
  options: LiveOptions,
  openCalls: (() => AtomicFile) | undefined,
): Promise<EvaluatedSource> {
  const { conversation, feedback, judgeModel, seed = 1, data = "" } = options;
  const { trigger = feedback === undefined ? "off" : "adaptive", maxRounds = trigger === "off" ? 0 : 1 } = options;
  const asks = trigger !== "off" && maxRounds > 0;
  if (asks && feedback === undefined) throw new InputError("rounds of feedback need --feedback");
  if (!asks && feedback !== undefined) throw new InputError("--feedback would have no effect: there are no rounds");
  const { items, files } = promptsToAsk(data);
  const definitions = (options.judge ?? [fittingJudge(items)]).map(judgeNamed);
  const named = modelsNamed({ conversation, feedback, judge: judgeModel }, options.set ?? []);
  const calls = options.replayCalls === undefined ? openCalls?.() : undefined;
  const { models, left, close } = await openNamed(named, options, calls, () => performance.now());
  const tasks = options.capability ? CAPABILITY_TASKS : [];
  const progress = new CountProgress("exchanges", items.length + tasks.length, process.stderr);
  try {
    const labellers = definitions.map((definition) => labellerOf(definition, models.judge));
    if (models.conversation === undefined) throw new Error("nobody answers");
    const system = feedback === undefined ? String(conversation) : `${conversation} + ${feedback}`;
    const partners = { conversation: models.conversation, feedback: models.feedback };
    const pair: LivePair = { system, partners, rules: { trigger, maxRounds }, seed };
    const exchanges = await liveExchanges(items, pair, progress.add);
    const systems = await judgedSystems(exchanges, labellers);
    const { alone, paired } = tasks.length === 0 ? {} : await sitTasks(tasks, pair, progress.add);
    calls?.close();
    const capability = [
      ...(alone === undefined ? [] : [{ system, withFeedback: false, outcomes: alone }]),
      ...(paired === undefined ? [] : [{ system, withFeedback: true, outcomes: paired }]),
    ];
    const identities = identitiesOf(named);
    const settings = { trigger, max_rounds: maxRounds, seed, models: identities };
    const policy = {
      conversation: fingerprint(identities.conversation),
      feedback: fingerprint(identities.feedback ?? null),
    };
    return {
      kind: "live",
      what: "a live pair",
      settings,
      files,
      systems,
      capability,
      exchanges,
      rollouts: textRollouts(exchanges, systems[0].cases, policy),
      remarks: unasked(left()),
    };
  } finally {
    progress.end();
    await close();
  }
}
