import { readdirSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isProcessAlive } from "./process-alive.js";

/** Where a file is while this process writes it: `.<name>.partial-<pid>` beside its final name. */
export function partialPath(path: string): string {
  return join(dirname(path), `${prefixOf(path)}${process.pid}`);
}

/**
 * Removes what processes that are gone have left of a file, which only SIGKILL or a lost machine makes them leave. That of a
 * process that lives, this one among them, stays.
 *
 * @param path final name of the file; its folder exists
 */
export function removeLeftovers(path: string): void {
  const prefix = prefixOf(path);
  try {
    for (const name of readdirSync(dirname(path))) {
      if (!name.startsWith(prefix)) continue;
      const pid = name.slice(prefix.length);
      if (/^[1-9]\d{0,9}$/.test(pid) && !isProcessAlive(Number(pid))) unlinkSync(join(dirname(path), name));
    }
  } catch (error) {
    // Gone meanwhile, or not ours to see or to remove: nobody reads them either way.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

function prefixOf(path: string): string {
  return `.${basename(path)}.partial-`;
}
