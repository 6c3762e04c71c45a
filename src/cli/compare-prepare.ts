import { join } from "node:path";
import type { ArmInput, ComparisonQuestion } from "../analysis/compare/compare-arms.js";
import type { ArmWarning } from "../analysis/compare/comparison.js";
import type { Finding } from "../analysis/validity/finding.js";
import { describeFault } from "../base/errors.js";
import { TOOL } from "../records/tool.js";
import { batchCalls } from "./batch-calls.js";
import { repeatCommand } from "./compare-command.js";
import { chooseCompared } from "./compare-metrics.js";
import type { CompareOptions } from "./compare-options.js";
import { runArms } from "./compare-run.js";
import { armsOfScenarios, type ScenarioArm } from "./compare-scenarios.js";
import { type ArmSeeds, seedsFor } from "./compare-seeds.js";
import { SweepProgress } from "./sweep-progress.js";

/** A comparison that has been checked, and whose runs are still to come. */
export interface Prepared {
  readonly question: ComparisonQuestion;
  readonly notes: readonly string[];
  readonly warnings: readonly ArmWarning[];
  /** `validity` is `null` where nobody could look. */
  arms(): Promise<{ readonly inputs: readonly ArmInput[]; readonly validity: readonly Finding[] | null }>;
  /** Takes whatever is on the screen away. */
  wipe(): void;
}

/** @throws InputError with what keeps the scenarios from being compared */
export function prepareScenarios(files: readonly string[], options: CompareOptions): Prepared {
  const { primary, metrics } = chooseCompared(options);
  const arms = armsOfScenarios(files, options, options.seedStart ?? 1);
  const seeds = seedsFor(options, arms);
  const { estimand = "pooled", margin, width, quiet, threads } = options;
  const [control] = arms;
  const ids = files.length > 1 ? arms.map(({ name }) => name) : [control.scenario.spec.scenario_id];
  const name = options.name ?? fileName(ids);
  const screen = quiet === true ? undefined : process.stderr;
  const models = batchCalls(
    arms.map(({ scenario }) => scenario),
    join(options.out, `${name}_calls`),
    "comparison",
    options,
  );
  const progress = new SweepProgress(name, arms.length * seeds.count, 0, screen);
  return {
    question: {
      tool: TOOL,
      name,
      command: repeatCommand(files, options),
      source: "runs",
      seeds,
      estimand,
      primary,
      metrics,
      margin,
      width,
      semantics: control.scenario.semantics.name,
      epochs: common(arms, ({ n_epochs }) => n_epochs),
      steps: common(arms, ({ steps_per_epoch }) => steps_per_epoch),
    },
    notes: notesOn(arms, seeds, options),
    warnings: warningsOf(arms),
    arms: () =>
      runArms(arms, seeds, {
        progress,
        metrics: [primary, ...metrics],
        models,
        ...(threads === undefined ? {} : { threads }),
      }),
    wipe: () => progress.end(),
  };
}

/** What the files of a comparison begin with. */
export function fileName(arms: readonly string[]): string {
  const parts = arms.map((arm) => arm.replaceAll(/[^A-Za-z0-9._-]+/g, "_").replace(/^[._]+/, ""));
  return parts.join("_vs_").slice(0, 150) || "comparison";
}

function common(
  arms: readonly ScenarioArm[],
  of: (simulation: ScenarioArm["scenario"]["spec"]["simulation"]) => number,
) {
  const values = new Set(arms.map(({ scenario }) => of(scenario.spec.simulation)));
  return values.size === 1 ? ([...values][0] ?? null) : null;
}

function notesOn(
  arms: readonly ScenarioArm[],
  { step, count }: ArmSeeds,
  { compat, estimand }: CompareOptions,
): string[] {
  const notes: string[] = [];
  if (compat !== undefined) {
    notes.push(
      `under --compat neighbouring seeds share random streams (agent k draws from seed + k): seeds are ${step} apart`,
    );
  }
  if (common(arms, ({ n_epochs, steps_per_epoch }) => n_epochs * steps_per_epoch) === null) {
    notes.push("the arms differ in length: counts and sums over a run (welfare, costs) grow with it");
  }
  if (estimand === "epoch_mean_with_zeros") {
    notes.push("the mean with zeros counts an epoch without data as 0, so that little happening looks safe");
  }
  if (count < 10) notes.push(`${count} seeds are few: intervals are wide, and rest on the shape of the data`);
  return notes;
}

/** What the loader had to say, each once with the arms that it is about. */
function warningsOf(arms: readonly ScenarioArm[]): readonly ArmWarning[] {
  const byMessage = new Map<string, string[]>();
  for (const { name, scenario } of arms) {
    for (const warning of scenario.warnings) {
      const message = describeFault(warning);
      byMessage.set(message, [...(byMessage.get(message) ?? []), name]);
    }
  }
  return [...byMessage].map(([message, whose]) => ({ arms: whose, message }));
}
