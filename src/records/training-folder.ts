import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "csv-stringify/sync";
import { InputError } from "../base/errors.js";
import { fingerprint } from "./canonical-json.js";
import { jsonText } from "./json-text.js";
import { OutputFiles } from "./output-files.js";
import { shownPath } from "./shown-path.js";
import { readCheckpoint, type TrainingCheckpoint, writeCheckpoint } from "./training-checkpoint.js";

/** A row of a log: figures by column. */
export type TrainingRow = Readonly<Record<string, number | string | undefined>>;

/** What a training leaves at its end, by name of the file. */
export type TrainingResults = Readonly<Record<string, string>>;

const CHECKPOINT = "checkpoint.json";
const LOG = "log.jsonl";
const TABLE = "log.csv";
const MANIFEST = "manifest.json";

/** The folder of one training: its log while it goes on, a checkpoint to go on from, and at the end what it made. */
export class TrainingFolder {
  /** @param identity plain JSON that differs between trainings that are not the same */
  constructor(
    readonly path: string,
    private readonly identity: unknown,
  ) {}

  /**
   * Where an earlier sitting of the same training stopped, with the rows up to there; undefined where there is nothing.
   *
   * @throws InputError where the folder holds another training, or a damaged one
   */
  earlier(): { readonly checkpoint: TrainingCheckpoint; readonly rows: readonly TrainingRow[] } | undefined {
    const found = readCheckpoint(this.file(CHECKPOINT));
    if (found === undefined) {
      if (existsSync(this.file(MANIFEST))) throw this.refused("the folder holds a training without its checkpoint");
      return undefined;
    }
    const {
      identity,
      rows: count,
      state,
    } = found.facts as {
      readonly identity: string;
      readonly rows: number;
      readonly state: unknown;
    };
    if (identity !== fingerprint(this.identity)) {
      throw this.refused("the folder holds another training: other settings, another world, seed or start");
    }
    const lines = existsSync(this.file(LOG)) ? readFileSync(this.file(LOG), "utf8").split("\n") : [];
    // The log is written before the checkpoint: it can only be ahead of it.
    if (lines.length - 1 < count) throw this.refused(`${LOG} has fewer rows than the checkpoint speaks of`);
    const rows = lines.slice(0, count).map((line) => JSON.parse(line) as TrainingRow);
    return { checkpoint: { facts: state, arrays: found.arrays }, rows };
  }

  /** Keeps where the training is. Killed at any moment, the folder holds this checkpoint or the one before. */
  keep(checkpoint: TrainingCheckpoint, rows: readonly TrainingRow[]): void {
    this.write({ [LOG]: logText(rows) });
    const facts = { identity: fingerprint(this.identity), rows: rows.length, state: checkpoint.facts };
    writeCheckpoint(this.file(CHECKPOINT), { facts, arrays: checkpoint.arrays });
  }

  /** Writes what the training made, all at once, the log and its table among it. */
  finish(rows: readonly TrainingRow[], results: TrainingResults, manifest: Readonly<Record<string, unknown>>): void {
    this.write({
      [LOG]: logText(rows),
      [TABLE]: tableText(rows),
      ...results,
      [MANIFEST]: jsonText({ identity: fingerprint(this.identity), ...manifest }),
    });
  }

  private write(texts: Readonly<Record<string, string>>): void {
    const files = new OutputFiles();
    try {
      for (const [name, text] of Object.entries(texts)) {
        const file = files.open(this.file(name));
        file.write(text);
        file.close();
      }
      files.publish();
    } catch (error) {
      files.discard();
      throw error;
    }
  }

  private file(name: string): string {
    return resolve(join(this.path, name));
  }

  private refused(message: string): InputError {
    const hint = "give --restart to throw it away, or another --out";
    return new InputError([{ message: `${message}; ${hint}`, place: { file: shownPath(resolve(this.path)) } }]);
  }
}

function logText(rows: readonly TrainingRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/** All columns that any row has, in the order in which they first appear; an undefined figure is an empty cell. */
function tableText(rows: readonly TrainingRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify(
    [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))].map((row) => row.map(String)),
  );
}
