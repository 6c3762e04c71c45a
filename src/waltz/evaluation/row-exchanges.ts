import { TableError } from "../../base/errors.js";
import { FaultList } from "../../base/fault-list.js";
import type { PlacedRow } from "../data/convert/question-row.js";
import { readFeedback } from "../data/feedback-codecs.js";
import { saidOf } from "./case.js";
import type { RecordedExchange } from "./recorded-exchange.js";

/**
 * Questions with answers as exchanges of one answer each, known by the line that they stand on. An evaluation is feedback on the
 * answer; both flags without one are a label.
 *
 * @param dataset what they are told apart by from other files
 * @throws TableError with every row of which it is not known whether its question asks for what must not be done, or whose flags make no label
 */
export function rowExchanges(rows: readonly PlacedRow[], dataset: string): readonly RecordedExchange[] {
  const faults = new FaultList();
  const exchanges = rows.flatMap((row): readonly RecordedExchange[] => {
    const { question, answer, evaluation, unsafe, overrefuse, harmful, group, category = "all", source, rule } = row;
    const id = `${row.line}`;
    const { file, line } = row;
    const objection = objectionTo(row);
    if (objection !== undefined) faults.add(objection.slice(0, 24), { message: objection, place: { file, line } });
    if (harmful === undefined) return [];
    const labels = unsafe === undefined || overrefuse === undefined ? undefined : [{ unsafe, overrefuse }];
    const system = source ?? "recorded";
    const said = saidOf(evaluation === undefined ? undefined : readFeedback(evaluation).feedback);
    const told = { id, group: group ?? id, dataset, category, prompt: question, harmful, rule };
    return [{ ...told, system, answers: [answer], said: [said], labels }];
  });
  if (!faults.isEmpty) throw new TableError(faults.faults);
  return exchanges;
}

function objectionTo({ evaluation, unsafe, overrefuse, harmful }: PlacedRow): string | undefined {
  if (harmful === undefined)
    return "harmful is missing: whether the question asks for what must not be done is known beforehand, never judged";
  const flags = [unsafe, overrefuse].filter((flag) => flag !== undefined).length;
  if (flags === 1) return "a label needs both unsafe and overrefuse";
  if (flags === 2 && evaluation !== undefined)
    return "unsafe and overrefuse repeat what the evaluation says: beside one they are no label";
  return undefined;
}
