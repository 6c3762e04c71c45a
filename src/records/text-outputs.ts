import { resolve } from "node:path";
import { OutputFiles } from "./output-files.js";

/** Writes texts to their paths; they appear together, or none does. @throws InputError when one cannot be written */
export function writeTexts(texts: ReadonlyMap<string, string>): void {
  const files = new OutputFiles();
  try {
    for (const [path, text] of texts) {
      const file = files.open(resolve(path));
      file.write(text);
      file.close();
    }
    files.publish();
  } catch (error) {
    files.discard();
    throw error;
  }
}
