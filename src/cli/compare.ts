import type { Command } from "@commander-js/extra-typings";
import { type ArmInput, compareArms } from "../analysis/compare/compare-arms.js";
import { planSeeds } from "../analysis/compare/plan-seeds.js";
import { defineCommand } from "../contract/command.js";
import { CompareFiles, type ComparePaths, comparePaths } from "./compare-files.js";
import { type CompareOptions, checkCompareOptions, withCompareOptions } from "./compare-options.js";
import { planText } from "./compare-plan-text.js";
import { type Prepared, prepareScenarios } from "./compare-prepare.js";
import { prepareTables } from "./compare-tables.js";
import { comparisonText } from "./compare-text.js";
import { interruptible } from "./interruptible.js";

/** `swarm compare`: arms with the same seeds, their differences, how sure they are, and what they cost. */
export const compareCommand = defineCommand({
  name: "compare",
  register(program: Command): void {
    const command = program
      .command("compare")
      .description(
        "Run scenarios, or variants of one, with the same seeds and hold them against the first: differences with " +
          "intervals, effect sizes and corrected tests, what each arm costs, who gains and who loses, and what keeps " +
          "the runs from showing it. The same on tables of finished runs.",
      )
      .argument("[files...]", "scenario files, the control first; or tables of finished runs (.csv)");
    withCompareOptions(command).action((files, options) => compare(files, options));
  },
});

async function compare(files: readonly string[], options: CompareOptions): Promise<void> {
  const tables =
    options.tables === true || (files.length > 0 && files.every((file) => /\.csv(\.partial)?$/.test(file)));
  checkCompareOptions(options, tables);
  const prepared = tables ? await prepareTables(files, options) : prepareScenarios(files, options);
  const paths = comparePaths(prepared.question.name, options.out, options.plan === true, files);
  const output = new CompareFiles(paths);
  const interrupted = () => {
    prepared.wipe();
    process.stderr.write("interrupted: nothing was written\n");
  };
  try {
    await interruptible(() => finish(prepared, output, paths, options), interrupted);
  } catch (error) {
    output.discard();
    throw error;
  }
}

async function finish(prepared: Prepared, output: CompareFiles, paths: ComparePaths, options: CompareOptions) {
  const { inputs, validity } = await prepared.arms();
  const { result, text } = options.plan
    ? planned(prepared, inputs, paths, options)
    : compared(prepared, inputs, validity, paths, options);
  const show = (shown: string) => options.quiet || process.stdout.write(`${shown}\n`);
  try {
    const written = output.write(inputs, result);
    show(options.json ? written.trimEnd() : text);
  } catch (error) {
    // Runs that cannot be kept, because the disk is full, are at least shown.
    show(text);
    throw error;
  }
}

type Inputs = readonly ArmInput[];

function compared(
  { question, notes, warnings }: Prepared,
  inputs: Inputs,
  validity: Awaited<ReturnType<Prepared["arms"]>>["validity"],
  paths: ComparePaths,
  { format }: CompareOptions,
) {
  const result = compareArms(question, inputs, { validity, notes, warnings });
  return { result, text: comparisonText(result, paths, format) };
}

function planned({ question, notes }: Prepared, inputs: Inputs, paths: ComparePaths, options: CompareOptions) {
  const { tool, name, command, primary, estimand, seeds } = question;
  const plan = planSeeds({ primary, estimand, effect: options.effect, width: options.width }, inputs);
  const result = { plan_version: 1, tool, name, command, seeds, ...plan, notes };
  return { result, text: planText(plan, question, paths, options.format) };
}
