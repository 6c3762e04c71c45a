import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** An answer, the advice on it, and the answer after that. */
export interface Revision {
  readonly asked: string;
  readonly answer: string;
  readonly advice: string;
  readonly revised: string;
}

interface Call {
  readonly request: { readonly messages: readonly { readonly content: string }[] };
  readonly response: { readonly text: string } | null;
}

/** System, request, answer, advice. */
const MESSAGES = 4;

/** The first revision on record in each of the first files, in the order of their names, that have one. */
export function firstRevisions(folder: string, most: number): readonly Revision[] {
  const found: Revision[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (found.length === most) break;
    const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
    const call = lines
      .map((line): Call => JSON.parse(line))
      .find(({ request, response }) => request.messages.length === MESSAGES && response !== null);
    if (call === undefined) continue;
    const [, asked, answer, advice] = call.request.messages.map(({ content }) => content);
    found.push({ asked, answer, advice, revised: call.response?.text ?? "" });
  }
  return found;
}
