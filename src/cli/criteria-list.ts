import { OUT_OF_REACH } from "../metrics/criteria-out-of-reach.js";
import { CRITERIA } from "../metrics/criteria-table.js";
import { markdownTable } from "./format-table.js";
import { hangingTable } from "./format-text.js";

const PAGE = `# Success criteria

A scenario names what its run is held against under \`success_criteria\`, each key with a limit. \`swarm run\` prints PASS,
FAIL or "not checkable" for each, with what was measured; \`--check\` ends with 3 unless all of them pass. The limit
itself passes. Means over epochs are unweighted and leave out epochs without data; under \`--compat swarm-1.9\` such an
epoch counts as 0, as in the reference system. A criterion whose figure has no data in a run (its lever is off, nobody of
the archetype is there) is not checkable, and so is a key that nobody knows.

This page is what \`swarm metrics --criteria --markdown\` prints.`;

/** Every known key of `success_criteria`. */
export function criteriaList(): readonly object[] {
  const checked = [...CRITERIA].map(({ key, direction, doc }) => ({ key, checkable: true, direction, measures: doc }));
  const others = [...OUT_OF_REACH].map(([key, reason]) => ({ key, checkable: false, reason }));
  return [...checked, ...others];
}

export function criteriaForTerminal(): string {
  const checked = hangingTable([...CRITERIA].map(({ key, direction, doc }) => [key, direction, doc]));
  const others = [...byReason()].map(([reason, keys]) => {
    return `Not checkable: ${reason}\n${hangingTable([[keys.join(", ")]])}`;
  });
  return [`Checked\n${checked}`, ...others].join("\n\n");
}

export function criteriaAsMarkdown(): string {
  const column = (head: string) => ({ head, align: "left" }) as const;
  const table = markdownTable(
    ["key", "the run passes when this ...", "... is"].map(column),
    [...CRITERIA].map(({ key, direction, doc }) => [`\`${key}\``, doc, `${direction} the limit`]),
  );
  const others = [...byReason()].flatMap(([reason, keys]) => [
    `## Not checkable: ${reason}`,
    keys.map((key) => `\`${key}\``).join(", "),
  ]);
  return [PAGE, "## Checked", table, ...others].join("\n\n");
}

function byReason(): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, reason] of OUT_OF_REACH) groups.set(reason, [...(groups.get(reason) ?? []), key]);
  return groups;
}
