import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError } from "../base/errors.js";
import { whyUnreadable } from "../base/why-unreadable.js";
import { type FinetuneRecord, finetuneRecordFaults } from "./finetune-record.js";
import { jsonText } from "./json-text.js";
import { lockResults } from "./results-table-lock.js";
import { shownPath } from "./shown-path.js";
import { writeFiles } from "./write-files.js";

/**
 * The folder of one tuned model: `job_info.json`, `model_id.txt`, `benchmarks.json`. Each file is written beside its name
 * and renamed, so that whatever ends the process leaves the step before or the step after, never half of one.
 */
export class FinetuneFolder {
  readonly path: string;

  constructor(models: string, agent: string, provider: string) {
    this.path = resolve(models, `waltzrl_${agent}_${provider}`);
  }

  /** For people. */
  get shown(): string {
    return shownPath(this.path);
  }

  /**
   * Keeps a second process off this job.
   * @returns releases it
   * @throws InputError where another process has it
   */
  lock(): () => void {
    return lockResults(join(this.path, "job_info.lock"), ["another swarm waltz finetune", "at work on this job"]);
  }

  /** @throws InputError where the file is not what was written */
  read(): FinetuneRecord | undefined {
    const file = join(this.path, "job_info.json");
    const value = readJson(file);
    if (value === undefined) return undefined;
    const faults = finetuneRecordFaults(value);
    if (faults.length === 0) return value as FinetuneRecord;
    throw new InputError(faults.map((message) => ({ message, place: { file: shownPath(file) } })));
  }

  write(record: FinetuneRecord): void {
    this.put("job_info.json", jsonText(record));
  }

  /**
   * The name of the tuned model, and what its vendor says of the training. An evaluation of the same model that stands in
   * `benchmarks.json` stays; one of an earlier model is put aside under that model's name.
   */
  writeModel(model: string, training: Readonly<Record<string, unknown>>): void {
    const earlier = readText(join(this.path, "model_id.txt"))?.trim();
    const found = readText(join(this.path, "benchmarks.json"));
    const evaluated = found !== undefined && isEvaluation(found);
    if (evaluated && earlier !== undefined && earlier !== model) {
      this.put(`benchmarks_${earlier.replaceAll(/[^\w.-]/g, "_")}.json`, found);
    }
    this.put("model_id.txt", `${model}\n`);
    if (evaluated && earlier === model) return;
    this.put("benchmarks.json", jsonText({ model, training, evaluation: null }));
  }

  private put(name: string, text: string): void {
    writeFiles(new Map([[join(this.path, name), text]]));
  }
}

/** Whether the text is what `swarm waltz evaluate` leaves, which bears its version. */
function isEvaluation(text: string): boolean {
  return /^\s*\{\s*"benchmarks_version"/.test(text);
}

/** Undefined where there is no such file. @throws InputError where it cannot be read as JSON */
function readJson(file: string): unknown {
  const text = readText(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InputError([{ message: `no JSON: ${error.message}`, place: { file: shownPath(file) } }]);
  }
}

/** Undefined where there is no such file. @throws InputError where it cannot be read */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new InputError([{ message: whyUnreadable(error), place: { file: shownPath(file) } }]);
  }
}
