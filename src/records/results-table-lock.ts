import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../base/errors.js";
import { makeFolder } from "./make-folder.js";
import { isProcessAlive } from "./process-alive.js";
import { shownPath } from "./shown-path.js";

/**
 * Keeps two processes from writing one table: a file with the number of the process that does. That of a process that
 * is gone is taken over, so that a killed sweep stands in nobody's way.
 *
 * @param doing who else may have it and what it does, for the message
 * @returns releases it; call it at the end, it does no harm to call it twice
 * @throws InputError when another process has it, and when it cannot be written
 */
export function lockResults(
  path: string,
  doing: readonly [string, string] = ["another sweep", "writing this table"],
): () => void {
  const [who, what] = doing;
  const take = () => {
    makeFolder(dirname(path));
    writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
  };
  try {
    if (!tried(take)) {
      const owner = Number(readFileSync(path, "utf8"));
      if (owner !== process.pid && isProcessAlive(owner)) throw fault(path, `${who}, process ${owner}, is ${what}`);
      rmSync(path, { force: true });
      if (!tried(take)) throw fault(path, `${who} has just begun ${what}`);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw fault(path, `the file cannot be written (${code})`);
  }
  const release = () => {
    process.off("exit", release);
    rmSync(path, { force: true });
  };
  process.once("exit", release);
  return release;
}

/** Whether the file could be made; false where there is one. */
function tried(take: () => void): boolean {
  try {
    take();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function fault(path: string, message: string): InputError {
  return new InputError([{ message, place: { file: shownPath(path) } }]);
}
