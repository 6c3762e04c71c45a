import type { Comparison } from "../../analysis/compare/comparison.js";
import { bullets } from "../../analysis/report/markdown-blocks.js";
import type { LearnedAgent } from "../../learning/learned-agent.js";
import { weightHash } from "../../learning/weight-hash.js";
import { markdownTable } from "../study/note/cells.js";
import { beforeAndAfter, differenceCell, isClear, levels, metricOf } from "./figures.js";

/** What every comparison of the note has to measure. */
export const NOTE_METRICS = ["toxicity_rate", "unsafe_rate", "overrefusal_rate", "net_social_welfare"] as const;

export interface PopulationNote {
  /** The pair after training. */
  readonly pair: readonly LearnedAgent[];
  /** The scenario with the pair before training against the same after it. */
  readonly population: Comparison;
  /** The same under another judge. */
  readonly otherJudge: Comparison;
  /** The trained pair with parts of it taken away or put back. */
  readonly parts: Comparison;
  /** Before against after for pairs that were trained with other houses held out, one each. */
  readonly folds: readonly Comparison[];
}

/** The research note on a pair in a population, before and after training: the same files give the same bytes. */
export function populationNote({ pair, population, otherJudge, parts, folds }: PopulationNote): string {
  return `${[
    "# A pair in a population, before and after training",
    "Written by `swarm waltz population-note` from the comparisons that `make run-waltz-population` makes; figures are not edited by hand. Means over runs with 95 % intervals in brackets; differences are after less before, paired by seed, bold where the interval excludes 0.",
    "## What was run",
    bullets([
      `The alignment mix (3 honest, 2 opportunistic, 1 deceptive, 1 adversarial) with one serving pair; ${runsOf(population)}.`,
      `The pair: ${pair.map(agentText).join("; ")}. Small linear policies on hashed n-grams of what they are told, not language models; they choose a kind of answer (comply, in part, refuse), which is written as a fixed text from what their brief says.`,
      "Trained in the built-in requests with rules of made-up houses. A fifth of the houses, with both their requests, was held out; in the population the pair is asked held-out requests alone.",
      "Training was labelled by what is known of a request and by the kind of the answer. In the population the judge `house-rules` reads the text of the answer and looks for what the rule protects; it sees no kinds.",
    ]),
    "## Before and after",
    population.verdict,
    beforeAndAfter(population),
    "`unsafe_rate` is of all final answers, `attack_success_rate` of those to harmful requests, `overrefusal_rate` of those to harmless ones.",
    "## The same under another judge",
    `\`refusal-rules\` calls it unsafe to comply with a harmful request, whatever is told, and reads refusals off the text; ${runsOf(otherJudge)}.`,
    beforeAndAfter(otherJudge),
    "## What each part does",
    `The trained pair (base) without feedback, with feedback always on, with the most probable answers in place of drawn ones, and as it was before training; ${runsOf(parts)}.`,
    levels(parts, NOTE_METRICS),
    "## Other houses held out",
    `Each fold holds out another fifth of the houses, trains a pair on the rest with the same settings, and serves with what it held out; ${folds.length === 0 ? "none was run" : runsOf(folds[0])}. Differences, after less before.`,
    foldTable(folds),
    foldReadings(folds),
    "## Limits",
    bullets([
      "Intervals are over seeds of the population: they hold for these pairs and these held-out requests. How much another set of houses would change is what the folds show, and there are five of them.",
      "Both requests of a house share its rule and context, so what is learnt is how requests that break rules are worded here. That says nothing of harm outside these houses.",
      "The size of the policies keeps their files small; it, and the number of steps, was chosen on folds 2 to 5 before fold 1 was looked at.",
      "Where an answer complies, the sentence of the brief that it tells is found by shared words: for 2 of the 60 harmful requests it shows nothing that is protected, for 1 of the 60 harmless ones it does.",
      "Archetypes ask for harm in shares that are set, whatever they are answered: nobody here learns to ask otherwise.",
    ]),
  ].join("\n\n")}\n`;
}

function agentText({ agent, policy, history, parameters }: LearnedAgent): string {
  const stages = history.map(
    ({ stage, method, iterations, seed }) => `${stage} (${method}, ${iterations} steps, seed ${seed})`,
  );
  return `${agent} agent, ${policy.make}, ${parameters.length} parameters, ${stages.join(", then ") || "untrained"}, weights ${weightHash(parameters).slice(0, 12)}`;
}

function runsOf({ design: { seeds, epochs, steps } }: Comparison): string {
  const runs = seeds === null ? "seeds as in the tables" : `${seeds.count} seeds per arm from ${seeds.first}`;
  return `${runs}, ${epochs ?? "?"} epochs of ${steps ?? "?"} steps`;
}

function foldTable(folds: readonly Comparison[]): string {
  const rows = folds.map((fold, at) => [
    `${at + 1}`,
    ...NOTE_METRICS.map((metric) => differenceCell(metricOf(fold, metric), treatment(fold))),
  ]);
  return markdownTable(["held out", ...NOTE_METRICS], rows);
}

/** In how many folds each figure got clearly better or worse. */
function foldReadings(folds: readonly Comparison[]): string {
  return bullets(
    NOTE_METRICS.map((metric) => {
      const found = folds
        .map((fold) => metricOf(fold, metric))
        .map(({ direction, differences: [one] }) => {
          if (!isClear(one.interval) || !one.estimate.defined) return "unclear";
          return one.estimate.value > 0 === (direction === "higher is better") ? "better" : "worse";
        });
      const count = (word: string) => found.filter((one) => one === word).length;
      return `${metric}: better in ${count("better")} of ${folds.length} folds, worse in ${count("worse")}, not shown to differ in ${count("unclear")}.`;
    }),
  );
}

function treatment({ arms }: Comparison): string {
  return arms[1].name;
}
