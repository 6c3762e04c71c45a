import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "../base/errors.js";
import { shownPath } from "./shown-path.js";

const NAME = "unpdf";
const VERSION = "1.6.2";
const FOLDER = "SWARM_PDF";

/** The part of unpdf that is used. Its own types are there only where it is installed. */
interface PdfLibrary {
  extractText(data: Uint8Array, options: { mergePages: false }): Promise<{ readonly text: readonly string[] }>;
}

/**
 * What the pages of a PDF say, by the optional package, from beside this one or from the folder that the environment
 * variable SWARM_PDF names.
 *
 * @throws InputError where the package is missing, and for a PDF without text
 */
export async function pdfText(bytes: Uint8Array, file: string): Promise<string> {
  const { extractText } = await pdfLibrary(file);
  let pages: readonly string[];
  try {
    pages = (await extractText(new Uint8Array(bytes), { mergePages: false })).text;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw refused(file, `the PDF cannot be read: ${why}`);
  }
  const text = pages.join("\n\n");
  if (text.trim() === "") throw refused(file, "the PDF holds no text: are its pages pictures?");
  // A hyphen at the end of a line is one of typesetting when a small letter follows.
  return text.replaceAll(/(\p{L})-\n(\p{Ll})/gu, "$1$2");
}

async function pdfLibrary(file: string): Promise<PdfLibrary> {
  const folder = process.env[FOLDER];
  const from = createRequire(folder === undefined ? import.meta.url : resolve(folder, "package.json"));
  let found: string;
  try {
    found = from.resolve(NAME);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    throw refused(
      file,
      [
        `a PDF needs the optional package ${NAME} ${VERSION}, which is not installed. To get it:`,
        `  npm install --prefix .cache/pdf ${NAME}@${VERSION}`,
        `  export ${FOLDER}=.cache/pdf`,
        "or give the paper as text, Markdown or LaTeX; title and abstract are enough",
      ].join("\n"),
    );
  }
  return (await import(pathToFileURL(found).href)) as PdfLibrary;
}

function refused(file: string, message: string): InputError {
  return new InputError([{ message, place: { file: shownPath(file) } }]);
}
