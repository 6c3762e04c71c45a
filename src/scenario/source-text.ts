import { readFileSync, statSync } from "node:fs";
import { ScenarioError } from "../base/errors.js";

/** Such a file is written by hand: more than this is some other file. */
const MAX_BYTES = 5_000_000;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "it may not be read",
  ENOTDIR: "a part of its path is no directory",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
};

/** The text of a YAML file. @throws ScenarioError if there is none, or it is no text, or over 5 MB */
export function readSource(file: string, noun = "scenario"): string {
  const refuse = (message: string): never => {
    throw new ScenarioError([{ message, place: { file } }]);
  };
  let bytes: Buffer;
  try {
    const info = statSync(file);
    if (info.isDirectory()) return refuse(`this is a directory, not a ${noun} file`);
    if (!info.isFile()) return refuse("this is not a regular file");
    if (info.size > MAX_BYTES) {
      return refuse(`${(info.size / 1e6).toFixed(1)} MB is too large for a ${noun} file (at most 5 MB)`);
    }
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof ScenarioError) throw error;
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ""];
    if (reason === undefined) throw error;
    return refuse(`cannot be read: ${reason}`);
  }
  if (bytes.includes(0)) return refuse("this is a binary file, not YAML");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("this is not UTF-8 text");
  }
}
