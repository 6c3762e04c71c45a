import type { AgentName } from "../../waltz/environments/environment.js";
import type { LogRow } from "../../waltz/training/log-row.js";
import type { StageSettings } from "../../waltz/training/settings.js";
import { terminalTable } from "../format-table.js";

export interface TrainingSummary {
  readonly out: string;
  /** Names of files that this world adds. */
  readonly beside: readonly string[];
  readonly environment: string;
  readonly stage: string;
  readonly method: string;
  readonly settings: StageSettings;
  /** Steps that an earlier sitting had made. */
  readonly resumed: number;
  readonly rows: readonly LogRow[];
  readonly before: Readonly<Record<AgentName, string>>;
  readonly after: Readonly<Record<AgentName, string>>;
}

/** Steps at both ends of the log whose means are shown, at most; never the same step at both. */
const ENDS = 25;

const FILES = "log.jsonl, log.csv, chart.svg, manifest.json, checkpoint.json";

/** What a training ended with. */
export function trainingText(summary: TrainingSummary, json: boolean): string {
  const { out, beside, environment, stage, method, settings, resumed, rows, before, after } = summary;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (name) => !["iteration", "alarms"].includes(name),
  );
  const steps = Math.min(ENDS, Math.ceil(rows.length / 2));
  const ends = columns.map((name) => ({
    name,
    first: mean(rows.slice(0, steps), name),
    last: mean(rows.slice(-steps), name),
  }));
  const alarms = rows.filter(({ alarms: raised }) => raised !== undefined).length;
  if (json) {
    const figures = Object.fromEntries(
      ends.map(({ name, first, last }) => [name, { first: first ?? null, last: last ?? null }]),
    );
    const facts = {
      out,
      environment,
      stage,
      method,
      iterations: rows.length,
      resumed,
      alarms,
      weights: { before, after },
    };
    return `${JSON.stringify({ ...facts, steps_at_ends: steps, figures }, null, 2)}\n`;
  }
  const shown = (value: number | undefined) => (value === undefined ? "" : value.toFixed(4));
  const table = terminalTable(
    [
      { head: "figure", align: "left" },
      { head: `first ${counted(steps)}`, align: "point" },
      { head: `last ${counted(steps)}`, align: "point" },
    ],
    ends.map(({ name, first, last }) => [name, shown(first), shown(last)]),
  );
  const moved = (agent: AgentName) =>
    `${agent} ${before[agent] === after[agent] ? "unchanged" : "trained"}, weights ${after[agent].slice(0, 12)}`;
  const how = method === "rl" ? settings.method : "by examples";
  const earlier = resumed > 0 ? `, the first ${resumed} in an earlier sitting` : "";
  return [
    `${stage} in the world ${environment}, ${how}, ${counted(rows.length)} of ${settings.batch} prompts${earlier}`,
    table,
    `${moved("conversation")}; ${moved("feedback")}`,
    ...(alarms > 0 ? [`${counted(alarms)} looked unstable: see the column "alarms" of the log`] : []),
    `files in ${out}: conversation.json, feedback.json, ${[FILES, ...beside].join(", ")}; the pair as it came in: before/`,
    "",
  ].join("\n");
}

function counted(steps: number): string {
  return `${steps} ${steps === 1 ? "step" : "steps"}`;
}

function mean(rows: readonly LogRow[], name: string): number | undefined {
  const known = rows.flatMap((row) => {
    const value = row[name];
    return typeof value === "number" ? value : [];
  });
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
