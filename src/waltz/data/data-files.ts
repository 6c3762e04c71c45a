import { type KnownExample, ROLES, type Role } from "./example.js";
import { exampleLine, factsLine, textOf } from "./example-lines.js";

/** Which part of a data set a file holds; `pool` is data that is not split yet. */
export type DataSide = "training" | "test" | "pool";
export const SIDES: readonly DataSide[] = ["training", "test", "pool"];

/** The files of the plan: `conversation_agent_training.jsonl`, ...; a pool has no ending. */
export function dataFileName(role: Role, side: DataSide): string {
  return `${role}_agent${side === "pool" ? "" : `_${side}`}.jsonl`;
}

/** The file of facts beside a data file: `x.jsonl` has `x.facts.jsonl`. */
export function factsFileName(name: string): string {
  return name.replace(/\.jsonl$/, "").concat(".facts.jsonl");
}

/** What a file holds by its name; undefined where the name does not tell. */
export function partOf(name: string): { readonly role: Role; readonly side: DataSide } | undefined {
  for (const role of ROLES) for (const side of SIDES) if (name === dataFileName(role, side)) return { role, side };
  return undefined;
}

/** Names and contents of a data file and of the facts beside it. */
export function dataFileContents(
  name: string,
  examples: readonly KnownExample[],
): readonly { readonly name: string; readonly content: Iterable<string> }[] {
  return [
    { name, content: examples.map(({ example }) => exampleLine(example)) },
    { name: factsFileName(name), content: factLines(examples) },
  ];
}

/** One line for each text, whoever says it first. */
function* factLines(examples: readonly KnownExample[]): Generator<string> {
  const told = new Set<string>();
  for (const known of examples) {
    const text = textOf(known.example);
    if (told.has(text)) continue;
    told.add(text);
    yield factsLine(known);
  }
}
