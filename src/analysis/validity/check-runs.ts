import { BUILT_IN, type Extensions } from "../../scenario/extensions.js";
import type { Scenario } from "../../scenario/spec.js";
import type { CheckedRun } from "./check.js";
import type { Finding } from "./finding.js";
import { Sentinel } from "./sentinel.js";

/** Runs of one scenario with different seeds. */
export interface CheckedArm {
  readonly name: string;
  readonly scenario: Scenario;
  readonly runs: Iterable<CheckedRun>;
}

/** What keeps one run from showing what it seems to show; nothing where all is well. The most serious comes first. */
export function checkRun(scenario: Scenario, run: CheckedRun, extensions: Extensions = BUILT_IN): readonly Finding[] {
  return checkRuns([{ name: "run", scenario, runs: [run] }], extensions).map(({ arms: _, ...finding }) => finding);
}

/** The same for arms that are compared; the first is the one that the others are held against. */
export function checkRuns(arms: Iterable<CheckedArm>, extensions: Extensions = BUILT_IN): readonly Finding[] {
  const sentinel = new Sentinel(extensions);
  for (const { name, scenario, runs } of arms) {
    const arm = sentinel.arm(name, scenario);
    for (const run of runs) arm.add(run);
    arm.close();
  }
  return sentinel.findings();
}
