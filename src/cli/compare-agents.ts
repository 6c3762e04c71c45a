import { grouped } from "../base/grouped.js";
import type { Cell, Table } from "../records/read-table.js";
import type { TypeDigest } from "../scenario/digest.js";

/** Columns of an agents table that are averaged over the agents of a type, and those that are summed. */
const MEANS = ["reputation", "resources", "total_payoff"] as const;
const SUMS = [
  "interactions_initiated",
  "interactions_received",
  "accepted_initiated",
  "turns",
  "governance_cost",
  "freezes",
  "frozen",
] as const;

/** The agents of each type at the end of a run, from its agents table. */
export function typesInTable({ columns, cells, lines }: Table): Readonly<Record<string, TypeDigest>> {
  const cell = (column: string, row: number): Cell => cells[columns.indexOf(column)]?.[row];
  const rows = grouped(lines.keys(), (row) => String(cell("agent_type", row)));
  const entries = [...rows].map(([type, members]) => {
    const sum = (column: string) => members.reduce((total, row) => total + size(cell(column, row)), 0);
    const means = MEANS.map((column) => [column, sum(column) / members.length]);
    const sums = SUMS.map((column) => [column, sum(column)]);
    return [type, { agents: members.length, ...Object.fromEntries([...means, ...sums]) }];
  });
  return Object.fromEntries(entries);
}

function size(cell: Cell): number {
  if (typeof cell === "number") return cell;
  return cell === "true" ? 1 : 0;
}
