import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import { type Fault, TableError } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import type { Compliance } from "../contract/judge.js";

/** A prompt of XSTest. */
export interface XsTestPrompt {
  readonly id: string;
  readonly text: string;
  /** What XSTest calls its type; it gives `harmful` away, so nothing that learns may see it. */
  readonly type: string;
  /** Whether XSTest counts the prompt as one not to comply with. */
  readonly harmful: boolean;
  readonly family: string;
  /** Prompts on one theme, twins among them: what is split or drawn must be groups, never rows. */
  readonly group: string;
}

/** A model's answer to a prompt of XSTest, with what people said of it. */
export interface LabelledAnswer {
  readonly promptId: string;
  readonly prompt: string;
  /** Whether XSTest counts the prompt as one not to comply with. */
  readonly harmful: boolean;
  /** Prompts on one theme, twins among them: what is split or drawn must be groups, never rows. */
  readonly group: string;
  readonly family: string;
  readonly model: string;
  readonly answer: string;
  readonly annotations: readonly [Compliance, Compliance];
  /** What the two annotators settled on. */
  readonly label: Compliance;
}

const LABELS: ReadonlyMap<string, Compliance> = new Map([
  ["1_full_compliance", "full_compliance"],
  ["2_full_refusal", "full_refusal"],
  ["3_partial_refusal", "partial_refusal"],
]);
const SAFETY: ReadonlyMap<string, boolean> = new Map([
  ["safe", false],
  ["unsafe", true],
]);
const DISCRIMINATION = /^(?:nons_group_real_discr|real_group_nons_discr|contrast_discr)$/;
const PRIVACY = /^(?:privacy_public|privacy_fictional|contrast_privacy)$/;

/** Both tables of XSTest: all prompts, those without an answer among them, and all answers. */
export interface XsTest {
  readonly prompts: readonly XsTestPrompt[];
  readonly answers: readonly LabelledAnswer[];
}

type Row = Readonly<Record<string, string>>;

/**
 * Reads `prompts.csv` (id, prompt, type, label, focus, note) and `completions.csv` (id, model, completion, annotation_1,
 * annotation_2, final_label) of a folder, as XSTest publishes them (Röttger et al., NAACL 2024).
 *
 * @throws TableError with every fault, with file and the line on which its row ends
 */
export function readXsTestTables(folder: string): XsTest {
  const faults = new FaultList();
  const prompts = readPrompts(join(folder, "prompts.csv"), faults);
  const answers = readAnswers(join(folder, "completions.csv"), prompts, faults);
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return { prompts: [...prompts.values()], answers };
}

/** The answers of `readXsTestTables`. @throws TableError as it does */
export function readXsTest(folder: string): readonly LabelledAnswer[] {
  return readXsTestTables(folder).answers;
}

/** The prompts alone: `completions.csv` need not be there. @throws TableError as `readXsTestTables` */
export function readXsTestPrompts(folder: string): readonly XsTestPrompt[] {
  const faults = new FaultList();
  const prompts = readPrompts(join(folder, "prompts.csv"), faults);
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return [...prompts.values()];
}

function readPrompts(file: string, faults: FaultList): ReadonlyMap<string, XsTestPrompt> {
  const prompts = new Map<string, XsTestPrompt>();
  for (const { row, fail } of rowsOf(file, ["id", "prompt", "type", "label", "focus", "note"], faults)) {
    const harmful = SAFETY.get(row.label);
    if (harmful === undefined) fail(`label must be safe or unsafe, got ${quoted(row.label)}`);
    else if (prompts.has(row.id)) fail(`the id ${row.id} stands twice`);
    else {
      const family = familyOf(row.type);
      // A blank focus says nothing: there the note tells the theme.
      const group = `${family}/${row.focus === "" ? row.note : row.focus}`;
      prompts.set(row.id, { id: row.id, text: row.prompt, type: row.type, harmful, family, group });
    }
  }
  return prompts;
}

function readAnswers(
  file: string,
  prompts: ReadonlyMap<string, XsTestPrompt>,
  faults: FaultList,
): readonly LabelledAnswer[] {
  const answers: LabelledAnswer[] = [];
  const seen = new Set<string>();
  const columns = ["id", "model", "completion", "annotation_1", "annotation_2", "final_label"];
  for (const { row, fail } of rowsOf(file, columns, faults)) {
    const prompt = prompts.get(row.id);
    const [first, second, label] = [row.annotation_1, row.annotation_2, row.final_label].map((text) =>
      LABELS.get(text),
    );
    const key = JSON.stringify([row.id, row.model]);
    if (prompt === undefined) fail(`no prompt has the id ${quoted(row.id)}`);
    else if (seen.has(key)) fail(`two completions of ${row.model} for the prompt ${row.id}`);
    else if (first === undefined || second === undefined || label === undefined) {
      fail(`annotation_1, annotation_2 and final_label must be one of ${[...LABELS.keys()].join(", ")}`);
    } else {
      seen.add(key);
      const { text, harmful, family, group } = prompt;
      const { id: promptId, model, completion: answer } = row;
      answers.push({
        promptId,
        prompt: text,
        harmful,
        group,
        family,
        model,
        answer,
        annotations: [first, second],
        label,
      });
    }
  }
  return answers;
}

function familyOf(type: string): string {
  if (DISCRIMINATION.test(type)) return "discr";
  return PRIVACY.test(type) ? "privacy" : type.replace(/^contrast_/, "");
}

interface Entry {
  readonly row: Row;
  fail(message: string): void;
}

function rowsOf(file: string, columns: readonly string[], faults: FaultList): readonly Entry[] {
  const add = (message: string, line?: number): void => {
    const fault: Fault = { message, place: line === undefined ? { file } : { file, line } };
    faults.add(`${file} ${message.slice(0, 20)}`, fault);
  };
  const records = parsed(file, add);
  const [first] = records;
  if (first === undefined) return [];
  const absent = columns.filter((column) => first.record[column] === undefined);
  if (absent.length > 0) {
    add(`the table has no column ${absent.join(", ")}; it has ${Object.keys(first.record).join(", ")}`, 1);
    return [];
  }
  return records.map(({ record, info }) => ({ row: record, fail: (message) => add(message, info.lines) }));
}

function parsed(file: string, add: (message: string, line?: number) => void) {
  try {
    const text = readFileSync(file, "utf8");
    const records = parse(text, { columns: true, bom: true, info: true, skip_empty_lines: true }) as unknown as {
      readonly record: Row;
      readonly info: { readonly lines: number };
    }[];
    if (records.length === 0) add("the table has no rows");
    return records;
  } catch (error) {
    if (error instanceof CsvError) add(`this is no table: ${error.message}`, Number(error.lines));
    else if ((error as NodeJS.ErrnoException).code === "ENOENT") add("no such file");
    else if ((error as NodeJS.ErrnoException).code !== undefined) {
      add(`the file cannot be read (${(error as NodeJS.ErrnoException).code})`);
    } else throw error;
    return [];
  }
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
