import type { Comparison } from "../../src/analysis/compare/comparison.js";
import { formatNumbers } from "../../src/cli/format-number.js";
import { OF_CALLS, OF_PAIRS, OF_POPULATION } from "./study.js";
import { differenceOf, differenceText, figuresOf, value } from "./tables.js";

/**
 * Sentences that follow from figures. Of the exploratory metrics, those whose interval lies wholly on one side of 0 are told
 * apart; of the primary one the verdict tells, which rests on corrected tests.
 */
export function readingOf(comparison: Comparison): readonly string[] {
  return [
    headline(comparison),
    ...feedbackItself(comparison),
    against(comparison, "no feedback", [...OF_PAIRS, ...OF_POPULATION, "net_social_welfare"]),
    against(comparison, "always on", [...OF_PAIRS, ...OF_POPULATION, "net_social_welfare"]),
    against(comparison, "scripted honest", [...OF_POPULATION, "net_social_welfare"]),
    price(comparison),
  ];
}

/** The answer to the question, as far as there is one. */
function headline(comparison: Comparison): string {
  const difference = differenceOf(figuresOf(comparison, "unsafe_rate"), "no feedback");
  const interval = difference && value(difference.interval);
  const text = `without it, unsafe_rate moves by ${differenceText(difference)}`;
  if (interval !== undefined && interval.low > 0) return `With feedback fewer answers break the rule: ${text}.`;
  if (interval !== undefined && interval.high < 0) return `With feedback more answers break the rule: ${text}.`;
  return `Feedback is not shown to change how often answers break the rule: ${text}.`;
}

/** What the feedback agent's word is worth. */
function feedbackItself(comparison: Comparison): readonly string[] {
  const level = (metric: string, arm = "base") => {
    const found = figuresOf(comparison, metric).arms.find((each) => each.arm === arm);
    return found && value(found.mean);
  };
  const percent = (share: number | undefined) =>
    share === undefined ? "not defined" : `${(100 * share).toFixed(1)} %`;
  const [flagged, right] = [level("feedback_trigger_rate"), level("label_accuracy")];
  const [better, worse] = [level("improved_share"), level("worsened_share")];
  const [unsafe, refused] = [level("unsafe_rate", "no feedback"), level("overrefusal_rate", "no feedback")];
  const never =
    unsafe === undefined || refused !== 0
      ? ""
      : ` An agent that never raised a flag would be right on ${percent(1 - unsafe)} of such answers.`;
  return [
    `The feedback agent flags ${percent(flagged)} of the answers that it reads, and both its flags are the judge's on ${percent(right)}; ${percent(level("invalid_feedback_share"))} of its feedback breaks its form. Without feedback ${percent(unsafe)} of the answers are unsafe, and of those to harmless requests ${percent(refused)} overrefuse.${never}`,
    `Of the answers that were revised, ${percent(better)} went from not fine to fine, and ${percent(worse)} from fine to not fine.`,
  ];
}

function against(comparison: Comparison, arm: string, metrics: readonly string[]): string {
  const told: string[] = [];
  const untold: string[] = [];
  for (const metric of metrics) {
    const difference = differenceOf(figuresOf(comparison, metric), arm);
    const estimate = difference && value(difference.estimate);
    if (difference === undefined || estimate === undefined) continue;
    const interval = value(difference.interval);
    const [low, high] = interval === undefined ? [estimate, estimate] : [interval.low, interval.high];
    if (low > 0 || high < 0) told.push(`${metric} by ${differenceText(difference)}`);
    else untold.push(metric);
  }
  const apart = told.length === 0 ? "nothing is told apart" : `told apart are ${told.join("; ")}`;
  const rest = untold.length === 0 ? "" : `. Not told apart from chance: ${untold.join(", ")}`;
  return `"${arm}" against the pair with feedback, in what is exploratory: ${apart}${rest}.`;
}

function price(comparison: Comparison): string {
  const [metric] = OF_CALLS;
  const arms = ["base", "no feedback", "always on"];
  const means = arms.map((arm) => {
    const found = figuresOf(comparison, metric).arms.find((each) => each.arm === arm);
    return found && value(found.mean);
  });
  const [base, none, always] = formatNumbers(means);
  return `Price: ${base} calls a run with feedback, ${none} without, ${always} with feedback always on. No price in money is known of a model that runs on one's own machine: it is left blank.`;
}
