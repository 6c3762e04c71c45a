import { setTimeout as sleep } from "node:timers/promises";
import { type Command, Option } from "@commander-js/extra-typings";
import { type Fault, InputError } from "../../base/errors.js";
import { EXIT } from "../../contract/command.js";
import type { Subcommand } from "../../contract/subcommand.js";
import type { TrainerAddress, TrainerDefinition } from "../../contract/trainer-backend.js";
import { completeConfig } from "../../llm/complete-config.js";
import { TRAINERS } from "../../llm/providers/finetune/registry.js";
import { RETRY } from "../../llm/retry.js";
import { FinetuneFolder } from "../../records/finetune-folder.js";
import { cancelJob } from "../../waltz/finetune/cancel-job.js";
import type { JobOutcome } from "../../waltz/finetune/job-outcome.js";
import { type Agent, type JobPlan, recordFor } from "../../waltz/finetune/job-plan.js";
import type { Patience } from "../../waltz/finetune/patiently.js";
import { runJob } from "../../waltz/finetune/run-job.js";
import { amount } from "../amount.js";
import { entryNamed } from "../entry-named.js";
import { interruptible } from "../interruptible.js";
import { gathered, keysGiven } from "../model-options.js";
import { visible } from "../visible.js";
import {
  agentOption,
  agentsOf,
  attempted,
  type FinetuneOptions,
  jobPlans,
  providerOption,
} from "./finetune-options.js";
import { estimateJob, estimateText, localInstead, outcomeText, settingsText } from "./finetune-text.js";

interface Options extends FinetuneOptions {
  readonly models: string;
  readonly apiKeyEnv?: string | undefined;
  readonly timeout: number;
  readonly retry?: readonly string[] | undefined;
  readonly poll: number;
  readonly timeLimit: number;
  readonly wait: boolean;
  readonly again?: true | undefined;
  readonly adopt?: string | undefined;
  readonly json?: true | undefined;
}

/** `swarm waltz finetune`: one hosted job per agent, from files of examples to the names of tuned models. */
export const finetuneVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("finetune")
      .description(
        "Fine-tune both agents at a vendor, from <data>/<agent>_agent_training.jsonl to " +
          "<models>/waltzrl_<agent>_<provider>/. The state is written after each step: the same command goes on after " +
          "anything. Exit code 4: training is not available at this vendor.",
      )
      .addOption(providerOption())
      .option("--model <name>", "the base model, by the vendor's name for it")
      .addOption(agentOption())
      .option("--data <folder>", "where the examples are", "data/waltzrl")
      .option("--validation", "send <agent>_agent_test.jsonl too: the vendor measures loss on it")
      .option("--models <folder>", "where the folders of tuned models go", "models")
      .option("--set <key=value>", "a setting of the job; repeat for several", gathered)
      .option("--base-url <address>", "another host of the same routes")
      .option("--api-key-env <variable>", "variable of its key; without it no key is sent to another host")
      .addOption(
        new Option("--dry-run", "check the files and estimate the cost; send nothing").conflicts([
          "again",
          "adopt",
          "cancel",
        ]),
      )
      .addOption(
        new Option("--price <usd>", "per million tokens of training, for --dry-run").argParser(amount({ zero: true })),
      )
      .option("--no-wait", "end when the job is on its way")
      .addOption(
        new Option("--poll <seconds>", "between two looks at a job").argParser(amount({ zero: false })).default(20),
      )
      .addOption(
        new Option("--time-limit <seconds>", "of waiting in all").argParser(amount({ zero: false })).default(86_400),
      )
      .addOption(new Option("--timeout <seconds>", "for one reply").argParser(amount({ zero: false })).default(120))
      .option("--retry <key=value>", "max_retries (5), backoff (1 s), max_wait (60 s)", gathered)
      .option("--again", "start a new job though the one on record has ended")
      .option("--adopt <job>", "take this job of the vendor's for the one of --agent")
      .addOption(new Option("--cancel", "cancel the jobs on record").conflicts(["again", "adopt"]))
      .option("--json", "print how the jobs ended as JSON; what happens meanwhile goes to stderr")
      .addHelpText("after", () => `\nSettings (--set):\n\n${settingsText()}`)
      .action(async ({ dryRun, price, cancel, ...options }) => {
        const definition = entryNamed(TRAINERS, options.provider);
        if (options.adopt !== undefined && options.agent === "both") {
          throw new InputError("--adopt is for one job: say whose with --agent");
        }
        if (price !== undefined && dryRun !== true) throw new InputError("--price is for --dry-run");
        if (cancel === true) return cancelled(definition, options);
        if (dryRun !== true) return finetuned(definition, options);
        const estimates = jobPlans(options, definition).map((plan) => estimateJob(plan, definition, price));
        const text = options.json === true ? JSON.stringify(estimates, null, 2) : estimateText(definition, estimates);
        process.stdout.write(`${text}\n`);
      });
  },
};

async function finetuned(definition: TrainerDefinition, options: Options): Promise<void> {
  const plans = jobPlans(options, definition);
  const backend = await definition.create(addressOf(options), { env: process.env });
  const patience = patienceOf(options);
  const tell = teller(options);
  const jobs = prepared(plans, options);
  const work = async () =>
    Promise.all(
      jobs.map(async ({ plan, folder, record }) => {
        const outcome = await runJob(plan, record, {
          backend,
          folder,
          patience,
          wait: (seconds) => sleep(seconds * 1000),
          pollEvery: options.poll,
          timeLimit: options.timeLimit,
          follow: options.wait,
          adopt: options.adopt,
          tell: (line) => tell(plan.agent, line),
        });
        return { agent: plan.agent, folder, outcome };
      }),
    );
  try {
    const ended = await interruptible(work, () => {
      process.stderr.write(
        "Jobs that were made go on at the vendor: the same command follows them, --cancel ends them.\n",
      );
    });
    report(definition, ended, options);
  } finally {
    for (const { release } of jobs) release();
  }
}

/**
 * The jobs with their records, each kept from other processes until it is released.
 * @throws InputError with the faults of all records, before anything is sent
 */
function prepared(plans: readonly JobPlan[], { models, again, adopt }: Options) {
  const faults: Fault[] = [];
  const jobs = plans.map((plan) => {
    const folder = new FinetuneFolder(models, plan.agent, plan.provider);
    const release = folder.lock();
    const file = `${folder.shown}/job_info.json`;
    const record = attempted(faults, () => recordFor(plan, folder.read(), again === true, file));
    if (adopt !== undefined && record?.job && record.job.id !== adopt) {
      faults.push({ message: `it has a job already, ${record.job.id}: --adopt is for none`, place: { file } });
    }
    return { plan, folder, release, record };
  });
  if (faults.length === 0)
    return jobs.flatMap(({ record, ...job }) => (record === undefined ? [] : [{ ...job, record }]));
  for (const { release } of jobs) release();
  throw new InputError(faults);
}

type Ended = readonly { readonly agent: Agent; readonly folder: FinetuneFolder; readonly outcome: JobOutcome }[];

function report(definition: TrainerDefinition, ended: Ended, { json }: Options): void {
  const kinds = new Set(ended.map(({ outcome }) => outcome.kind));
  const lines = ended.map(({ agent, folder, outcome }) => outcomeText(agent, folder, outcome));
  if (kinds.has("unavailable")) lines.push(localInstead(definition));
  const jobs = ended.map(({ agent, folder, outcome }) => ({ agent, folder: folder.shown, ...outcome }));
  process.stdout.write(json === true ? `${JSON.stringify({ jobs }, null, 2)}\n` : `${lines.join("\n")}\n`);
  const failed = (["failed", "cancelled", "stopped"] as const).some((kind) => kinds.has(kind));
  if (failed) process.exitCode = EXIT.failed;
  else if (kinds.has("unavailable")) process.exitCode = EXIT.unavailable;
}

async function cancelled(definition: TrainerDefinition, options: Options): Promise<void> {
  const found = agentsOf(options).flatMap((agent) => {
    const folder = new FinetuneFolder(options.models, agent, definition.name);
    const record = folder.read();
    return record === undefined ? [] : [{ agent, folder, record }];
  });
  if (found.length === 0) throw new InputError(`no job of ${definition.name}'s is on record in ${options.models}`);
  const results = await Promise.all(
    found.map(async ({ agent, folder, record }) => {
      const address = { ...addressOf(options), baseUrl: record.base_url };
      const backend = await definition.create(address, { env: process.env });
      const wait = (seconds: number) => sleep(seconds * 1000);
      return { agent, ...(await cancelJob(record, { backend, folder, patience: patienceOf(options), wait })) };
    }),
  );
  const lines = results.map(({ agent, message }) => `${agent}: ${visible(message)}`);
  const text = options.json === true ? JSON.stringify({ jobs: results }, null, 2) : lines.join("\n");
  process.stdout.write(`${text}\n`);
  if (results.some(({ done }) => !done)) process.exitCode = EXIT.failed;
}

function addressOf({ baseUrl, apiKeyEnv, timeout }: Options): TrainerAddress {
  return { baseUrl, apiKeyEnv, timeout };
}

function patienceOf({ retry = [] }: Options): Patience {
  const given = { max_retries: 5, ...keysGiven(retry) };
  const { max_retries, backoff, max_wait } = completeConfig(RETRY, given, "--retry") as Record<string, number>;
  return { retries: max_retries ?? 0, backoff: backoff ?? 0, maxWait: max_wait ?? 0 };
}

function teller({ json }: Options): (agent: Agent, line: string) => void {
  const stream = json === true ? process.stderr : process.stdout;
  return (agent, line) => void stream.write(`${agent}: ${visible(line)}\n`);
}
