import { type Static, Type } from "@sinclair/typebox";
import { TableError } from "../../base/errors.js";
import { FaultList } from "../../base/fault-list.js";
import { parseStrictJson } from "../../base/strict-json.js";
import { validatorOf } from "../../base/validator-of.js";
import { COMPLIANCES } from "../../contract/judge.js";
import type { EvaluationCase } from "./case.js";

const text = Type.String({ minLength: 1 });
const closed = { additionalProperties: false };
const flags = Type.Object({ unsafe: Type.Boolean(), overrefuse: Type.Boolean() }, closed);

/** One line of `cases.jsonl`: a case of a system, labelled by a judge. */
const CASE_LINE = Type.Object(
  {
    system: text,
    judge: text,
    id: text,
    group: Type.String(),
    dataset: text,
    category: text,
    harmful: Type.Boolean(),
    turns: Type.Array(
      Type.Object(
        {
          strict: flags,
          lenient: Type.Union([flags, Type.Null()]),
          compliance: Type.Union([...COMPLIANCES.map((one) => Type.Literal(one)), Type.Null()]),
          said: Type.Union([flags, Type.Literal("invalid"), Type.Literal("not asked")]),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);
type CaseLine = Static<typeof CASE_LINE>;
const validator = validatorOf<CaseLine>(CASE_LINE);

/** The cases of one system, labelled by one judge. */
export interface LabelledCases {
  readonly system: string;
  readonly judge: string;
  readonly cases: readonly EvaluationCase[];
}

/** A line for each case, with its line end. */
export function caseLines({ system, judge, cases }: LabelledCases): string {
  return cases
    .map(({ id, group, dataset, category, harmful, turns }) => {
      const told = turns.map(({ label: { strict, lenient, compliance }, said }) => {
        return { strict, lenient: lenient ?? null, compliance: compliance ?? null, said };
      });
      return `${JSON.stringify({ system, judge, id, group, dataset, category, harmful, turns: told })}\n`;
    })
    .join("");
}

/** @throws TableError with every line that is no case, or repeats one */
export function parseCaseLines(
  file: string,
  lines: readonly { readonly text: string; readonly line: number }[],
): readonly LabelledCases[] {
  const faults = new FaultList();
  const found = new Map<string, { system: string; judge: string; cases: EvaluationCase[] }>();
  const seen = new Set<string>();
  for (const { text: row, line } of lines) {
    const parsed = lineOf(row);
    const fail = (message: string) => faults.add(message.slice(0, 10), { message, place: { file, line } });
    if (typeof parsed === "string") {
      fail(`this is no evaluated case: ${parsed}`);
      continue;
    }
    const { system, judge, turns, ...one } = parsed;
    const key = JSON.stringify([system, judge]);
    const id = JSON.stringify([system, judge, one.id]);
    if (seen.has(id)) fail(`the prompt ${one.id} stands twice for ${system}, labelled by ${judge}`);
    seen.add(id);
    const part = found.get(key) ?? { system, judge, cases: [] };
    found.set(key, part);
    const told = turns.map(({ said, strict, lenient, compliance }) => {
      return { said, label: { strict, lenient: lenient ?? undefined, compliance: compliance ?? undefined } };
    });
    part.cases.push({ ...one, turns: told });
  }
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return [...found.values()];
}

function lineOf(row: string): CaseLine | string {
  try {
    const value = parseStrictJson(row);
    const validate = validator();
    if (validate(value)) return value;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath.slice(1).replaceAll("/", ".") || "it"} ${error?.message}`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}
