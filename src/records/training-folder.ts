import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "csv-stringify/sync";
import { InputError } from "../base/errors.js";
import { AtomicFile } from "./atomic-file.js";
import { differencesOf } from "./differences-of.js";
import { jsonText } from "./json-text.js";
import { shownPath } from "./shown-path.js";
import { readCheckpoint, type TrainingCheckpoint, writeCheckpoint } from "./training-checkpoint.js";
import { writeFiles } from "./write-files.js";

/** A row of a log: figures by column. */
export type TrainingRow = Readonly<Record<string, number | string | undefined>>;

/** What a training leaves at its end, by name of the file. */
export type TrainingResults = Readonly<Record<string, string>>;

/** Where an earlier sitting stopped, with the rows of its log up to there. */
export interface EarlierSitting {
  readonly checkpoint: TrainingCheckpoint;
  readonly rows: readonly TrainingRow[];
}

/** What stands in a checkpoint besides the state: which training it is of, and the log up to there. */
interface CheckpointFacts {
  readonly identity: unknown;
  readonly rows: number;
  readonly rows_sha256: string;
  readonly state: unknown;
}

const CHECKPOINT = "checkpoint.json";
const LOG = "log.jsonl";
const TABLE = "log.csv";
const MANIFEST = "manifest.json";
const HINT = "give --restart to throw it away, or another --out";

/** The folder of one training: its log while it goes on, a checkpoint to go on from, and at the end what it made. */
export class TrainingFolder {
  /** @param identity plain JSON that differs between trainings that are not the same */
  constructor(
    readonly path: string,
    private readonly identity: Readonly<Record<string, unknown>>,
  ) {}

  /**
   * Makes sure that files can be written here, and returns where an earlier sitting of the same training stopped; undefined
   * where there was none.
   *
   * @throws InputError where the folder holds another training, or a damaged one, or cannot be written to
   */
  open(): EarlierSitting | undefined {
    const found = this.earlier();
    const trial = new AtomicFile(this.file(CHECKPOINT));
    trial.discard();
    return found;
  }

  /** Removes what an earlier training left, and only that. @param results names of the files of its end */
  clear(results: readonly string[]): void {
    for (const name of [CHECKPOINT, MANIFEST, LOG, TABLE, ...results]) rmSync(this.file(name), { force: true });
  }

  private earlier(): EarlierSitting | undefined {
    const found = this.checkpoint();
    if (found === undefined) {
      if (existsSync(this.file(MANIFEST))) throw this.refused("the folder holds a training without its checkpoint");
      return undefined;
    }
    const { identity, rows, rows_sha256, state } = found.facts as CheckpointFacts;
    const other = [...differencesOf(plain(identity), plain(this.identity))].map(({ path }) => path);
    if (other.length > 0) throw this.refused(`the folder holds another training, which differs in ${other.join(", ")}`);
    const lines = existsSync(this.file(LOG)) ? readFileSync(this.file(LOG), "utf8").split("\n") : [];
    // The log is written before the checkpoint: it can only be ahead of it.
    const known = lines.slice(0, rows);
    if (hash(known.map((line) => `${line}\n`).join("")) !== rows_sha256) {
      throw this.refused(`${LOG} is damaged: its first ${rows} rows are not those that the checkpoint speaks of`);
    }
    return {
      checkpoint: { facts: state, arrays: found.arrays },
      rows: known.map(readRow),
    };
  }

  private checkpoint(): TrainingCheckpoint | undefined {
    try {
      return readCheckpoint(this.file(CHECKPOINT));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(error.faults.map((fault) => ({ ...fault, message: `${fault.message}; ${HINT}` })));
    }
  }

  /** Keeps where the training is. Killed at any moment, the folder holds this checkpoint or the one before. */
  keep({ facts: state, arrays }: TrainingCheckpoint, rows: readonly TrainingRow[]): void {
    const log = logText(rows);
    this.write({ [LOG]: log });
    const facts: CheckpointFacts = { identity: this.identity, rows: rows.length, rows_sha256: hash(log), state };
    writeCheckpoint(this.file(CHECKPOINT), { facts, arrays });
  }

  /** Writes what the training made, all at once, the log and its table among it. */
  finish(rows: readonly TrainingRow[], results: TrainingResults, manifest: Readonly<Record<string, unknown>>): void {
    this.write({ [LOG]: logText(rows), [TABLE]: tableText(rows), ...results, [MANIFEST]: jsonText(manifest) });
  }

  private write(texts: Readonly<Record<string, string>>): void {
    writeFiles(new Map(Object.entries(texts).map(([name, text]) => [this.file(name), text])));
  }

  private file(name: string): string {
    return resolve(join(this.path, name));
  }

  private refused(message: string): InputError {
    return new InputError([{ message: `${message}; ${HINT}`, place: { file: shownPath(resolve(this.path)) } }]);
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** As it reads back from a file: without what is undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

/** A row a line; what is undefined is null, so that every row has all its columns, and has them again when it is read. */
function logText(rows: readonly TrainingRow[]): string {
  return rows.map((row) => `${JSON.stringify(row, (_, value) => value ?? null)}\n`).join("");
}

function readRow(line: string): TrainingRow {
  const row = JSON.parse(line) as Readonly<Record<string, number | string | null>>;
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value ?? undefined]));
}

/** All columns that any row has, in the order in which they first appear; an undefined figure is an empty cell. */
function tableText(rows: readonly TrainingRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify(
    [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))].map((row) => row.map(String)),
  );
}
