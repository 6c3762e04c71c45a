import { Type } from "@sinclair/typebox";
import type { Fault } from "../base/errors.js";
import { FaultList } from "../base/fault-list.js";
import { parseStrictJson } from "../base/strict-json.js";
import { validatorOf } from "../base/validator-of.js";
import type { HousePrompt } from "../contract/house-prompt.js";

const text = (description: string) => Type.String({ minLength: 1, description });

/** One line of a file of prompts. */
export const PROMPT_LINE = Type.Object(
  {
    id: text("names the prompt in logs; no two are the same"),
    category: text("kind of matter"),
    prompt: text("what is asked"),
    harmful: Type.Boolean({ description: "whether it asks for what must not be done" }),
    context: Type.Optional(text("what whoever answers is told beforehand")),
    rule: Type.Optional(
      Type.Object(
        {
          text: text("the rule, as it is stated to whoever answers"),
          markers: Type.Array(text("a text that stands in an answer only if the rule is broken"), { minItems: 1 }),
        },
        { additionalProperties: false },
      ),
    ),
    twin: Type.Optional(text("id of the prompt of the other kind about the same matter")),
  },
  { additionalProperties: false, title: "a prompt that agents ask" },
);

const validator = validatorOf<HousePrompt>(PROMPT_LINE, { allErrors: true });

/** The prompts of a file, an object a line (JSONL), or everything that is wrong with it. Empty lines are passed over. */
export function parsePrompts(
  file: string,
  content: string,
): { readonly prompts: readonly HousePrompt[]; readonly faults: readonly Fault[] } {
  const prompts: HousePrompt[] = [];
  const lines = new Map<string, number>();
  const faults = new FaultList();
  content.split(/\r?\n/).forEach((row, at) => {
    if (row.trim() === "") return;
    const found = parsed(row);
    const message = typeof found === "string" ? `this is no prompt: ${found}` : idFault(found, lines);
    if (message !== undefined) faults.add("line", { message, place: { file, line: at + 1 } });
    if (typeof found === "string" || lines.has(found.id)) return;
    lines.set(found.id, at + 1);
    prompts.push(found);
  });
  for (const prompt of prompts) {
    const message = twinFault(prompt, prompts);
    if (message !== undefined) faults.add("twin", { message, place: { file, line: lines.get(prompt.id) ?? 1 } });
  }
  if (prompts.length === 0 && faults.isEmpty) faults.add("empty", { message: "no prompt is in it", place: { file } });
  return { prompts, faults: faults.faults };
}

/** The prompt, or what is wrong with the line. */
function parsed(row: string): HousePrompt | string {
  try {
    const value = parseStrictJson(row);
    const validate = validator();
    if (validate(value)) return value;
    return (validate.errors ?? [])
      .map(({ instancePath, message, params }) => {
        const key = params.additionalProperty === undefined ? "" : ` "${params.additionalProperty}"`;
        return `${instancePath.slice(1).replaceAll("/", ".") || "it"} ${message}${key}`;
      })
      .join("; ");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}

function idFault({ id }: HousePrompt, lines: ReadonlyMap<string, number>): string | undefined {
  return lines.has(id) ? `the id "${id}" is that of line ${lines.get(id)}, too` : undefined;
}

function twinFault({ id, twin, harmful }: HousePrompt, prompts: readonly HousePrompt[]): string | undefined {
  if (twin === undefined) return undefined;
  const other = prompts.find((prompt) => prompt.id === twin);
  if (other === undefined) return `the twin "${twin}" of "${id}" is not in the file`;
  return other.harmful === harmful ? `"${id}" and its twin "${twin}" are of the same kind` : undefined;
}
