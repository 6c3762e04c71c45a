import { resolve } from "node:path";
import { OutputFiles } from "./output-files.js";

/** The whole of a file, at once or in pieces. */
export type FileContent = string | Uint8Array | Iterable<string>;

/** Writes contents to their paths; they appear together, or none does. @throws InputError when one cannot be written */
export function writeFiles(contents: ReadonlyMap<string, FileContent>): void {
  const files = new OutputFiles();
  try {
    for (const [path, content] of contents) {
      const file = files.open(resolve(path));
      const pieces = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
      for (const piece of pieces) file.write(piece);
      file.close();
    }
    files.publish();
  } catch (error) {
    files.discard();
    throw error;
  }
}
