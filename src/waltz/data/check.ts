import type { Static } from "@sinclair/typebox";
import type { Fault } from "../../base/errors.js";
import { checkBalance } from "./check-balance.js";
import { checkDuplicates } from "./check-duplicates.js";
import { checkLeakage } from "./check-leakage.js";
import { checkLengths } from "./check-lengths.js";
import type { CHECK_LIMITS } from "./check-limits.js";
import { checkPersonalData } from "./check-personal-data.js";
import { classOf } from "./classes.js";
import type { DataSide } from "./data-files.js";
import { difficultiesOf } from "./difficulty.js";
import type { Role } from "./example.js";
import { exchangeOf, type PlacedExample } from "./example-lines.js";

/** A data file as it was read. */
export interface DataFile {
  readonly file: string;
  readonly role: Role;
  readonly side: DataSide;
  readonly examples: readonly PlacedExample[];
  /** Lines that are no example. */
  readonly faults: readonly Fault[];
  /** Lines, empty ones left out. */
  readonly lines: number;
  readonly empty: number;
  readonly bom: boolean;
}

/** An example with what the checks hold it against. */
export interface MeasuredExample extends PlacedExample {
  readonly kind: string;
  /** In [0, 1], as `difficultiesOf` measures it over all files of the agent. */
  readonly difficulty: number;
}

/** A file with its examples measured. */
export interface MeasuredFile extends Omit<DataFile, "examples"> {
  readonly examples: readonly MeasuredExample[];
}

/** What one check found. */
export interface CheckOutcome {
  readonly check: string;
  readonly passed: boolean;
  /** One line: what was measured, and where it matters the limit. */
  readonly summary: string;
  /** The first ten of each kind, then how many more there are. */
  readonly faults: readonly Fault[];
}

export interface CheckOptions {
  readonly limits: Static<typeof CHECK_LIMITS>;
  /** Types of personal data that are passed over. */
  readonly allowed: readonly string[];
  /** Called now and then with what is being done; gives way to the event loop. */
  readonly step?: (what: string) => Promise<void>;
}

/** All checks on the files of a data set, with the measured files. */
export async function checkData(
  files: readonly DataFile[],
  { limits, allowed, step = async () => {} }: CheckOptions,
): Promise<{ readonly files: readonly MeasuredFile[]; readonly outcomes: readonly CheckOutcome[] }> {
  await step("difficulty");
  const measured = measuredFiles(files);
  const outcomes: CheckOutcome[] = [schemaOutcome(files)];
  await step("duplicates");
  outcomes.push(...checkDuplicates(measured, limits.near_duplicate));
  await step("leakage");
  outcomes.push(...checkLeakage(measured, limits.near_duplicate));
  outcomes.push(...checkBalance(measured, limits));
  outcomes.push(checkLengths(measured, limits));
  await step("personal data");
  outcomes.push(await checkPersonalData(measured, allowed, () => step("personal data")));
  return { files: measured, outcomes };
}

function schemaOutcome(files: readonly DataFile[]): CheckOutcome {
  const faults = files.flatMap((file) => file.faults);
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  const good = files.reduce((sum, file) => sum + file.examples.length, 0);
  const summary = `${lines - good} of ${lines} lines are no example of the format`;
  return { check: "schema", passed: good === lines && lines > 0, summary, faults };
}

function measuredFiles(files: readonly DataFile[]): readonly MeasuredFile[] {
  const scores = new Map<PlacedExample, { kind: string; difficulty: number }>();
  for (const role of new Set(files.map((file) => file.role))) {
    const own = files.filter((file) => file.role === role).flatMap(({ examples }) => examples);
    const readable = own.map((placed) => {
      const { question, answer } = exchangeOf(role, placed.example);
      const kind = classOf(role, placed.example, placed.facts);
      return { kind, group: placed.facts.group, text: role === "feedback" ? `${question}\n${answer}` : question };
    });
    const difficulties = difficultiesOf(readable);
    for (const [at, placed] of own.entries()) {
      scores.set(placed, { kind: readable[at]?.kind ?? "", difficulty: difficulties[at] ?? 0 });
    }
  }
  return files.map((file) => ({
    ...file,
    examples: file.examples.map((placed) => ({ ...placed, ...(scores.get(placed) ?? { kind: "", difficulty: 0 }) })),
  }));
}
