import { FaultList } from "../../base/fault-list.js";
import type { CheckOutcome, MeasuredExample, MeasuredFile } from "./check.js";
import { comparableText, placedQuestion } from "./comparable.js";
import { ROLES } from "./example.js";
import { nearlyAmong } from "./near-duplicates.js";

/**
 * Test examples of which training has seen something: the same text, nearly the same text or question, or an example of the
 * same group. Groups are held against the training files of both agents, for the two are tested together.
 */
export function checkLeakage(files: readonly MeasuredFile[], threshold: number): readonly CheckOutcome[] {
  const of = (side: string) => files.filter((file) => file.side === side).flatMap(({ examples }) => examples);
  const [training, test] = [of("training"), of("test")];
  if (training.length === 0 || test.length === 0) return [];
  return [exactLeaks(training, test), nearLeaks(training, test, threshold), groupLeaks(training, test)];
}

function exactLeaks(training: readonly MeasuredExample[], test: readonly MeasuredExample[]): CheckOutcome {
  const known = new Map(training.map((placed) => [`${placed.role}\n${comparableText(placed)}`, placed]));
  const faults = new FaultList();
  let leaks = 0;
  for (const placed of test) {
    const twin = known.get(`${placed.role}\n${comparableText(placed)}`);
    if (twin === undefined) continue;
    leaks += 1;
    faults.add(placed.file, { message: `the same stands in ${placeOf(twin)}`, place: placed });
  }
  return outcome("leakage", leaks, test.length, "stand in training, too", faults);
}

function nearLeaks(
  training: readonly MeasuredExample[],
  test: readonly MeasuredExample[],
  threshold: number,
): CheckOutcome {
  const faults = new FaultList();
  let leaks = 0;
  for (const role of ROLES) {
    const [seen, held] = [training, test].map((side) => side.filter((placed) => placed.role === role));
    if (seen === undefined || held === undefined) continue;
    const texts = nearlyAmong(held.map(comparableText), seen.map(comparableText), threshold);
    const questions = nearlyAmong(held.map(placedQuestion), seen.map(placedQuestion), threshold);
    for (const [at, placed] of held.entries()) {
      const [like, question] = [texts[at], questions[at]];
      const found = like ?? question;
      const twin = found && seen[found.id];
      if (twin === undefined || found === undefined) continue;
      leaks += 1;
      const what = like === undefined ? "nearly the same question" : "nearly the same";
      const message = `${what} stands in ${placeOf(twin)} (similarity ${found.similarity.toFixed(2)})`;
      faults.add(placed.file, { message, place: placed });
    }
  }
  const what = `are nearly in training, with their question or their text (similarity >= ${threshold})`;
  return outcome("near leakage", leaks, test.length, what, faults);
}

function groupLeaks(training: readonly MeasuredExample[], test: readonly MeasuredExample[]): CheckOutcome {
  const groups = new Map(training.map((placed) => [placed.facts.group, placed]));
  const faults = new FaultList();
  let leaks = 0;
  for (const placed of test) {
    const twin = groups.get(placed.facts.group);
    if (twin === undefined) continue;
    leaks += 1;
    const message = `its group ${JSON.stringify(placed.facts.group)} is in training, too: ${placeOf(twin)}`;
    faults.add(placed.file, { message, place: placed });
  }
  return outcome("group leakage", leaks, test.length, "are of a group that is in training, too", faults);
}

function outcome(check: string, leaks: number, all: number, what: string, faults: FaultList): CheckOutcome {
  const told = faults.faults.map(({ message, place }) => ({ message, ...(place && { place: placeAlone(place) }) }));
  return { check, passed: leaks === 0, summary: `${leaks} of ${all} test examples ${what}`, faults: told };
}

function placeAlone({ file, line }: { readonly file?: string; readonly line?: number }) {
  return { ...(file !== undefined && { file }), ...(line !== undefined && { line }) };
}

function placeOf({ file, line }: MeasuredExample): string {
  return `${file}:${line}`;
}
