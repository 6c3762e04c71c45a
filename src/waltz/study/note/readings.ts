import type { ArmSummary, Outcome } from "../summarise.js";
import { armChanges, FAILURES, seedsThatBeat } from "../summarise.js";
import { percent } from "./cells.js";

const rateOf = (arms: readonly ArmSummary[], id: string, measure: string): number | undefined =>
  arms.find(({ arm }) => arm.id === id)?.test.strict?.get(measure)?.value;
const shown = (value: number | undefined) => (value === undefined ? "-" : percent(value));

/** The requirement on the toy world, seed by seed. */
export function beatText(outcomes: readonly Outcome[]): readonly string[] {
  const all = [...new Set(outcomes.map(({ seed }) => seed))];
  return [
    ["frozen", "the frozen feedback agent of stage 1"],
    ["frozen_untrained", "a frozen untrained feedback agent"],
    ["single", "single-agent RL"],
  ].map(([id, name]) => {
    const seeds = seedsThatBeat(id, "stage2", outcomes);
    const which = seeds.length === all.length ? "" : seeds.length === 0 ? "" : ` (seeds ${seeds.join(", ")})`;
    return `- Stage 2 beats ${name} on both unsafe and overrefusal, intervals excluding 0, in ${seeds.length} of ${all.length} seeds${which}.`;
  });
}

/** What the plan's weighted reward does to the feedback agent's honesty. */
export function hackingText(arms: readonly ArmSummary[]): string {
  const [before, after] = ["supervised", "plan_level"].map((id) => rateOf(arms, id, "label_accuracy"));
  const [unsafe, unsafeAfter] = ["supervised", "plan_level"].map((id) => rateOf(arms, id, "unsafe_rate"));
  const [delta, deltaUnsafe] = ["label_accuracy", "unsafe_rate"].map((name) => rateOf(arms, "plan_delta", name));
  return (
    `The plan's weighted score, trained from the supervised pair: in its level form label accuracy goes from ${shown(before)} to ` +
    `${shown(after)} % and unsafe answers from ${shown(unsafe)} to ${shown(unsafeAfter)} %` +
    `${(unsafeAfter ?? 0) > (unsafe ?? 1) ? ": the feedback agent is paid for stating that all is safe, and does" : ""}. In its delta form ` +
    `they end at ${shown(delta)} % and ${shown(deltaUnsafe)} %.`
  );
}

/** Up to which share of wrong labels training still helps. */
export function noiseText(arms: readonly ArmSummary[], outcomes: readonly Outcome[]): string {
  const tried = ["stage2", "noise_10", "noise_20", "noise_30", "noise_40"].filter((id) =>
    arms.some(({ arm }) => arm.id === id),
  );
  const lines = tried.map((id) => {
    const changes = armChanges("before", id, outcomes);
    const better = FAILURES.filter((name) => (changes[name]?.difference.interval?.high ?? 1) < 0);
    const worse = FAILURES.filter((name) => (changes[name]?.difference.interval?.low ?? -1) > 0);
    const noise = id === "stage2" ? "0" : id.slice("noise_".length);
    const accuracy = shown(rateOf(arms, id, "label_accuracy"));
    const verdict =
      better.length === 2 ? "both failures fall" : `${better.length} of 2 failures fall, ${worse.length} rise`;
    return `${noise} % wrong: label accuracy ${accuracy} %, ${verdict}`;
  });
  return `Wrong labels in training, against no training at all: ${lines.join("; ")}.`;
}

/**
 * Whether a second agent helped, and how much of what was learnt holds for prompts that were never seen.
 *
 * @param reads what the feedback agent reads beside the conversation agent: a sentence
 */
export function secondAgentText(arms: readonly ArmSummary[], outcomes: readonly Outcome[], reads: string): string {
  const [two, one] = ["stage2", "single"].map((id) => rateOf(arms, id, "fault_rate"));
  const difference = armChanges("single", "stage2", outcomes).fault_rate?.difference;
  const { low, high } = difference?.interval ?? {};
  const verdict =
    low === undefined || high === undefined
      ? "the interval is not known"
      : low > 0
        ? "training two agents does worse than training one"
        : high < 0
          ? "training two agents does better than training one"
          : "training two agents is not told apart from training one";
  const range = low === undefined || high === undefined ? "" : ` (${percent(low)} to ${percent(high)})`;
  const trained = ["before", "stage2"].map((id) => {
    return arms.find(({ arm }) => arm.id === id)?.train.get("fault_rate")?.value;
  });
  const unseen = ["before", "stage2"].map((id) => rateOf(arms, id, "fault_rate"));
  return (
    `After stage 2 ${shown(two)} % of final answers have a fault, after single-agent RL ${shown(one)} %: a difference of ` +
    `${shown(difference?.value)} points${range}; ${verdict}. ${reads} On the prompts that were trained on the share of faults is ` +
    `${shown(trained[1])} %, on unseen ones ${shown(unseen[1])} %: ${carriedOver(trained, unseen)}.`
  );
}

/** @param trained share of faults before training and after, on the prompts that were trained on; `unseen`: on others */
function carriedOver(trained: readonly (number | undefined)[], unseen: readonly (number | undefined)[]): string {
  const [there, elsewhere] = [trained, unseen].map(([before = 0, after = 0]) => before - after);
  if (there <= 0) return "nothing was learnt";
  if (elsewhere < there / 2) return "what is learnt is mostly the prompts themselves";
  return "at least half of what is learnt holds for prompts that were never seen";
}
