import type { Comparison } from "../../analysis/compare/comparison.js";
import { bullets, table } from "../../analysis/report/markdown-blocks.js";
import type { Named } from "../../records/named.js";
import { seenSeedsText } from "../seen-seeds.js";
import type { MacpoStudy } from "../study-file.js";
import { type Looked, lookedAt } from "./expectations.js";
import { comparisonTables, courseTable, remarks } from "./population-section.js";
import { courseSection, filterSection, lengthSection, roundsSection, switchesSection } from "./training-sections.js";
import { withEnds } from "./words.js";

export interface NoteInputs {
  readonly study: Named<MacpoStudy>;
  /** The scenario without a student against those with one. */
  readonly population: Named<Comparison>;
  /** A student's filters against each other. */
  readonly filters: Named<Comparison>;
}

/** Rounds of the student in the shipped scenarios: six epochs each, three times. */
const STRETCHES = [
  { name: "epochs 1-6, before it learns", from: 0, to: 6 },
  { name: "7-12, after one round", from: 6, to: 12 },
  { name: "13-18, after two", from: 12, to: 18 },
  { name: "19-25, after three", from: 18, to: 25 },
];

/** The research note: the same files give the same bytes. */
export function macpoNoteText({ study, population, filters }: NoteInputs): string {
  const { data } = study;
  const looked = lookedAt(data);
  const sections = [
    "# MACPO at small scale: weak teachers, a strong student, and a population that supervises one",
    `Written by \`swarm macpo note\` of swarm-lab ${data.tool.version} from the files that it names; \`make run-macpo-training\` makes all of them again. The method is that of arXiv 2410.07672; policies, prompts and gold scores are a toy, so nothing here tests a claim of that paper about language models. Where its directions are mentioned they are set against the toy for orientation.`,
    "## What was run",
    settings(study),
    "## What was expected, and what was found",
    'A verdict follows from the 95 % interval alone: it holds where the whole interval lies on the side expected, fails where it lies on the other, and is not shown otherwise. "Told of the paper" marks what reviews say of it; the paper\'s own tables were not at hand.',
    expectationTable(looked),
    "### What fails, and what is not shown",
    failures(looked),
    "## The full method, round by round",
    roundsSection(data),
    "## The switches of the method",
    switchesSection(data),
    "### The student by round",
    courseSection(data),
    "## Length",
    'Padding costs nothing and the gold score is blind to it. "Kept less offered" is what the filter does to length: above 0 it prefers long answers. "Gain at equal length" compares the final student with itself at round 0 within each length and weighs lengths as they were at round 0.',
    lengthSection(data),
    "## The filter",
    "Gold scores of what the filter keeps on test prompts, less the mean of what all teachers offer there. Margins are differences of implicit rewards on the pairs of the round; held against the untuned base they do not start from 0 in later rounds, held against the previous policy they do.",
    filterSection(data),
    "## Back in the population: a student among supervisors",
    "An agent of type `student` asks other agents about a fixed list of tasks, keeps one answer to each through a filter, learns once per block of epochs, and serves tasks that it never learns from. This is not a replication of the paper: deceptive and opportunistic supervisors are none of its teachers.",
    `### Without a student, with sound supervisors, with poisoned ones\n\nFile: \`${population.file}\`; ${seedsOf(population.data)}. The arms are different populations: differences in metrics of the whole population mix what the student does with who else is there.`,
    comparisonTables(population.data),
    courseTable(population.data, "student_score", STRETCHES),
    remarks(population.data),
    `### The poisoned mix: filters, poison and governance around the same student\n\nFile: \`${filters.file}\`; ${seedsOf(filters.data)}. "base" is the shipped scenario with the filter of lowest perplexity. A negative filter gap is adverse selection: the filter keeps worse answers than it passes over. Deceptive supervisors all write the one bad answer that the student finds most probable: to the filter of lowest perplexity a second one adds nothing. Agreement among supervisors says nothing of collusion here.`,
    comparisonTables(filters.data),
    courseTable(filters.data, "student_score", STRETCHES),
    remarks(filters.data),
    "## What this cannot show",
    limits(data),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function settings({ file, data }: Named<MacpoStudy>): string {
  const { seeds, seed_start, folds, presets, rows } = data;
  const { rounds, teachers, beta, sft_weight, world, training } = data.configs.full;
  return bullets([
    `${rows.length} runs: ${presets.length} presets x ${seeds} seeds (from ${seed_start}) x ${folds} folds. A seed draws a world, its prompts and all training; a fold is the test once. Folds of a seed share prompts, so figures are averaged over them first and intervals (Student's t) and tests (sign flips, Holm over the presets) are over seeds.`,
    `The full method: ${teachers} teachers, ${rounds} rounds, beta ${beta}, supervised weight ${sft_weight}, the untuned base as reference, one epoch a round, ${world.prompts} prompts (a test fold, the rest in halves), ${world.features} features of which a weak agent sees ${world.seen} with ${100 * world.noise} % noise, label noise ${100 * world.label_noise} %.`,
    `Learning rates ${training.sft_rate} (supervised) and ${training.preference_rate} (preference), a constant rate each; the paper's belong to adapters of large models. ${seenSeedsText(data)}`,
    `File: \`${file}\`.`,
  ]);
}

function expectationTable(looked: readonly Looked[]): string {
  const rows = looked.map(({ text, source, found, verdict }) => [text, source, withEnds(found), verdict]);
  return table([["expectation", "from", "found (95 % interval)", "verdict"], ...rows]);
}

function failures(looked: readonly Looked[]): string {
  const lines = looked
    .filter(({ verdict }) => verdict !== "holds")
    .map(({ text, source, found, verdict }) => `**${verdict}**: ${text} (${source}): ${withEnds(found)}.`);
  return lines.length === 0 ? "Every expectation above holds." : bullets(lines);
}

function seedsOf({ design }: Comparison): string {
  const { seeds, epochs, steps } = design;
  const runs = seeds === null ? "seeds as in the tables" : `${seeds.count} seeds per arm, the first ${seeds.first}`;
  return `${runs}, ${epochs ?? "?"} epochs of ${steps ?? "?"} steps`;
}

function limits({ folds }: MacpoStudy): string {
  return bullets([
    "The gold score is exact and the truth is linear in features that the student sees in full; a language model's student sees no such thing.",
    "Weak and strong differ in what they see alone, not in how they were pretrained: the untuned base is uniform.",
    "Negative agents are trained on people's rejected answers, as the authors' scripts do; the paper's text does not define them.",
    `Intervals are over worlds of one shape; another size of world, another noise or other learning rates can turn a verdict. ${folds} folds of a seed are one observation.`,
    "Answers to one prompt are sampled, not searched; scores of the most probable answers are higher, fall earlier, and are shown beside them.",
    "A supervisor's answers in the population follow its archetype by rule: what a deceptive agent finds persuasive is worked out from the student's own policy, which is the worst case.",
  ]);
}
