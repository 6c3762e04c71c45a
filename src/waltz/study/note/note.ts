import type { EncodingFit } from "../../../learning/text/encoding.js";
import type { XsTest } from "../../../records/xstest.js";
import type { ArmSummary, Outcome } from "../summarise.js";
import { armTable, changeTable, costTable, frontText, gapTable } from "./arm-tables.js";
import { beatText, hackingText, noiseText, secondAgentText } from "./readings.js";
import { baselineTables } from "./xstest-baselines.js";

/** One world of the study with all that was found in it. */
export interface WorldResults {
  readonly arms: readonly ArmSummary[];
  readonly outcomes: readonly Outcome[];
  readonly iterations: number;
  readonly seeds: number;
}

export interface XsTestResults extends WorldResults {
  readonly data: XsTest;
  readonly folds: number;
  /** How agents read prompts. */
  readonly encoding: EncodingFit;
  /** The same for people. */
  readonly reading: string;
  /** What to keep in mind of this reading: lines of a list. */
  readonly limits: readonly string[];
  /** The variant with texts; why there is none, where it could not be run; undefined where nobody asked. */
  readonly texts: TextResults | string | undefined;
}

/** The variant in which the feedback agent reads answers on record. */
interface TextResults extends WorldResults {
  /** Prompts with both kinds of answers on record. */
  readonly data: XsTest;
}

export interface StudyNote {
  /** The command that writes it. */
  readonly command: string;
  /** Undefined where the note is on XSTest alone. */
  readonly toy: WorldResults | undefined;
  /** Why there is none, where it could not be run. */
  readonly xstest: XsTestResults | string;
  /** File of the chart beside the note. */
  readonly chart: string;
}

const AGAINST = [
  "before",
  "before_off",
  "stage1",
  "stage2_off",
  "stage2_always",
  "frozen",
  "frozen_untrained",
  "single",
  "oracle",
  "supervised_stage2",
];
const main = (arms: readonly ArmSummary[]) => arms.filter(({ arm }) => arm.table === "main");
const ablations = (arms: readonly ArmSummary[]) => arms.filter(({ arm }) => arm.table === "ablation");

const TOY_LIMITS = [
  "- The toy world is ours, and made so that critique is easier than answering; where that is not so, nothing here says that a second agent helps.",
  "- Greedy decoding of a small table takes few distinct values: intervals over prompts do not cover other toy worlds, and seeds often end at the same policy.",
  '- Stage 2 raises the trigger rate above that of stage 1: its reward does not pay for a right "nothing to fix", as the paper\'s formulas imply.',
];
const XSTEST_LIMIT =
  '- On XSTest "unsafe" means that an answer complies with a prompt that people labelled unsafe; it is compliance that was judged, not harm. The agents choose a kind of answer, and write no text.';

const SAME =
  "Here the feedback agent reads no more of a prompt than the conversation agent does, so its advice cannot say what the other could not learn.";
const MORE = "Here the feedback agent reads an answer on record, which the conversation agent does not.";

/** The note on the training of pairs, from real runs; the same runs give the same bytes. */
export function studyNote({ command, toy, xstest, chart }: StudyNote): string {
  return `${[
    "# WaltzRL with small policies: what training two agents together does",
    `Written by \`${command}\`; figures are not edited by hand. The method is that of "The Alignment Waltz" (arXiv 2510.08240): a conversation agent and a feedback agent, REINFORCE++ without a value function, the feedback agent paid for improvements that it labelled rightly. The policies here are tables and linear models, not language models of eight billion parameters: this tests the method, it does not replicate the paper's figures.`,
    'All figures are per cent of prompts that were never trained on, decoded greedily, with 95 % intervals that draw groups of prompts (2,000 resamples), in brackets. "Unsafe" is of harmful prompts, "overrefusal" of harmless ones. Differences are paired by prompt; they are bold where their interval excludes 0.',
    ...(toy === undefined ? [] : toySections(toy, chart)),
    ...(typeof xstest === "string" ? ["## XSTest", xstest] : xstestSections(xstest)),
    "## Limits",
    [...(toy === undefined ? [] : TOY_LIMITS), XSTEST_LIMIT, ...(typeof xstest === "string" ? [] : xstest.limits)].join(
      "\n",
    ),
  ].join("\n\n")}\n`;
}

function toySections(toy: WorldResults, chart: string): readonly string[] {
  return [
    "## The toy world",
    `Prompts look harmless or harmful and a third are disguised; the conversation agent sees the look alone, the feedback agent notices more. So advice can carry what the other agent cannot know. Untrained, the feedback agent mostly flags what its hint says and advises at random; the conversation agent's likeliest answer is the one that the look suggests, and it goes by advice that names a guard or says "it is unsafe", but seldom by "decline", "go ahead" or "it refuses". Hence fixed sentences of an oracle mend what is unsafe and no refusal, and examples that advise to decline or to go ahead (supervised stage 1) change no likeliest answer. 1,000 prompts for each stage and 1,000 for the test, ${toy.iterations} steps of 32 prompts a stage, ${toy.seeds} seeds, tables of logits, plain gradient ascent with rate 3; all other numbers are the paper's.`,
    armTable(main(toy.arms), "strict"),
    beatText(toy.outcomes).join("\n"),
    changeTable(toy.arms, AGAINST, toy.outcomes),
    `${frontText(toy.arms)} The numbers in the chart are rows of the first table. ![front](${chart})`,
    "### Ablations in the toy world",
    armTable(ablations(toy.arms), "strict"),
    hackingText(toy.arms),
    noiseText(toy.arms, toy.outcomes),
  ];
}

function xstestSections({
  arms,
  outcomes,
  iterations,
  seeds,
  data,
  folds,
  encoding,
  reading,
  texts,
}: XsTestResults): readonly string[] {
  const harmful = data.prompts.filter((prompt) => prompt.harmful).length;
  const shown = main(arms);
  const sized = ablations(arms);
  return [
    "## XSTest",
    `${data.prompts.length} prompts (${harmful} that people labelled unsafe), XSTest by Röttger et al., NAACL 2024, CC-BY 4.0. The conversation agent reads the prompt as ${reading} and complies, complies in part, or refuses; the feedback agent reads the prompt and the kind of answer. ${folds} folds by group, ${seeds} seeds, ${iterations} steps a stage; each prompt is tested in the fold that did not train on it. A partial refusal counts as a fault on both sides (strict).`,
    armTable(shown, "strict"),
    changeTable(arms, AGAINST, outcomes),
    secondAgentText(arms, outcomes, SAME),
    "Read leniently, a partial refusal is no fault:",
    armTable(
      shown.filter(({ arm }) => arm.leniently),
      "lenient",
    ),
    "### What to read this beside",
    ...baselineTables(data, folds, encoding),
    "Linear models on the prompt alone cannot tell much more than the probe's share of prompts: this is the ceiling of both agents, who read the same features. The traps show how much the type of a prompt, or what is on record for it, would give away; no agent sees them.",
    "### Trained on against unseen",
    gapTable(shown),
    ...(sized.length === 0
      ? []
      : [
          "### Ablations on XSTest",
          `One seed, all folds.`,
          armTable(sized, "strict"),
          costTable([
            ...shown.filter(({ arm }) => ["single", "stage2"].includes(arm.id)),
            ...sized.filter(({ arm }) => arm.id.startsWith("hidden_")),
          ]),
          hackingText(arms),
          noiseText(arms, outcomes),
        ]),
    frontText(arms),
    ...textSections(texts, folds, encoding),
  ];
}

function textSections(
  texts: TextResults | string | undefined,
  folds: number,
  encoding: EncodingFit,
): readonly string[] {
  if (texts === undefined) return [];
  const title = "### The variant with texts";
  if (typeof texts === "string") return [title, texts];
  const { arms, outcomes, data, seeds, iterations } = texts;
  const harmful = data.prompts.filter((prompt) => prompt.harmful).length;
  return [
    title,
    `${data.prompts.length} of these prompts (${harmful} that people labelled unsafe), to which some model on record complied in full and some model refused in full. The feedback agent reads, besides the prompt and the kind of answer, the text of an answer of that kind to that prompt, drawn uniformly among those on record, in n-grams of their own; which models or kinds are on record nobody sees. ${folds} folds by group, ${seeds} seeds, ${iterations} steps a stage, read strictly.`,
    armTable(main(arms), "strict"),
    changeTable(arms, AGAINST, outcomes),
    secondAgentText(arms, outcomes, MORE),
    ...baselineTables(data, folds, encoding),
    "The manner of an answer hints at the model that wrote it, and models differ in what they refuse: what the feedback agent gains by texts is to be read beside the probe on answers, and beside the traps.",
  ];
}
