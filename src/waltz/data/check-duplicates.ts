import { FaultList } from "../../base/fault-list.js";
import type { CheckOutcome, MeasuredFile } from "./check.js";
import { comparableText } from "./comparable.js";
import { nearDuplicates } from "./near-duplicates.js";

/** Examples that repeat an earlier one of their file, word for word or nearly. */
export function checkDuplicates(files: readonly MeasuredFile[], threshold: number): readonly CheckOutcome[] {
  const [exact, near] = [new FaultList(), new FaultList()];
  let [repeated, alike, all] = [0, 0, 0];
  for (const { file, examples } of files) {
    all += examples.length;
    const first = new Map<string, number>();
    const unlike: { text: string; line: number }[] = [];
    for (const placed of examples) {
      const text = comparableText(placed);
      const before = first.get(text);
      if (before === undefined) {
        first.set(text, placed.line);
        unlike.push({ text, line: placed.line });
        continue;
      }
      repeated += 1;
      exact.add(file, { message: `the same as line ${before}`, place: { file, line: placed.line } });
    }
    const likeness = nearDuplicates(
      unlike.map(({ text }) => text),
      threshold,
    );
    for (const [at, like] of likeness.entries()) {
      if (like === undefined) continue;
      alike += 1;
      const message = `nearly the same as line ${unlike[like.id]?.line} (similarity ${like.similarity.toFixed(2)})`;
      near.add(file, { message, place: { file, line: unlike[at]?.line ?? 0 } });
    }
  }
  return [
    {
      check: "duplicates",
      passed: repeated === 0,
      summary: `${repeated} of ${all} examples repeat an earlier one of their file`,
      faults: exact.faults,
    },
    {
      check: "near duplicates",
      passed: alike === 0,
      summary: `${alike} of ${all} examples nearly repeat an earlier one of their file (similarity >= ${threshold})`,
      faults: near.faults,
    },
  ];
}
