import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder, and those above it that are missing, one at a time: told to make all of them, `mkdirSync` of Node 20 never
 * returns where a file system answers as /proc does, that there is no such place, although the folder above is there.
 *
 * @param path absolute
 * @throws Error with a code when the file system refuses: EEXIST for a file in its place, ENOTDIR for one above it
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    const fasterElsewhere = (error as NodeJS.ErrnoException).code === "EEXIST" && isFolder(path);
    if (!fasterElsewhere) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
