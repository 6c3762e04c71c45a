import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../base/errors.js";
import { validatorOf } from "../base/validator-of.js";
import { type Benchmarks, BenchmarksSchema } from "./benchmarks-schema.js";
import { readTextLines, type TextLines } from "./text-lines.js";

/** Names of what an evaluation writes into its folder. */
export const EVALUATION_FILES = {
  benchmarks: "benchmarks.json",
  /** Every case with its labels, an object a line: what a later evaluation is paired with. */
  cases: "cases.jsonl",
  /** Texts of a live pair's answers, in the form of recorded ones. */
  exchanges: "exchanges.jsonl",
  /** The same with the feedback as it was written and the judge's labels: what `swarm waltz export` reads. */
  rollouts: "rollouts.jsonl",
  calls: "calls.jsonl",
} as const;

/** What an earlier evaluation left in its folder. */
export interface StoredEvaluation {
  readonly benchmarks: Benchmarks;
  readonly cases: TextLines;
}

const validator = validatorOf<Benchmarks>(BenchmarksSchema);

/** @throws InputError where the folder holds no evaluation */
export function readEvaluation(folder: string): StoredEvaluation {
  const file = join(folder, EVALUATION_FILES.benchmarks);
  const refuse = (message: string) => new InputError([{ message, place: { file } }]);
  if (!existsSync(file)) throw refuse("no such file: an evaluation leaves it in the folder named with --out");
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse(`this is no JSON: ${error.message}`);
    throw refuse(`the file cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const validate = validator();
  if (!validate(data)) {
    const [fault] = validate.errors ?? [];
    throw refuse(`this is no evaluation: ${fault?.instancePath.slice(1) || "it"} ${fault?.message}`);
  }
  return { benchmarks: data, cases: readTextLines(join(folder, EVALUATION_FILES.cases)) };
}
