import { stringify } from "csv-stringify/sync";
import type { AgentRecord, RoundRecord } from "./round-record.js";

const OF_AGENT = [
  "score",
  "greedy_score",
  "win_rate",
  "mean_length",
  "margin_before",
  "margin_after",
  "loss",
  "filter_share",
  "weight_hash",
] as const;

const OF_ROUND = [
  "kept_length",
  "offered_length",
  "filter_lift",
  "teacher_diversity",
  "gain_over_labeller",
  "gain_over_best_teacher",
  "gain_at_equal_length",
  "length_coverage",
] as const;

/** One JSON object a line, one line a round. */
export function roundLines(records: readonly RoundRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/**
 * One row per round and agent. What belongs to the round stands in the row of the student alone, so that a column can be
 * averaged; a cell without a value is empty.
 */
export function roundTable(records: readonly RoundRecord[]): string {
  const rows = records.flatMap((record) => {
    let teacher = -1;
    return record.agents.map((agent) => {
      if (agent.role === "teacher") teacher += 1;
      const share = agent.role === "teacher" ? record.filter_shares[teacher] : undefined;
      const own = OF_AGENT.map((column) => (column === "filter_share" ? share : agent[column as keyof AgentRecord]));
      const whole = OF_ROUND.map((column) => (agent.role === "student" ? record[column] : undefined));
      return [record.round, agent.name, agent.role, ...own, ...whole].map((cell) => cell ?? "");
    });
  });
  return stringify([["round", "agent", "role", ...OF_AGENT, ...OF_ROUND], ...rows]);
}
