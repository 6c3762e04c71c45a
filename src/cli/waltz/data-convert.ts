import { extname } from "node:path";
import { type Command, Option } from "@commander-js/extra-typings";
import { stringify } from "csv-stringify/sync";
import { InputError } from "../../base/errors.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { replaceFiles } from "../../records/replace-files.js";
import { type PlacedRow, ROW_KEYS } from "../../waltz/data/convert/question-row.js";
import { rowsToExamples } from "../../waltz/data/convert/rows-to-examples.js";
import { ROLES, type Role } from "../../waltz/data/example.js";
import { FEEDBACK_CODECS } from "../../waltz/data/feedback-codecs.js";
import { type Examples, withoutRepeats } from "../../waltz/data/generate/generate.js";
import { counted } from "../format-text.js";
import { dataOptions } from "./data-options.js";
import { readSources, type Sources } from "./data-sources.js";
import { writeData } from "./data-write.js";

interface ConvertOptions {
  readonly out: string;
  readonly agent: "both" | Role;
  readonly codec?: string | undefined;
  readonly near: number;
  readonly keepRepeats?: true | undefined;
}

const KEEP = "the text of every evaluation as it stands";

/** `swarm waltz data convert`: between questions with answers and the two formats, and back. */
export const convertVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("convert")
      .description(
        "Convert chats, questions with answers (JSONL, CSV) and XSTest's two tables into examples of both agents, or (--to " +
          "questions) examples back into rows. Answers that are known to be unsafe or to overrefuse are examples of the " +
          "feedback agent alone.",
      )
      .argument("<path...>", "files, folders of data, or a folder with XSTest's prompts.csv and completions.csv")
      .option(
        "--out <path>",
        "folder of <agent>_agent.jsonl; with --to questions a .jsonl or .csv file",
        "data/waltzrl_pool",
      )
      .addOption(
        new Option("--to <form>", "what to make").choices(["examples", "questions"] as const).default("examples"),
      )
      .addOption(new Option("--agent <name>", "whose examples").choices(["both", ...ROLES] as const).default("both"))
      .addOption(
        new Option("--codec <name>", `how evaluations are written (default: seed.text, and ${KEEP})`).choices(
          FEEDBACK_CODECS.names,
        ),
      )
      .option("--question-key <name>", "field of the question, where it has none of the usual names")
      .option("--answer-key <name>", "field of the answer")
      .addOption(
        new Option("--turns <which>", "chats of several turns: refuse them, or take the first question and answer")
          .choices(["one", "first"] as const)
          .default("one"),
      )
      .addOption(
        new Option(
          "--partial <scheme>",
          "partial refusals of XSTest: count against either kind of prompt, or against none",
        )
          .choices(["strict", "lenient"] as const)
          .default("strict"),
      )
      .addOption(dataOptions.near())
      .option("--keep-repeats", "keep examples that nearly repeat an earlier one")
      .action((paths, { to, questionKey, answerKey, turns, partial, ...options }) => {
        const sources = readSources(paths, { questionKey, answerKey, turns, partial });
        const lines =
          to === "questions" ? writeRows(sources, options) : writeExamples(sources, options as ConvertOptions);
        const passed = sources.ignored.length === 0 ? [] : [`fields without a use: ${sources.ignored.join(", ")}`];
        process.stdout.write(`${[...lines, ...passed].join("\n")}\n`);
      });
  },
};

function writeExamples(sources: Sources, { out, agent, codec, near, keepRepeats }: ConvertOptions): readonly string[] {
  const { examples, unfit, unlabelled, judged } = rowsToExamples(
    sources.rows,
    codec === undefined ? undefined : FEEDBACK_CODECS.find(codec),
  );
  let repeats = 0;
  const [conversation, feedback] = ROLES.map((role) => {
    if (agent !== "both" && agent !== role) return [];
    if (keepRepeats) return examples[role];
    const { kept, dropped } = withoutRepeats(examples[role], role, near);
    repeats += dropped;
    return kept;
  });
  const pool: Examples = { conversation: conversation ?? [], feedback: feedback ?? [] };
  if (pool.conversation.length + pool.feedback.length === 0) {
    throw new InputError(
      "no example comes of it: no answer is known to be fine, or what is wrong with it is not known",
    );
  }
  const written = writeData(out, { pool }, sources.reads, { attributions: sources.attributions });
  const remarks = [
    [unfit, "not to be learnt by the conversation agent (unsafe, or overrefusing)"],
    [unlabelled, "without an example for the feedback agent: nobody says whether they are fine"],
    [judged, "labelled by the rules of the refusal judge, from the kind of question alone"],
  ] as const;
  return [
    ...written.map(({ file, examples: count }) => `${file}: ${counted(count, "example")}`),
    ...remarks.flatMap(([count, what]) => (count === 0 ? [] : [`${counted(count, "answer")} ${what}`])),
    ...(repeats === 0 ? [] : [`near duplicates left out: ${repeats} (--keep-repeats keeps them)`]),
  ];
}

/** @throws InputError where the file has no ending that says how to write it */
function writeRows({ rows, reads }: Sources, { out, agent }: Pick<ConvertOptions, "out" | "agent">): readonly string[] {
  const form = extname(out).toLowerCase();
  if (form !== ".jsonl" && form !== ".csv")
    throw new InputError(`--out ${out}: a file that ends with .jsonl or .csv is needed`);
  const chosen = rows.filter(
    ({ evaluation }) => agent === "both" || (evaluation !== undefined) === (agent === "feedback"),
  );
  if (chosen.length === 0) throw new InputError(`there are no examples of the ${agent} agent`);
  const content = form === ".csv" ? [csvOf(chosen)] : chosen.map((row) => `${JSON.stringify(fieldsOf(row))}\n`);
  replaceFiles([{ path: out, content }], reads);
  return [`${out}: ${counted(chosen.length, "row")}`];
}

function fieldsOf(row: PlacedRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(ROW_KEYS.map((key) => [key, row[key]]));
}

function csvOf(rows: readonly PlacedRow[]): string {
  const used = ROW_KEYS.filter((key) => rows.some((row) => row[key] !== undefined));
  const cell = (value: unknown) =>
    typeof value === "object" ? JSON.stringify(value) : (value as string | boolean | undefined);
  const table = rows.map((row) => used.map((key) => cell(row[key])));
  return stringify([[...used], ...table], { cast: { boolean: String } });
}
