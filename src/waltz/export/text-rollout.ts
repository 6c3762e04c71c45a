import { type Static, Type } from "@sinclair/typebox";
import { Ajv } from "ajv";
import { type Fault, InputError } from "../../base/errors.js";
import { FaultList } from "../../base/fault-list.js";
import { parseStrictJson } from "../../base/strict-json.js";
import { type Feedback, type InvalidFeedback, isInvalid } from "../../pair/feedback.js";
import { readFeedback } from "../data/feedback-codecs.js";

const closed = { additionalProperties: false };
const text = Type.String({ minLength: 1 });
const hash = Type.String({ pattern: "^[0-9a-f]{12,128}$" });

const TURN = Type.Object(
  {
    answer: Type.String(),
    /** The judge's word on the answer. */
    label: Type.Object({ unsafe: Type.Boolean(), overrefuse: Type.Boolean() }, closed),
    /** What the feedback agent wrote on it, as it wrote it; left out where it was not asked. */
    feedback: Type.Optional(Type.String()),
  },
  closed,
);

const ROLLOUT = Type.Object(
  {
    id: text,
    prompt: text,
    harmful: Type.Boolean(),
    /** What the conversation agent was told beforehand. */
    context: Type.Optional(Type.String()),
    /** Hashes of the weights that wrote it. */
    policy: Type.Object({ conversation: hash, feedback: hash }, closed),
    /** T + 1 turns, T the number of revisions. */
    turns: Type.Array(TURN, { minItems: 1 }),
  },
  closed,
);

/** A finished exchange with its texts: what the exporters need of a training run, one JSON object a line. */
export type TextRollout = Static<typeof ROLLOUT>;
export type TextTurn = Static<typeof TURN>;

const fits = new Ajv({ allErrors: true, strict: false }).compile<TextRollout>(ROLLOUT);

/**
 * The rollouts of a JSONL text.
 * @throws InputError with every line that is none, or whose feedback could not have led to the revision after it
 */
export function parseTextRollouts(file: string, content: string): readonly TextRollout[] {
  const faults = new FaultList();
  const rollouts: TextRollout[] = [];
  const seen = new Set<string>();
  for (const [at, line] of content.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const add = (message: string) => faults.add(message.slice(0, 24), { message, place: { file, line: at + 1 } });
    const rollout = readLine(line);
    if (typeof rollout === "string") add(rollout);
    else if (seen.has(rollout.id)) add(`the id ${JSON.stringify(rollout.id)} stands twice`);
    else {
      for (const message of impossible(rollout)) add(message);
      seen.add(rollout.id);
      rollouts.push(rollout);
    }
  }
  const empty: readonly Fault[] =
    rollouts.length === 0 ? [{ message: "there is no rollout in it", place: { file } }] : [];
  if (!faults.isEmpty || empty.length > 0) throw new InputError(faults.isEmpty ? empty : faults.faults);
  return rollouts;
}

/** What the feedback on a turn says; undefined where nobody was asked. */
export function feedbackOn({ feedback }: TextTurn): Feedback | InvalidFeedback | undefined {
  return feedback === undefined ? undefined : readFeedback(feedback).feedback;
}

function readLine(line: string): TextRollout | string {
  let value: unknown;
  try {
    value = parseStrictJson(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return `no JSON: ${error.message}`;
  }
  if (fits(value)) return value;
  const reasons = (fits.errors ?? []).map(({ instancePath, message, params }) => {
    const extra = "additionalProperty" in params ? ` ("${params.additionalProperty}")` : "";
    return `${instancePath.slice(1).replaceAll("/", ".") || "it"} ${message}${extra}`;
  });
  return `no rollout: ${reasons.join("; ")}`;
}

/** An answer can follow another one only by feedback that could be read. */
function impossible({ turns }: TextRollout): readonly string[] {
  return turns.slice(0, -1).flatMap((turn, at) => {
    const feedback = feedbackOn(turn);
    if (feedback === undefined) return [`turn ${at}: another answer follows, though there is no feedback`];
    return isInvalid(feedback)
      ? [`turn ${at}: another answer follows feedback that is invalid: ${feedback.invalid}`]
      : [];
  });
}
