import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PlannedFile, replaceFiles } from "../../records/replace-files.js";
import { type DataSide, dataFileContents, dataFileName } from "../../waltz/data/data-files.js";
import { type KnownExample, ROLES, type Role } from "../../waltz/data/example.js";
import { ATTRIBUTION } from "./data-read.js";

/** What goes into the files of a folder, by agent and side; what is left out writes no file. */
export type DataParts = Partial<Record<DataSide, Readonly<Record<Role, readonly KnownExample[]>>>>;

/** What else a folder of data gets. */
export interface DataExtras {
  /** Notes on where the data comes from: texts, one for each source. */
  readonly attributions?: readonly string[];
  readonly files?: readonly PlannedFile[];
}

/**
 * Writes the files of a folder, all or none of them.
 *
 * @param reads files that were read for it
 * @returns the data files, with how many examples are in each
 * @throws InputError where a file cannot be written, or is one of those that were read
 */
export function writeData(
  folder: string,
  parts: DataParts,
  reads: readonly string[],
  { attributions = [], files = [] }: DataExtras = {},
): readonly { readonly file: string; readonly examples: number }[] {
  const written: { file: string; examples: number }[] = [];
  const planned: PlannedFile[] = [];
  for (const [side, roles] of Object.entries(parts) as [DataSide, Readonly<Record<Role, readonly KnownExample[]>>][]) {
    for (const role of ROLES) {
      if (roles[role].length === 0) continue;
      const name = dataFileName(role, side);
      written.push({ file: join(folder, name), examples: roles[role].length });
      for (const { name: own, content } of dataFileContents(name, roles[role])) {
        planned.push({ path: join(folder, own), content });
      }
    }
  }
  const note = join(folder, ATTRIBUTION);
  const notes = [...new Set(attributions)];
  // A folder that is read and written keeps its note.
  const attribution = notes.length === 0 || reads.includes(note) ? [] : [{ path: note, content: [notes.join("\n")] }];
  replaceFiles([...planned, ...attribution, ...files], reads);
  return written;
}

/** The texts of notes that are to travel with the data. */
export function notesIn(files: readonly string[]): readonly string[] {
  return files.map((file) => readFileSync(file, "utf8"));
}
