import type { Findings } from "../../waltz/evaluation/benchmarks.js";
import { type Column, terminalTable } from "../format-table.js";
import { hangingTable } from "../format-text.js";
import { visible } from "../visible.js";
import { percent, span } from "./evaluate-numbers.js";

const left = (head: string): Column => ({ head, align: "left" });

/** A line for each gate and system. */
export function gatesTable(gates: Findings["gates"]): string {
  return hangingTable(
    gates.map(({ system, judge, gate, verdict, value, low, high, reason }) => {
      const figure = value === undefined ? "-" : `${percent(value)} ${span({ low, high })}`;
      return [verdict, gate, figure, `${visible(system)}, by ${judge}: ${reason}`];
    }),
    { indent: 0 },
  );
}

/** What each system solved, and what it gained. */
export function capabilityTable(capability: Findings["capability"]): string {
  const rows = capability.map(({ system, withFeedback, score, change }) => {
    const { solved, tasks, value, low, high } = score;
    const gain = change && `${percent(change.value)} ${span(change.interval)}`;
    const who = withFeedback ? "with feedback" : "alone";
    return [visible(system), who, `${solved}/${tasks}`, `${percent(value)} ${span({ low, high })}`, gain ?? "-"];
  });
  return terminalTable(["system", "who answers", "solved", "%", "gained since before, points"].map(left), rows);
}
