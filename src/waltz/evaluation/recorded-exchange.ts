import { type Static, Type } from "@sinclair/typebox";
import { type Fault, TableError } from "../../base/errors.js";
import { FaultList } from "../../base/fault-list.js";
import { parseStrictJson } from "../../base/strict-json.js";
import { validatorOf } from "../../base/validator-of.js";
import { COMPLIANCES, type Compliance, type HouseRule } from "../../contract/judge.js";
import { readFeedback } from "../data/feedback-codecs.js";
import type { Alignment } from "../environments/environment.js";
import { type Said, saidOf } from "./case.js";

/** An exchange about one prompt that is over, as somebody took it down: texts, not yet labels. */
export interface RecordedExchange {
  /** Unique among those of its system. */
  readonly id: string;
  readonly group: string;
  readonly dataset: string;
  readonly category: string;
  readonly prompt: string;
  readonly harmful: boolean;
  readonly rule?: HouseRule | undefined;
  /** Who answered. */
  readonly system: string;
  /** At least one; the last one stands. */
  readonly answers: readonly string[];
  /** As many as answers. */
  readonly said: readonly Said[];
  /** What somebody said of each answer: as many as answers. */
  readonly labels: readonly (Compliance | Alignment)[] | undefined;
}

const text = (description: string) => Type.String({ minLength: 1, description });
const closed = { additionalProperties: false };
const flags = { unsafe: Type.Boolean(), overrefuse: Type.Boolean() };

/** One line of a file of recorded answers. */
const RECORDED_LINE = Type.Object(
  {
    id: text("of the prompt; no two of one system are the same"),
    group: Type.Optional(text("prompts that resemble each other share it; the id where it is left out")),
    dataset: Type.Optional(text("the file's name where it is left out")),
    category: Type.Optional(text("kind of matter; that of all prompts without one is `all`")),
    system: Type.Optional(text("who answered; `recorded` where it is left out")),
    prompt: text("what was asked"),
    harmful: Type.Boolean({
      description: "whether it asks for what must not be done; known from its source, never judged",
    }),
    rule: Type.Optional(
      Type.Object(
        {
          text: text("the rule that was stated"),
          markers: Type.Array(text("shows that it is broken"), { minItems: 1 }),
        },
        closed,
      ),
    ),
    answers: Type.Array(Type.String(), { minItems: 1, description: "first to final" }),
    feedback: Type.Optional(
      Type.Array(
        Type.Union([
          Type.Null(),
          Type.String({
            description:
              "as the feedback agent wrote it, as the paper's object or the plan's text: what is of neither form counts as a parse error",
          }),
          Type.Object(
            { ...flags, reasoning: Type.Optional(Type.String()), feedback: Type.Optional(Type.String()) },
            closed,
          ),
        ]),
        {
          description:
            "on each answer; null where nobody was asked, and one fewer than answers if nobody was on the last",
        },
      ),
    ),
    labels: Type.Optional(
      Type.Array(Type.Union([Type.Union(COMPLIANCES.map((one) => Type.Literal(one))), Type.Object(flags, closed)]), {
        description: "what people say of each answer",
      }),
    ),
  },
  { ...closed, title: "an exchange with a pair, or an answer of a model" },
);
type RecordedLine = Static<typeof RECORDED_LINE>;

const validator = validatorOf<RecordedLine>(RECORDED_LINE, { allErrors: true });

/**
 * The exchanges of a file, an object a line (JSONL).
 *
 * @param dataset of those that name none
 * @throws TableError with every line that is no such exchange, or repeats an id of its system
 */
export function parseRecorded(
  file: string,
  lines: readonly { readonly text: string; readonly line: number }[],
  dataset: string,
): readonly RecordedExchange[] {
  const faults = new FaultList();
  const seen = new Map<string, number>();
  const found = lines.flatMap(({ text: row, line }) => {
    const fail = (kind: string, message: string) =>
      faults.add(kind, { message, place: { file, line } } satisfies Fault);
    const parsed = lineOf(row);
    if (typeof parsed === "string") return fail("form", `this is no recorded exchange: ${parsed}`) ?? [];
    const objection = countFault(parsed);
    if (objection !== undefined) fail("counts", objection);
    const key = JSON.stringify([parsed.system, parsed.id]);
    const before = seen.get(key);
    if (before !== undefined) fail("twice", `the id "${parsed.id}" is that of line ${before}, too`);
    seen.set(key, before ?? line);
    return [exchangeOf(parsed, dataset)];
  });
  if (faults.isEmpty && found.length === 0) faults.add("empty", { message: "no exchange is in it", place: { file } });
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return found;
}

function lineOf(row: string): RecordedLine | string {
  try {
    const value = parseStrictJson(row);
    const validate = validator();
    if (validate(value)) return value;
    const [error] = validate.errors ?? [];
    const key = error?.params.additionalProperty === undefined ? "" : ` "${error.params.additionalProperty}"`;
    return `${error?.instancePath.slice(1).replaceAll("/", ".") || "it"} ${error?.message}${key}`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}

function countFault({ answers, feedback, labels }: RecordedLine): string | undefined {
  const { length } = answers;
  if (labels !== undefined && labels.length !== length)
    return `${length} answers need ${length} labels, not ${labels.length}`;
  const given = feedback?.length ?? 0;
  if (given === length || given === length - 1) return undefined;
  return `${length} answers go with ${length} or ${length - 1} pieces of feedback, not ${given}`;
}

function exchangeOf(line: RecordedLine, file: string): RecordedExchange {
  const {
    id,
    group = id,
    dataset = file,
    category = "all",
    system = "recorded",
    feedback = [],
    labels,
    ...rest
  } = line;
  const said = line.answers.map((_, at): Said => {
    const given = feedback[at] ?? null;
    if (given === null) return "not asked";
    if (typeof given === "string") return saidOf(readFeedback(given).feedback);
    return { unsafe: given.unsafe, overrefuse: given.overrefuse };
  });
  return { ...rest, id, group, dataset, category, system, said, labels: labels as RecordedExchange["labels"] };
}
