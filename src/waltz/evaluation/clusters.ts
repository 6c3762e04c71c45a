import { grouped } from "../../base/grouped.js";
import type { EvaluationCase } from "./case.js";

/** Cases by the group of their prompt, which they are drawn in: a group may have prompts of several data sets. */
export function clustersOf(cases: readonly EvaluationCase[]): readonly (readonly EvaluationCase[])[] {
  return [...grouped(cases, ({ group }) => group).values()];
}
