import { type Command, Option } from "@commander-js/extra-typings";
import { type Frame, frameOf } from "../analysis/frame.js";
import { differenceOf, summarise } from "../analysis/summary.js";
import { describeFault, type Fault, InputError } from "../base/errors.js";
import { defineCommand } from "../contract/command.js";
import { readTable, type Table } from "../records/read-table.js";
import { analysesAsCsv, analysesAsJson } from "./analysis-data.js";
import { type Analysis, analysesForMarkdown, analysesForTerminal } from "./analysis-text.js";
import { chooseMetrics } from "./analyze-metrics.js";

const FORMATS = {
  table: analysesForTerminal,
  markdown: analysesForMarkdown,
  csv: analysesAsCsv,
  json: analysesAsJson,
} as const;

/** `swarm analyze`: level, course and trend of metrics over the epochs of one or more tables. */
export const analyzeCommand = defineCommand({
  name: "analyze",
  register(program: Command): void {
    program
      .command("analyze")
      .description(
        "Summarise metrics over the epochs of a run: epochs with data, mean, standard deviation, range, first half " +
          "against second half, slope with its 95 % interval. Several tables are also set side by side, with " +
          'differences from the first. Any CSV file with a whole-numbered column "epoch" will do.',
      )
      .argument("<table...>", "metrics tables (CSV), one run each")
      .option(
        "--metrics <names>",
        "columns, separated by commas; conditional_loss stands for that of both sides (default: toxicity rates, " +
          "quality gap, spread and conditional losses as far as there, else every numeric column)",
        (names: string, before: readonly string[] = []) => [...before, ...names.split(",").map((name) => name.trim())],
      )
      .addOption(
        new Option("--format <format>", "how to print").choices(["table", "markdown", "csv", "json"]).default("table"),
      )
      .action(async (files, { metrics, format }) => {
        const { analyses, warnings } = await analyse(files, metrics);
        for (const warning of warnings) process.stderr.write(`warning: ${describeFault(warning)}\n`);
        process.stdout.write(`${FORMATS[format](analyses)}\n`);
      });
  },
});

/** @throws InputError with the faults of all files. */
async function analyse(
  files: readonly string[],
  asked: readonly string[] | undefined,
): Promise<{ analyses: readonly Analysis[]; warnings: readonly Fault[] }> {
  const faults: Fault[] = [];
  const tables: Table[] = [];
  // One after the other: two tables of the largest size at once would need twice the memory for no gain.
  for (const file of files) {
    await collecting(faults, async () => tables.push(await readTable(file)));
  }
  const frames: Frame[] = [];
  const warnings = tables.flatMap(openEnd);
  await collecting(faults, async () => {
    const choice = chooseMetrics(tables, asked);
    warnings.push(...choice.warnings);
    for (const [table, metrics] of choice.metrics) {
      await collecting(faults, () => frames.push(frameOf(table, metrics)));
    }
  });
  if (faults.length > 0) throw new InputError(faults);
  return { analyses: compareWithFirst(frames), warnings };
}

function compareWithFirst(frames: readonly Frame[]): readonly Analysis[] {
  const summaries = frames.map(
    ({ epochs, series }) => new Map([...series].map(([metric, values]) => [metric, summarise(epochs, values)])),
  );
  return frames.map(({ file, epochs }, at) => {
    const own = summaries[at] ?? new Map();
    const differences = [...(summaries[0] ?? [])].flatMap(([metric, reference]) => {
      const other = own.get(metric);
      return at === 0 || other === undefined ? [] : [[metric, differenceOf(reference, other)] as const];
    });
    return { file, epochs, summaries: own, differences: new Map(differences) };
  });
}

/** Runs `step`; wrong input goes to `faults`, so that one file's faults do not hide another's. */
async function collecting(faults: Fault[], step: () => unknown): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    faults.push(...error.faults);
  }
}

function openEnd({ file, lines, endsWithNewline }: Table): readonly Fault[] {
  if (endsWithNewline) return [];
  const message = "no line end after the last row: if the file was cut there, its last value may be incomplete";
  return [{ message, place: { file, line: lines.at(-1) ?? 0 } }];
}
