import { extname, resolve } from "node:path";
import { InputError } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import { jsonText } from "../../records/json-text.js";
import { shownPath } from "../../records/shown-path.js";
import { writeFiles } from "../../records/write-files.js";
import { ratingKey } from "../../waltz/evaluation/rating/rating-key.js";
import { ratingSheet, type SheetForm } from "../../waltz/evaluation/rating/rating-sheet.js";
import { counted } from "../format-text.js";
import { recordedAnswers } from "./evaluate-source.js";

export interface ExportOptions {
  readonly recorded: string;
  readonly sheet: string;
  readonly key: string;
  readonly system?: readonly string[] | undefined;
  readonly count?: number | undefined;
  readonly seed: number;
}

/** @throws InputError for a file that is no sheet's, a system that nobody is, and as the reading of answers does */
export function exportSheet({ recorded, sheet, key, system, count, seed }: ExportOptions): void {
  const form = formOf(sheet);
  if (resolve(sheet) === resolve(key))
    throw new InputError("--sheet and --key name one file: raters must not see the key");
  const { items } = recordedAnswers(recorded);
  const systems = new Set(items.map((exchange) => exchange.system));
  const unknown = (system ?? []).filter((name) => !systems.has(name));
  if (unknown.length > 0) {
    throw new InputError(unknown.map((name) => ({ message: `no answer is by "${name}"${didYouMean(name, systems)}` })));
  }
  const wanted = system === undefined ? items : items.filter((exchange) => system.includes(exchange.system));
  const made = ratingKey(wanted, seed, count);
  writeFiles(
    new Map([
      [sheet, ratingSheet(made.items, form)],
      [key, jsonText(made)],
    ]),
  );
  const shown = [sheet, key].map((path) => shownPath(resolve(path)));
  process.stdout.write(
    `wrote ${shown[0]}: ${counted(made.items.length, "answer")} to label\nwrote ${shown[1]}: keep it from raters\n`,
  );
}

/** @throws InputError for a file of another kind */
export function formOf(file: string): SheetForm {
  const ending = extname(file).toLowerCase();
  if (ending === ".csv") return "csv";
  if (ending === ".md") return "markdown";
  throw new InputError([{ message: "a rating sheet is a .csv or a .md file", place: { file } }]);
}
