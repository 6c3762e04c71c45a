import type { Direction, VerifiableClaim } from "./annotation.js";
import { COURSE, LEVEL, SAME } from "./sentence-keywords.js";

/**
 * What kind of claim a sentence makes: a level where it gives a number that something lies above or below, a trend where it
 * speaks of a course over time, an equivalence where the direction is zero, else a difference. A claim without a direction
 * says so in its note, as the words alone cannot tell "nothing changes" from "it was not said".
 */
export function kindOf(sentence: string, expected: Direction): Pick<VerifiableClaim, "kind" | "threshold" | "note"> {
  const level = levelIn(sentence);
  if (level !== undefined && level.expected === expected) return { kind: "level", threshold: level.threshold };
  if (COURSE.test(sentence)) return { kind: "trend" };
  if (expected !== "zero") return { kind: "difference" };
  const note = "no direction was read: taken for a claim that nothing changes; a person should look";
  return { kind: "equivalence", ...(SAME.test(sentence) ? {} : { note }) };
}

/** The level that a sentence gives, and the side of it. */
export function levelIn(sentence: string): { readonly expected: Direction; readonly threshold: number } | undefined {
  const found = LEVEL.exec(sentence);
  if (found === null) return undefined;
  const [, word, number] = found;
  const threshold = /%|percent/.test(number) ? Number.parseFloat(number) / 100 : Number(number);
  return { expected: ["above", "at least"].includes(word.toLowerCase()) ? "positive" : "negative", threshold };
}
