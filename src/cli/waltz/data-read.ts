import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Fault, InputError, TableError } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import { readTextLines } from "../../records/text-lines.js";
import type { DataFile } from "../../waltz/data/check.js";
import { type DataSide, dataFileName, factsFileName, partOf, SIDES } from "../../waltz/data/data-files.js";
import { ROLES, type Role } from "../../waltz/data/example.js";
import { parseExamples, parseFacts } from "../../waltz/data/example-lines.js";

/** The licence notes that travel with data. */
export const ATTRIBUTION = "ATTRIBUTION.md";

/** Data as it was read, with every file that was opened for it. */
export interface ReadData {
  readonly files: readonly DataFile[];
  readonly reads: readonly string[];
  /** Notes on where the data comes from that must travel with it. */
  readonly attributions: readonly string[];
}

/**
 * Data files, or those of folders, with the facts beside them. Lines that are no examples are kept as faults of their file.
 *
 * @param sides what is read of a folder
 * @param role of files whose name does not tell it
 * @throws InputError where a file or folder cannot be read, or its name does not tell what it holds
 */
export function readData(paths: readonly string[], sides: readonly DataSide[], role?: Role): ReadData {
  const faults: Fault[] = [];
  const found: { file: string; role: Role; side: DataSide }[] = [];
  for (const path of paths) {
    if (!existsSync(path)) faults.push({ message: `no such file or folder${near(path)}`, place: { file: path } });
    else if (statSync(path).isDirectory()) {
      const inside = filesIn(path, sides);
      if (inside.length === 0) {
        const names = sides.flatMap((side) => ROLES.map((one) => dataFileName(one, side)));
        faults.push({ message: `none of ${names.join(", ")} is in this folder`, place: { file: path } });
      }
      found.push(...inside);
    } else {
      const part = partOf(basename(path)) ?? (role && { role, side: "pool" as const });
      if (part === undefined) {
        const message = `the name does not tell whose data this is: name it ${dataFileName("conversation", "pool")} or give --agent`;
        faults.push({ message, place: { file: path } });
      } else found.push({ file: path, ...part });
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  const reads = found.flatMap(({ file }) => [file, ...(existsSync(factsBeside(file)) ? [factsBeside(file)] : [])]);
  const notes = [...new Set(found.map(({ file }) => join(dirname(file), ATTRIBUTION)))].filter(existsSync);
  return { files: found.map(readOne), reads: [...reads, ...notes], attributions: notes };
}

/** @throws TableError with every line that is no example, of all files */
export function withoutFaults(data: ReadData): ReadData {
  const faults = data.files.flatMap((file) => file.faults);
  if (faults.length > 0) throw new TableError(faults);
  return data;
}

function filesIn(folder: string, sides: readonly DataSide[]) {
  return SIDES.filter((side) => sides.includes(side)).flatMap((side) =>
    ROLES.map((role) => ({ file: join(folder, dataFileName(role, side)), role, side })).filter(({ file }) =>
      existsSync(file),
    ),
  );
}

function readOne({
  file,
  role,
  side,
}: {
  readonly file: string;
  readonly role: Role;
  readonly side: DataSide;
}): DataFile {
  const { lines, empty, bom } = readTextLines(file);
  const { examples, faults } = parseExamples(role, file, lines, factsOf(file));
  return { file, role, side, examples, faults: faults.faults, lines: lines.length, empty, bom };
}

function factsOf(file: string) {
  const beside = factsBeside(file);
  if (!existsSync(beside)) return new Map();
  const { facts, faults } = parseFacts(beside, readTextLines(beside).lines);
  if (faults.length > 0) throw new TableError(faults);
  return facts;
}

function factsBeside(file: string): string {
  return join(dirname(file), factsFileName(basename(file)));
}

function near(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) && statSync(folder).isDirectory() ? didYouMean(basename(path), readdirSync(folder)) : "";
}
