import { readFileSync } from "node:fs";

/** Lines of comment in which a question may stand. */
const LINES = 3;

/** The comment at the head of a file up to the line that ends its question, else its first line; undefined without one. */
export function scenarioQuestion(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith("#"));
  const comments = lines
    .slice(0, end === -1 ? undefined : end)
    .map((line) => line.replace(/^#+\s*/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("yaml-language-server:"));
  const asked = comments.slice(0, LINES).findIndex((line) => line.includes("?"));
  const shown = comments.slice(0, asked === -1 ? 1 : asked + 1).join(" ");
  return shown === "" ? undefined : shown;
}
