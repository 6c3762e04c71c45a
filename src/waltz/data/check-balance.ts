import type { Static } from "@sinclair/typebox";
import { FaultList } from "../../base/fault-list.js";
import type { CheckOutcome, MeasuredFile } from "./check.js";
import type { CHECK_LIMITS } from "./check-limits.js";
import { TIERS, tierOf } from "./difficulty.js";
import { ROLES } from "./example.js";

/** Shares of the names, in the order in which they first appear. */
function sharesOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].map(([name, count]) => [name, count / names.length]));
}

export function classShares({ examples }: MeasuredFile): ReadonlyMap<string, number> {
  return sharesOf(examples.map(({ kind }) => kind).sort());
}

export function tierShares({ examples }: MeasuredFile): ReadonlyMap<string, number> {
  const shares = sharesOf(examples.map(({ difficulty }) => tierOf(difficulty)));
  return new Map(TIERS.map((tier) => [tier, shares.get(tier) ?? 0]));
}

/** Whether no class is too rare, and whether training and test have classes and tiers of difficulty in like shares. */
export function checkBalance(
  files: readonly MeasuredFile[],
  limits: Static<typeof CHECK_LIMITS>,
): readonly CheckOutcome[] {
  const classes = new FaultList();
  for (const file of files) {
    const shares = classShares(file);
    if (shares.size === 1) classes.add("one", { message: "all examples are of one class", place: { file: file.file } });
    for (const [name, share] of shares) {
      if (share >= limits.min_class_share) continue;
      const message = `the class "${name}" has ${percent(share)} of the examples, less than ${percent(limits.min_class_share)}`;
      classes.add("rare", { message, place: { file: file.file } });
    }
  }
  const rarest = Math.min(...files.flatMap((file) => [...classShares(file).values()]));
  const classGap = differences(files, classShares, "the class", limits.max_class_difference, classes);
  const tiers = new FaultList();
  const tierGap = differences(files, tierShares, "the tier of difficulty", limits.max_difficulty_difference, tiers);
  const gap = classGap === undefined ? "" : `; training and test differ by at most ${points(classGap)}`;
  const classSummary = `the rarest class has ${percent(rarest)} of its file${gap}`;
  const outcomes = [{ check: "class balance", passed: classes.isEmpty, summary: classSummary, faults: classes.faults }];
  if (tierGap === undefined) return outcomes;
  const summary = `the shares of easy, medium and hard examples of training and test differ by at most ${points(tierGap)}`;
  return [...outcomes, { check: "difficulty balance", passed: tiers.isEmpty, summary, faults: tiers.faults }];
}

/** The largest difference of a share between training and test of one agent; undefined where there are not both. */
function differences(
  files: readonly MeasuredFile[],
  sharesIn: (file: MeasuredFile) => ReadonlyMap<string, number>,
  what: string,
  limit: number,
  faults: FaultList,
): number | undefined {
  let largest: number | undefined;
  for (const role of ROLES) {
    const own = files.filter((file) => file.role === role && file.examples.length > 0);
    const training = own.find(({ side }) => side === "training");
    const test = own.find(({ side }) => side === "test");
    if (training === undefined || test === undefined) continue;
    const [before, after] = [sharesIn(training), sharesIn(test)];
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const [here, there] = [before.get(name) ?? 0, after.get(name) ?? 0];
      largest = Math.max(largest ?? 0, Math.abs(here - there));
      if (Math.abs(here - there) <= limit) continue;
      const message = `${what} "${name}" has ${percent(there)} here and ${percent(here)} in ${training.file}`;
      faults.add("difference", { message, place: { file: test.file } });
    }
  }
  return largest;
}

function points(difference: number): string {
  return `${(100 * difference).toFixed(1)} points`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
