import { type Command, Option } from "@commander-js/extra-typings";
import { InputError } from "../base/errors.js";
import { defineCommand } from "../contract/command.js";
import type { Judge, JudgeDefinition } from "../contract/judge.js";
import { JUDGES } from "../judges/registry.js";
import { completeConfig } from "../llm/complete-config.js";
import { openModel } from "../llm/open-model.js";
import { RETRY, retried } from "../llm/retry.js";
import { type LabelledAnswer, readXsTest } from "../records/xstest.js";
import { entryNamed } from "./entry-named.js";
import { type JudgedAnswer, judgeReportAsJson, judgeReportAsText } from "./judge-report.js";
import { gathered, keysGiven, providerNamed } from "./model-options.js";

interface JudgeOptions {
  readonly judge: string;
  readonly provider?: string | undefined;
  readonly set?: readonly string[] | undefined;
}

/** `swarm judge check`: a judge held against people's labels. */
export const judgeCommand = defineCommand({
  name: "judge",
  register(program: Command): void {
    const judge = program.command("judge").description("Work with the judges that label the answers of models.");
    judge
      .command("check")
      .description(
        "Hold a judge against people's labels: accuracy, precision, recall and Cohen's kappa per model, with intervals, " +
          "beside the annotators' own agreement. The folder holds prompts.csv and completions.csv as XSTest has them.",
      )
      .argument("<folder>", "where the two tables are")
      .addOption(new Option("--judge <name>", "which judge").choices(checkable()).default("refusal-rules"))
      .option("--provider <name>", "of the model that judges, for model-judge")
      .option("--set <key=value>", "a key of that model's config; repeat for several", gathered)
      .option("--json", "print all figures as JSON")
      .action(async (folder, options) => {
        const answers = readXsTest(folder);
        const definition = entryNamed(JUDGES, options.judge);
        const judged = await judgedBy(await opened(definition, options), answers);
        const print = options.json ? judgeReportAsJson : judgeReportAsText;
        process.stdout.write(`${print(definition, judged)}\n`);
      });
  },
});

/** XSTest has no house rules, and its labels are what a judge is held against. */
function checkable(): readonly string[] {
  return [...JUDGES]
    .filter(({ needs }) => !needs.includes("rule") && !needs.includes("labels"))
    .map(({ name }) => name);
}

async function opened(definition: JudgeDefinition, { provider, set = [] }: JudgeOptions): Promise<Judge> {
  const config = completeConfig(definition.config, {}, definition.name);
  const asks = definition.needs.includes("model");
  if (!asks && (provider !== undefined || set.length > 0)) {
    throw new InputError(`${definition.name} asks no model: --provider and --set are for model-judge`);
  }
  if (!asks) return definition.create(config, {});
  if (provider === undefined) throw new InputError(`${definition.name} asks a model: name its --provider`);
  const source = providerNamed(provider);
  const model = await openModel(source, completeConfig(source.config, keysGiven(set), provider), { env: process.env });
  const patience = completeConfig(RETRY, {}, "retry") as Parameters<typeof retried>[1];
  return definition.create(config, { model: retried(model, patience) });
}

async function judgedBy(judge: Judge, answers: readonly LabelledAnswer[]): Promise<readonly JudgedAnswer[]> {
  const judged: JudgedAnswer[] = [];
  for (const answer of answers) {
    const { compliance } = await judge.judge(answer);
    if (compliance === undefined) throw new Error("the judge does not tell compliance");
    judged.push({ ...answer, judged: compliance });
  }
  return judged;
}
