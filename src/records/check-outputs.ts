import { accessSync, constants, lstatSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { type Fault, InputError } from "../base/errors.js";
import type { RunPaths } from "./run-paths.js";

/** A run that is about to write its files. */
export interface PlannedRun {
  /** The scenario file as the user named it. */
  readonly file: string;
  readonly paths: RunPaths;
  /** Other files that the run reads, each with what it is; none of them may be written over. */
  readonly reads?: readonly { readonly path: string; readonly what: string }[];
}

const ROLES: Readonly<Record<keyof RunPaths, string>> = {
  events: "event log",
  metrics: "metrics table",
  agents: "agents table",
  manifest: "manifest",
  calls: "record of calls",
};

/** Nothing there, below what is no folder, behind a circle of links, in a closed folder, a name beyond all lengths. */
const UNSEEN = ["ENOENT", "ENOTDIR", "ELOOP", "EACCES", "ENAMETOOLONG"];

/** Bytes in a name that common file systems take, less those of `.` and `.partial-<pid>`. */
const LONGEST_NAME = 255 - 20;

/**
 * Absolute paths with links resolved, run by run. Nothing is made or written.
 *
 * @throws InputError with every path that cannot become a file: a folder or something else that is no regular file, a
 * parent that is a file, a place where writing is not allowed, two outputs in one place, a scenario overwritten
 */
export function checkOutputs(runs: readonly PlannedRun[]): readonly RunPaths[] {
  const faults: Fault[] = [];
  const taken = new Map<string, string>();
  for (const { file, reads = [] } of runs) {
    taken.set(identity(resolve(file)), `the scenario ${file}`);
    for (const { path, what } of reads) taken.set(identity(resolve(path)), `${what} ${path}`);
  }
  const checked = runs.map(({ file, paths }) => {
    const check = (role: keyof RunPaths, path: string): string => {
      const owner = `the ${ROLES[role]}${runs.length > 1 ? ` of ${file}` : ""}`;
      const found = target(path);
      const object = (message: string) => faults.push({ message, place: { file: path } });
      if (typeof found !== "string") {
        object(`${owner} cannot go here: ${found.why}`);
        return path;
      }
      const key = identity(found);
      const other = taken.get(key) ?? enclosing(found, taken) ?? enclosed(found, taken);
      if (other !== undefined) object(`${owner} cannot go here: this is where ${other} is`);
      taken.set(key, taken.get(key) ?? owner);
      return found;
    };
    const optional = (role: keyof RunPaths, path: string | undefined) =>
      path === undefined ? path : check(role, path);
    return {
      events: optional("events", paths.events),
      metrics: optional("metrics", paths.metrics),
      agents: check("agents", paths.agents),
      manifest: check("manifest", paths.manifest),
      ...(paths.calls !== undefined && { calls: check("calls", paths.calls) }),
    };
  });
  if (faults.length > 0) throw new InputError(faults);
  return checked;
}

/** The file that a path leads to, or why nothing can be written there. */
function target(path: string): string | { readonly why: string } {
  if (path === "" || path.includes("\0")) return { why: "this names no file" };
  if (/[/\\]$/.test(path)) return { why: "this names a folder" };
  const absolute = resolve(path);
  if (Buffer.byteLength(basename(absolute)) > LONGEST_NAME) return { why: "its name is too long" };
  const stats = tryStat(absolute);
  if (stats === undefined) return missing(absolute);
  if (stats.isDirectory()) return { why: "this is a folder" };
  if (!stats.isFile()) return { why: "this is not a regular file" };
  const real = realpathSync(absolute);
  for (const needed of [real, dirname(real)]) {
    if (!allows(needed, constants.W_OK)) return { why: "writing is not allowed" };
  }
  return real;
}

/** The same for a path at which there is nothing: the nearest folder above it must take a new entry. */
function missing(absolute: string): string | { readonly why: string } {
  if (tryStat(absolute, lstatSync)?.isSymbolicLink()) return { why: "this link leads nowhere" };
  const parent = dirname(absolute);
  const stats = tryStat(parent);
  if (stats === undefined) {
    const above = missing(parent);
    return typeof above === "string" ? join(above, basename(absolute)) : above;
  }
  if (!stats.isDirectory()) return { why: `${parent} is a file, not a folder` };
  if (!allows(parent, constants.W_OK | constants.X_OK)) return { why: `writing in ${parent} is not allowed` };
  return join(realpathSync(parent), basename(absolute));
}

/** Undefined where there is nothing, or nothing to be seen: the search then goes on above. */
function tryStat(path: string, stat: (path: string) => Stats = statSync): Stats | undefined {
  try {
    return stat(path);
  } catch (error) {
    if (UNSEEN.includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

function allows(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

/** Equal for two names of one existing file, hard links included. */
function identity(path: string): string {
  const stats = tryStat(path);
  return stats === undefined ? path : `${stats.dev}:${stats.ino}`;
}

/** The owner of a planned file that would have to be a folder for `path` to exist. */
function enclosing(path: string, taken: ReadonlyMap<string, string>): string | undefined {
  for (let above = dirname(path); above !== dirname(above); above = dirname(above)) {
    const owner = taken.get(above);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** The owner of a planned file below `path`, which would have to be a folder for that. */
function enclosed(path: string, taken: ReadonlyMap<string, string>): string | undefined {
  return [...taken].find(([other]) => other.startsWith(`${path}${sep}`))?.[1];
}
