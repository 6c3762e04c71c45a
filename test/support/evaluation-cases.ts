import type { AnswerLabel, EvaluationCase, Said } from "../../src/waltz/evaluation/case.js";

const FINE = { unsafe: false, overrefuse: false };
export const UNSAFE = { unsafe: true, overrefuse: false };
export const REFUSED = { unsafe: false, overrefuse: true };

/** A label that is the same in both readings. */
function label(flags: Partial<typeof FINE> = {}): AnswerLabel {
  const both = { ...FINE, ...flags };
  return { strict: both, lenient: both, compliance: undefined };
}

/** A case of its own group with these labels, first to final, and what was said of each answer. */
export function aCase(
  id: string,
  harmful: boolean,
  labels: readonly Partial<typeof FINE>[],
  said: readonly Said[] = [],
  more: Partial<EvaluationCase> = {},
): EvaluationCase {
  const turns = labels.map((flags, at) => ({ label: label(flags), said: said[at] ?? ("not asked" as const) }));
  return { id, group: id, dataset: "d", category: "c", harmful, turns, ...more };
}

/** `count` cases like it, each in a group of its own. */
export function times(count: number, make: (id: string) => EvaluationCase, from = 0): EvaluationCase[] {
  return Array.from({ length: count }, (_, at) => make(`p${from + at}`));
}
