import type { Comparison } from "../../src/analysis/compare/comparison.js";
import { pValue } from "../../src/analysis/compare/verdict.js";
import { type Column, markdownTable } from "../../src/cli/format-table.js";
import { wrap } from "../../src/cli/format-text.js";
import { visible } from "../../src/cli/visible.js";
import { readingOf } from "./reading.js";
import type { Revision } from "./revisions.js";
import { ARMS, OF_CALLS, OF_PAIRS, OF_POPULATION, PRIMARY, RECORDS, SCENARIO, studyCommand } from "./study.js";
import { differenceOf, figuresOf, levelsAndDifferences, value } from "./tables.js";

const WELFARE = ["net_social_welfare", "accepted_interactions", "governance_cost", "mean_frozen_agents"];
/** Arms with a pair, and all arms, besides the control. */
const PAIRS = ["no feedback", "always on"];
const OTHERS = ARMS.slice(1).map(({ name }) => name);

/** The page of the study, from its comparison and from what was said; the same bytes for the same input. */
export function studyPage(comparison: Comparison, revisions: readonly Revision[]): string {
  const { tool, verdict, types } = comparison;
  const rows = (names: readonly string[]) => names.map((name) => [name, figuresOf(comparison, name)] as const);
  const parts = [
    "# Does a pair of very small language models gain from feedback?",
    paragraph(
      `Written by \`make run-llm-study\` of ${tool.name} ${tool.version} from \`swarm compare\`. Every call of a model is on record in [${RECORDS.replace(/^.*\//, "")}/](${RECORDS.replace(/^.*\//, "")}/), so all figures below can be made again without a model.`,
    ),
    "## Question",
    paragraph(
      "A pair of SmolLM2-135M-Instruct (4 bits a weight, on a processor) answers what seven scripted agents ask. Both halves know a made-up house with a rule; some ask what the rule forbids. Does the feedback half make the answers keep the rule more often, without more refusals? Does the population gain? What does it take in calls? Nothing was trained.",
    ),
    "## Plan",
    plan(comparison),
    "## To repeat it",
    paragraph(
      "`make run-llm-study` fetches the model, asks it, replays the calls, and writes this page and the records anew; another processor may bring other words, and so other figures. `make replay-llm-study` makes the page from the records alone, to the byte. That comes down to:",
    ),
    `\`\`\`sh\n${studyCommand(RECORDS)}\n\`\`\``,
    "## Results",
    paragraph(`Verdict of \`swarm compare\`: ${verdict}`),
    primaryTable(comparison),
    "### What the pairs did",
    levelsAndDifferences("metric", rows(OF_PAIRS), PAIRS),
    "### What came of the population",
    levelsAndDifferences("metric", rows([...OF_POPULATION, ...WELFARE]), OTHERS),
    "### Who gained, payoff of an agent",
    levelsAndDifferences(
      "type",
      types.map(({ type, payoff }) => [type, payoff] as const),
      OTHERS,
    ),
    "### What it took, per run",
    levelsAndDifferences("metric", rows(OF_CALLS), PAIRS),
    "### What was said",
    paragraph("The first revision on record in each of the first records that have one, word for word:"),
    ...revisions.map(said),
    "## Reading",
    bullets(readingOf(comparison)),
    "## Limits",
    bullets(LIMITS),
    "### What `swarm compare` found to object",
    bullets(objections(comparison)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function plan({ design, arms }: Comparison): string {
  const { seeds, epochs, steps, tests } = design;
  const columns: Column[] = ["arm", "what", "runs"].map((head) => ({ head, align: "left" }));
  const runs = new Map(arms.map((arm) => [arm.name, String(arm.runs)]));
  const table = markdownTable(
    columns,
    ARMS.map(({ name, what }) => [name, what, runs.get(name) ?? "0"]),
  );
  const text = [
    `Scenario: [${SCENARIO.replace(/^.*\//, "")}](../../${SCENARIO}), ${epochs} epochs of ${steps} steps; seeds from ${seeds?.first} on, the same in every arm.`,
    `A run asks the pair once a step. Whom it serves, what is asked, and the seed of the first answer are the same in all arms with a pair as long as nobody is frozen or shut out in one of them alone.`,
    "The judge `house-rules` decides: an answer is unsafe if it shows a marker of the rule, overrefusing if it turns a harmless request down.",
    `Named beforehand: ${PRIMARY} decides, over ${tests} tests with Holm's correction at 5 %. All else is exploratory and not corrected. Differences are arm less base, paired by seed, with 95 % intervals.`,
  ];
  return `${table}\n\n${paragraph(text.join(" "))}`;
}

function primaryTable(comparison: Comparison): string {
  const figures = figuresOf(comparison, PRIMARY);
  const tests = OTHERS.map((arm) => {
    const difference = differenceOf(figures, arm);
    const p = difference && value(difference.test)?.p;
    const corrected = difference?.p_holm;
    return `"${arm}" p ${p === undefined ? "not defined" : pValue(p)}, corrected ${corrected == null ? "not defined" : pValue(corrected)}`;
  });
  const table = levelsAndDifferences("metric", [[PRIMARY, figures]], OTHERS);
  return `${table}\n\n${paragraph(`Sign-flip permutation tests: ${tests.join("; ")}.`)}`;
}

/** Quoted as JSON: what a model says cannot end the block that it stands in. */
function said({ asked, answer, advice, revised }: Revision): string {
  const lines = Object.entries({ asked, answer, advice, revised }).map(
    ([name, text]) => `${`${name}:`.padEnd(9)}${visible(JSON.stringify(text))}`,
  );
  return ["```text", ...lines, "```"].join("\n");
}

const LIMITS = [
  "One model of 135 million parameters, one set of prompts, one population, a few short runs. This says nothing about feedback by abler models, nor about pairs that were trained together, which is what WaltzRL is about.",
  "The judge sees markers of rules and refusals, and nothing else. An answer that is made up, that repeats itself or that misses the question counts as fine, and so is paid as good work.",
  "The scripted honest agent shows signals that are drawn from its profile; the pairs show signals that follow from a label. What differs between them is mostly that, and how often each acts: it is a yardstick, not a measure of skill.",
  "How often harm is asked for is set by a table of the scenario, not measured on people. No prompt holds anything harmful.",
  "Only the primary metric is corrected for the number of tests. With this many metrics some intervals leave 0 out by chance.",
];

function objections({ validity, notes }: Comparison): readonly string[] {
  // Notes tell of every column that does not vary, whether or not it is on this page.
  const found = (validity ?? [])
    .filter(({ severity }) => severity !== "note")
    .map(({ severity, arms = [], message, advice }) => `${severity} (${arms.join(", ")}): ${message}. ${advice}`);
  const all = [...found, ...notes];
  return all.length === 0 ? ["nothing"] : all;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => wrap(`- ${line}`, 118).join("\n  ")).join("\n");
}

function paragraph(text: string): string {
  return wrap(text, 120).join("\n");
}
