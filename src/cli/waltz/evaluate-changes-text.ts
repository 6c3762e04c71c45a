import type { Findings } from "../../waltz/evaluation/benchmarks.js";
import { READINGS } from "../../waltz/evaluation/case.js";
import type { Change, Comparison } from "../../waltz/evaluation/changes.js";
import { MEASURES } from "../../waltz/evaluation/measures.js";
import { type Column, terminalTable } from "../format-table.js";
import { visible } from "../visible.js";
import { percent, span } from "./evaluate-numbers.js";

const left = (head: string): Column => ({ head, align: "left" });
const right = (head: string): Column => ({ head, align: "right" });

/** Measures that a change is shown of; the others are in the JSON. */
const SHOWN = ["unsafe_rate", "overrefusal_rate", "fault_rate", "useful_rate", "trigger_rate", "label_accuracy"];

/** Measures of which a part can be cut. */
const LOWER = new Set(MEASURES.filter(({ better }) => better === "lower").map(({ name }) => name));

/** What changed since an earlier evaluation, a table for each system and reading. */
export function changeTables(changes: Findings["changes"]): readonly string[] {
  return changes.flatMap(({ system, judge, before, changes: readings }) =>
    READINGS.flatMap((reading) => {
      const found = readings[reading];
      if (found === undefined) return [];
      const rows = SHOWN.filter((name) => found[name].difference.value !== undefined).map((name) =>
        row(name, found[name]),
      );
      const title = `Against "${visible(before)}": ${visible(system)}, by ${judge}, ${reading}`;
      const heads = [left("measure"), right("before"), right("after"), left("difference, points"), left("cut, %")];
      const note = "c: in closed form, where resamples cannot tell; otherwise by resampling groups, paired by prompt.";
      return [`${title}\n\n${terminalTable(heads, rows)}\n\n${note}`];
    }),
  );
}

function row(name: string, { before, after, difference, cut }: Comparison): readonly string[] {
  return [name, percent(before.value), percent(after.value), shown(difference), LOWER.has(name) ? shown(cut) : "-"];
}

function shown({ value, interval }: Change): string {
  if (value === undefined || interval === undefined) return value === undefined ? "-" : percent(value);
  return `${percent(value)} ${span(interval)}${interval.method === "closed form" ? "c" : ""}`;
}
