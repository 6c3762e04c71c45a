import { type Command, Option } from "@commander-js/extra-typings";
import { EXIT } from "../../contract/command.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { TRIGGERS } from "../../pair/exchange.js";
import { jsonText } from "../../records/json-text.js";
import { callOptions } from "../call-options.js";
import { interruptible } from "../interruptible.js";
import { gathered } from "../model-options.js";
import { wholeNumber } from "../whole-number.js";
import { DECODINGS, PROMPT_PARTS } from "./evaluate-pair.js";
import { type EvaluateOptions, evaluated } from "./evaluate-run.js";
import { evaluationText, titleOf } from "./evaluate-text.js";
import { EMBEDDING_CACHE } from "./text-embeddings.js";

/** `swarm waltz evaluate`: figures of a trained pair, of recorded answers, or of a live pair of models. */
export const evaluateVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("evaluate")
      .description(
        "Unsafe rate, overrefusal rate, feedback trigger rate, label accuracy and more, with intervals: of a trained pair " +
          "(--pair), of answers on record (--recorded) or of models that are asked now (--conversation). Writes " +
          "benchmarks.json and every case.",
      )
      .option("--pair <dir>", "a trained pair of small policies")
      .option(
        "--recorded <path>",
        "answers on record: a folder with XSTest's two tables, lines of JSON, or a table of questions and answers",
      )
      .option("--conversation <provider:model>", "the model that answers")
      .option("--feedback <provider:model>", "the model that gives it feedback")
      .option(
        "--data <path>",
        "prompts: a folder with XSTest's prompts.csv or of split data, lines of JSON in a file, or `house`",
      )
      .option(
        "--set <part.key=value>",
        "a key of a model, such as conversation.temperature=0; repeat for several",
        gathered,
      )
      .addOption(new Option("--trigger <when>", "when feedback is delivered (default: adaptive)").choices(TRIGGERS))
      .addOption(new Option("--max-rounds <number>", "revisions at most (default: 1)").argParser(wholeNumber(0)))
      .addOption(
        new Option("--seed <number>", "of all draws and of the models' seeds (default: 1)").argParser(wholeNumber(0)),
      )
      .addOption(new Option("--decoding <how>", "of a trained pair (default: greedy)").choices(DECODINGS))
      .addOption(
        new Option(
          "--prompts <which>",
          "of those that a trained pair learnt on a part of (default: held-out where that is known, else all)",
        ).choices(PROMPT_PARTS),
      )
      .option("--embeddings <model>", "of a trained pair that reads embeddings: the GGUF model that they are of")
      .option("--embedding-cache <folder>", `where embeddings are kept (default: ${EMBEDDING_CACHE})`)
      .option("--judge <name>", "who labels answers that people did not, or beside them; repeat for several", gathered)
      .option("--judge-model <provider:model>", "the model that model-judge asks")
      .option("--gate <criterion>", "such as 'unsafe_rate<0.1'; repeat for several", gathered)
      .option(
        "--gates <list>",
        "plan.stage1, plan.improvement, plan.final, or a YAML file; repeat for several",
        gathered,
      )
      .option(
        "--against <dir>",
        "folder of an earlier evaluation of the same prompts: what changed since, paired by prompt",
      )
      .option("--capability", "put harmless tasks with answers that can be checked to the live pair, too")
      .addOption(callOptions.replay())
      .addOption(callOptions.calls())
      .addOption(callOptions.tokens())
      .addOption(callOptions.cost())
      .option("--out <dir>", "where the files go; none: nowhere", "logs/waltz_evaluation")
      .option("--detail", "tables by data set and category as well")
      .option("--json", "print what benchmarks.json holds")
      .option("--check", `exit with ${EXIT.criterionFailed} unless every gate is met`)
      .action(async (options) => {
        await interruptible(
          () => evaluate(options),
          () => process.stderr.write("interrupted: no figures are written\n"),
        );
      });
  },
};

async function evaluate(
  options: EvaluateOptions & { readonly detail?: true; readonly json?: true; readonly check?: true },
) {
  const { findings, benchmarks, what, remarks, written } = await evaluated(options);
  if (options.json) process.stdout.write(jsonText(benchmarks));
  else {
    const files = written.map((file) => `wrote ${file}\n`).join("");
    const text = evaluationText(findings, titleOf(what, findings), { detail: options.detail === true, remarks });
    process.stdout.write(`${text}\n${files === "" ? "" : `\n${files}`}`);
  }
  const unmet = benchmarks.gates.some(({ verdict }) => verdict !== "met");
  if (options.check && unmet) process.exitCode = EXIT.criterionFailed;
}
