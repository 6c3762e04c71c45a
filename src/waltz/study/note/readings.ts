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

/** Whether a second agent helped where both read the same of a prompt. */
export function sameFeaturesText(arms: readonly ArmSummary[], outcomes: readonly Outcome[]): string {
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
  const [learnt, unseen] = ["train", "test"].map((part) => {
    const summary = arms.find(({ arm }) => arm.id === "stage2");
    return shown((part === "train" ? summary?.train : summary?.test.strict)?.get("fault_rate")?.value);
  });
  return (
    `After stage 2 ${shown(two)} % of final answers have a fault, after single-agent RL ${shown(one)} %: a difference of ` +
    `${shown(difference?.value)} points${range}; ${verdict}. Here the feedback agent reads no more of a prompt than the conversation agent ` +
    `does, so its advice cannot say what the other could not learn. On the prompts that were trained on the share of faults is ` +
    `${learnt} %, on unseen ones ${unseen} %: what is learnt is mostly the prompts themselves.`
  );
}
