import type { Example } from "../data/example.js";
import type { ExportedLines } from "./exported-lines.js";

/** Two texts that an agent can write in one place, one of them preferred. */
export interface PlacedPreference {
  /** What stands before the text in the supervised format: the same model sees the same. The example's own text counts for nothing. */
  readonly place: Example;
  readonly preferred: string;
  readonly rejected: string;
}

/** The shapes that trainers elsewhere take pairs in, by what their files are called. */
const PREFERENCE_SHAPES = { openai: openaiShape, trl: trlShape } as const;

/** A line in OpenAI's shape for DPO; Together and Fireworks document the same. */
function openaiShape({ place, preferred, rejected }: PlacedPreference): object {
  return {
    input: { messages: asked(place), tools: [], parallel_tool_calls: true },
    preferred_output: [written(preferred)],
    non_preferred_output: [written(rejected)],
  };
}

/** A line in TRL's shape: an explicit prompt, in conversational format. */
function trlShape({ place, preferred, rejected }: PlacedPreference): object {
  return { prompt: asked(place), chosen: [written(preferred)], rejected: [written(rejected)] };
}

/** A line with its line end. */
export function preferenceLine(shape: keyof typeof PREFERENCE_SHAPES, pair: PlacedPreference): string {
  return `${JSON.stringify(PREFERENCE_SHAPES[shape](pair))}\n`;
}

/** The pairs in every shape, a file each, named `<prefix>dpo_approximation_<shape>.jsonl`. */
export function preferenceFiles(
  prefix: string,
  pairs: readonly PlacedPreference[],
  skipped: ExportedLines["skipped"],
): Readonly<Record<string, ExportedLines>> {
  const shapes = Object.keys(PREFERENCE_SHAPES) as (keyof typeof PREFERENCE_SHAPES)[];
  return Object.fromEntries(
    shapes.map((shape) => [
      `${prefix}dpo_approximation_${shape}.jsonl`,
      { lines: pairs.map((pair) => preferenceLine(shape, pair)), skipped },
    ]),
  );
}

function asked({ messages: [system, user] }: Example) {
  return [
    { role: system.role, content: system.content },
    { role: user.role, content: user.content },
  ];
}

function written(content: string) {
  return { role: "assistant", content };
}
