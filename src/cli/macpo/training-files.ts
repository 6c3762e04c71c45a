import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError } from "../../base/errors.js";
import type { MacpoConfig } from "../../macpo/config.js";
import { roundLines, roundTable } from "../../macpo/round-tables.js";
import type { MacpoRun, SavedRun } from "../../macpo/run.js";
import { fingerprint } from "../../records/canonical-json.js";
import { jsonText } from "../../records/json-text.js";
import { shownPath } from "../../records/shown-path.js";
import { readCheckpoint, writeCheckpoint } from "../../records/training-checkpoint.js";
import { writeFiles } from "../../records/write-files.js";

/** Where the files of one training go. */
export interface TrainingFiles {
  readonly folder: string;
  readonly config: string;
  readonly lines: string;
  readonly table: string;
  readonly lock: string;
  checkpoint(round: number): string;
  /** Round of a checkpoint by the name of its file; undefined for other files. */
  roundOf(name: string): number | undefined;
}

export function trainingFiles(name: string, folder: string): TrainingFiles {
  const path = (end: string) => resolve(join(folder, `${name}_${end}`));
  return {
    folder: resolve(folder),
    config: path("config.json"),
    lines: path("rounds.jsonl"),
    table: path("rounds.csv"),
    lock: resolve(join(folder, `.${name}_training.lock`)),
    checkpoint: (round) => path(`checkpoint_${round}.json`),
    roundOf(file) {
      const start = `${name}_checkpoint_`;
      const round = file.startsWith(start) ? /^(\d+)\.json$/.exec(file.slice(start.length))?.[1] : undefined;
      return round === undefined ? undefined : Number(round);
    },
  };
}

/** What makes two trainings one: everything but how long they go on. */
function identityOf({ rounds: _, ...config }: MacpoConfig): string {
  return fingerprint(config);
}

interface Facts {
  readonly training: "macpo";
  readonly config: string;
  readonly run: SavedRun["facts"];
}

/**
 * The latest checkpoint of a run, of at most as many rounds as are wanted.
 *
 * @param restart removes all checkpoints of that name first
 * @throws InputError for a damaged one, and for one of another configuration
 */
export function latestCheckpoint(config: MacpoConfig, files: TrainingFiles, restart: boolean): SavedRun | undefined {
  const names = existsSync(files.folder) ? readdirSync(files.folder) : [];
  const rounds = names.flatMap((name) => files.roundOf(name) ?? []);
  if (restart) {
    for (const round of rounds) rmSync(files.checkpoint(round), { force: true });
    return undefined;
  }
  const latest = Math.max(...rounds.filter((round) => round <= config.rounds));
  if (latest < 0) return undefined;
  const path = files.checkpoint(latest);
  const refuse = (why: string) =>
    new InputError([
      { message: `${why}; --restart throws it away, --set name=... keeps both`, place: { file: shownPath(path) } },
    ]);
  const saved = readCheckpoint(path);
  if (saved === undefined) return undefined;
  const { training, config: identity, run } = saved.facts as Facts;
  if (training !== "macpo") throw refuse("this is a checkpoint of another kind of training");
  if (identity !== identityOf(config)) throw refuse("this is a checkpoint of another configuration of that name");
  return { facts: run, arrays: saved.arrays };
}

/** Keeps what there is of a run: the checkpoint first, then the log, which can be made again from it. */
export function writeProgress(run: MacpoRun, files: TrainingFiles): void {
  const { facts, arrays } = run.save();
  const kept: Facts = { training: "macpo", config: identityOf(run.config), run: facts };
  writeCheckpoint(files.checkpoint(run.records.length - 1), { facts: kept, arrays });
  writeFiles(
    new Map([
      [files.config, jsonText(run.config)],
      [files.lines, roundLines(run.records)],
      [files.table, roundTable(run.records)],
    ]),
  );
}
