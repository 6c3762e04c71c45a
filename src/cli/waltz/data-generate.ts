import type { Command } from "@commander-js/extra-typings";
import { InputError, TableError } from "../../base/errors.js";
import { keyedSource } from "../../base/random/keyed-source.js";
import type { Subcommand } from "../../contract/subcommand.js";
import type { KnownExample, Role } from "../../waltz/data/example.js";
import { type Examples, generateFromTemplates } from "../../waltz/data/generate/generate.js";
import { drawExamples, unlike } from "../../waltz/data/generate/mix.js";
import { generateByModel, type ModelExamples } from "../../waltz/data/generate/model-examples.js";
import { callOptions } from "../call-options.js";
import { counted } from "../format-text.js";
import { interruptible } from "../interruptible.js";
import { gathered } from "../model-options.js";
import { wholeNumber } from "../whole-number.js";
import { type WriterOptions, withWriter } from "./data-model.js";
import { dataOptions } from "./data-options.js";
import { readData, withoutFaults } from "./data-read.js";
import { notesIn, writeData } from "./data-write.js";

interface GenerateOptions extends WriterOptions {
  readonly out: string;
  readonly generated: number;
  readonly from?: string | undefined;
  readonly converted?: number | undefined;
  readonly seed: number;
  readonly near: number;
}

/** What was made, and how. */
interface Made {
  readonly examples: Examples;
  /** Lines about it. */
  readonly remarks: readonly string[];
}

/** `swarm waltz data generate`: new examples, alone or mixed with converted ones. */
export const generateVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("generate")
      .description(
        "Make examples of both agents about made-up, harmless houses whose rule is kept or broken: from templates, or " +
          "written by a model. With --from and --converted, examples of a pool are mixed in. No two examples of an agent " +
          "are near duplicates.",
      )
      .option("--out <folder>", "where <agent>_agent.jsonl go", "data/waltzrl_pool")
      .option("--generated <number>", "new examples of each agent", wholeNumber(0), 3000)
      .option("--from <folder>", "a pool of converted examples")
      .option("--converted <number>", "examples of each agent out of that pool", wholeNumber(1))
      .option("--provider <name>", "of the model that writes; templates where it is left out")
      .option("--set <key=value>", "a key of that model's config; repeat for several", gathered)
      .addOption(dataOptions.seed())
      .addOption(dataOptions.near())
      .addOption(callOptions.replay())
      .addOption(callOptions.calls())
      .addOption(callOptions.tokens())
      .addOption(callOptions.cost())
      .action(async (options) => {
        checkOptions(options);
        const pool = poolOf(options);
        const converted = pool.examples;
        const made = await madeBy(options, converted);
        wipe();
        const examples: Examples = {
          conversation: [...converted.conversation, ...made.examples.conversation],
          feedback: [...converted.feedback, ...made.examples.feedback],
        };
        const written = writeData(options.out, { pool: examples }, pool.reads, { attributions: pool.notes });
        const lines = [...written.map(({ file, examples: count }) => `${file}: ${counted(count, "example")}`)];
        process.stdout.write(`${[...lines, ...made.remarks].join("\n")}\n`);
      });
  },
};

/** @throws InputError with every option that could have no effect, or lacks another */
function checkOptions({ provider, from, converted, generated, set, ...calls }: GenerateOptions): void {
  const faults: string[] = [];
  if ((from === undefined) !== (converted === undefined)) faults.push("--from and --converted need each other");
  if (generated === 0 && converted === undefined) faults.push("--generated 0 alone would make nothing");
  const asking = Object.entries({
    "--set": set,
    "--replay-calls": calls.replayCalls,
    "--budget-calls": calls.budgetCalls,
    "--budget-tokens": calls.budgetTokens,
    "--budget-cost": calls.budgetCost,
  }).filter(([, value]) => value !== undefined);
  if ((provider === undefined || generated === 0) && asking.length > 0) {
    faults.push(`${asking.map(([name]) => name).join(", ")} would have no effect: no model is asked (see --provider)`);
  }
  if (faults.length > 0) throw new InputError(faults.map((message) => ({ message })));
}

function poolOf({ from, converted = 0, seed, near }: GenerateOptions) {
  const nothing: Examples = { conversation: [], feedback: [] };
  if (from === undefined) return { examples: nothing, reads: [], notes: [] };
  const { files, reads, attributions } = withoutFaults(readData([from], ["pool"]));
  const of = (role: Role): readonly KnownExample[] =>
    files.filter((file) => file.role === role).flatMap((file) => file.examples);
  const pool = { conversation: of("conversation"), feedback: of("feedback") };
  try {
    const examples = drawExamples(pool, converted, keyedSource(seed), near);
    return { examples, reads, notes: notesIn(attributions) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new TableError(error.faults.map(({ message }) => ({ message, place: { file: from } })));
  }
}

async function madeBy(options: GenerateOptions, before: Examples): Promise<Made> {
  const { generated, seed, near, provider, out } = options;
  if (generated === 0) return { examples: { conversation: [], feedback: [] }, remarks: [] };
  const source = keyedSource(seed);
  if (provider === undefined) return fromTemplates(options, before);
  const progress = (soFar: ModelExamples) => showProgress(soFar, generated);
  const plan = { wanted: generated, source, seed, threshold: near, before, progress };
  const last = () => process.stderr.write("interrupted: no data was written; the calls of the model are kept\n");
  const made = await interruptible(() => withWriter(out, options, (model) => generateByModel(model, plan)), last);
  const rejected = Object.entries(made.rejected).map(([why, count]) => `${count} ${why}`);
  const remark = `calls: ${made.calls}; answers that were not used: ${rejected.join(", ") || "none"}`;
  return { examples: made.examples, remarks: [remark] };
}

/** Where templates repeat what was converted, more are made in their place. */
function fromTemplates({ generated, seed, near }: GenerateOptions, before: Examples): Made {
  for (let wanted = generated; ; ) {
    const { examples, houses, dropped } = generateFromTemplates(wanted, keyedSource(seed), near);
    const own = unlike(examples, before, near);
    const short = generated - Math.min(own.conversation.length, own.feedback.length);
    if (short > 0) {
      wanted += short;
      continue;
    }
    const cut = {
      conversation: own.conversation.slice(0, generated),
      feedback: own.feedback.slice(0, generated),
    };
    const repeats = dropped.conversation + dropped.feedback;
    return { examples: cut, remarks: [`from ${counted(houses, "house")}; near duplicates left out: ${repeats}`] };
  }
}

function showProgress({ examples, calls }: ModelExamples, wanted: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\x1b[2Kgenerate: ${examples.conversation.length}/${wanted} examples, ${calls} calls`);
}

function wipe(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
}
