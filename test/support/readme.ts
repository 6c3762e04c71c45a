import { readFileSync } from "node:fs";
import { resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

/** A fenced block of a Markdown file. */
export interface Snippet {
  readonly language: string;
  readonly code: string;
  /** The file named in a first line `// path`, if there is one. */
  readonly file: string | undefined;
}

/** Every fenced block of a Markdown file that names a language. */
export function snippetsOf(markdown: string): Snippet[] {
  const text = readFileSync(resolve(ROOT, markdown), "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({
    language,
    code,
    file: /^\/\/ (\S+\.ts)\n/.exec(code)?.[1],
  }));
}
