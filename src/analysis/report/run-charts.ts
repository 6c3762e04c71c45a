import { listed, short } from "../validity/words.js";
import { activityBars } from "./activity-bars.js";
import type { Block, Section } from "./document.js";
import { linePanels } from "./line-panels.js";
import { payoffStrip } from "./payoff-strip.js";
import { figure, nameWithUnit, numbers, plainName, words } from "./report-numbers.js";
import type { ActivityOverTime, AgentRow, RunMaterial } from "./run-record.js";

/** Metrics that are drawn by epoch, as far as the run has them. */
export const DRAWN: readonly string[] = [
  "toxicity_rate",
  "quality_gap",
  "accepted_interactions",
  "net_social_welfare",
  "governance_cost",
  "frozen_agents",
];

/** Rows of activity that are drawn; all are in the table. */
const MOST_ROWS = 14;
/** Agents that get a point of their own. */
const MOST_AGENTS = 400;

export function trajectorySection({ series }: RunMaterial): Section {
  // One value makes no course.
  const drawn = DRAWN.filter((name) => (series.get(name) ?? []).filter((value) => value !== undefined).length > 1);
  const panels = drawn.map((name) => ({ name, values: (series.get(name) ?? []).map((value) => value ?? null) }));
  const [first] = panels;
  if (first === undefined) {
    return {
      id: "course",
      title: "Course of the run",
      blocks: [{ kind: "text", text: "No metric has a value in two epochs." }],
    };
  }
  const described = panels.map(({ name, values }) => `${plainName(name)} ${courseText(values)}`);
  const chart = {
    id: "course",
    title: "Metrics by epoch",
    description: `A line per metric over ${first.values.length} epochs, broken where there is no value: ${described.join("; ")}.`,
    spec: linePanels(
      panels.map(({ name, values }) => ({ title: nameWithUnit(name), lines: [{ series: "run", values }] })),
    ),
    figures: {
      caption: "Metrics by epoch; - where there is no value",
      columns: [numbers("epoch"), ...drawn.map((name) => numbers(name))],
      rows: first.values.map((_, epoch) => [String(epoch), ...panels.map(({ values }) => figure(values[epoch]))]),
    },
  };
  return { id: "course", title: "Course of the run", blocks: [{ kind: "chart", chart }] };
}

/** `from 0.3954 to 0.2, between 0.1 and 0.4`. */
function courseText(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const [first = 0] = known;
  const [low, high] = known.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [first, first]);
  return `from ${short(first)} to ${short(known.at(-1) ?? first)}, between ${short(low)} and ${short(high)}`;
}

export function activitySection({ record, activity }: RunMaterial): Section {
  const blocks: Block[] = [];
  if (record.levers.length === 0) blocks.push({ kind: "text", text: "No lever and no dynamic is switched on." });
  else if (activity === undefined) {
    blocks.push({ kind: "text", text: "The run wrote no event log, so it is not known in which epochs levers acted." });
  } else if (activity.length === 0) blocks.push({ kind: "text", text: "No lever and no dynamic did anything." });
  else blocks.push(...activityChart(activity));
  if (record.activity.length > 0) blocks.push({ kind: "table", table: totals(record.activity) });
  return { id: "levers", title: "What levers did", blocks };
}

function activityChart(activity: readonly ActivityOverTime[]): readonly Block[] {
  const total = ({ counts }: ActivityOverTime) => counts.reduce((sum, count) => sum + count, 0);
  const most = new Set([...activity].sort((a, b) => total(b) - total(a)).slice(0, MOST_ROWS));
  const rows = activity.filter((row) => most.has(row)).map((row) => ({ label: labelOf(row), counts: row.counts }));
  const left = activity.length - rows.length;
  const epochs = rows[0]?.counts.length ?? 0;
  const described = activity
    .filter((row) => most.has(row))
    .map((row) => `${labelOf(row)} ${total(row)} times in ${row.counts.filter((count) => count > 0).length} epochs`);
  const chart = {
    id: "levers",
    title: "What levers and dynamics did, times per epoch",
    description: `A band of bars per kind of action over ${epochs} epochs: ${described.join("; ")}.`,
    spec: activityBars(rows),
    figures: {
      caption: "Times per epoch",
      columns: [numbers("epoch"), ...rows.map(({ label }) => numbers(label))],
      rows: Array.from({ length: epochs }, (_, epoch) => [
        String(epoch),
        ...rows.map(({ counts }) => String(counts[epoch] ?? 0)),
      ]),
    },
  };
  const note: Block = { kind: "text", text: `${left} rarer kinds of action are in the table below only.` };
  return [{ kind: "chart", chart }, ...(left > 0 ? [note] : [])];
}

const labelOf = ({ source, action }: { source: string; action: string }) => `${plainName(source)}: ${action}`;

function totals(activity: RunMaterial["record"]["activity"]) {
  return {
    caption: "Totals of the run, and whom they befell",
    columns: [words("lever or dynamic"), words("action"), numbers("times"), numbers("amount"), words("by agent type")],
    rows: activity.map(({ source, action, count, amount, by_type }) => [
      plainName(source),
      action,
      String(count),
      amount === 0 ? "-" : short(amount),
      Object.entries(by_type)
        .map(([type, times]) => `${type} ${times}`)
        .join(", "),
    ]),
  };
}

export function agentsSection({ agents }: RunMaterial): Section {
  const title = "Who gained, who lost";
  if (agents === undefined || agents.length === 0) {
    const text = "The run wrote no agents table, so it is not known what agents came to.";
    return { id: "agents", title, blocks: [{ kind: "text", text }] };
  }
  const types = [...new Set(agents.map(({ type }) => type))];
  const rows = types.map((type) => ({ type, own: agents.filter((agent) => agent.type === type) }));
  const means = rows.map(({ type, own }) => ({ type, payoff: mean(own, "payoff") }));
  const sentence = gainText(means);
  const shown = agents.length <= MOST_AGENTS ? agents : means;
  const chart = {
    id: "agents",
    title: "Total payoff by agent type",
    description: `A bar to the mean of each type${agents.length <= MOST_AGENTS ? ", a point per agent" : ""}. ${sentence}`,
    spec: payoffStrip(shown),
    figures: {
      caption: "Means over the agents of a type at the end of the run",
      columns: [
        words("type"),
        ...["agents", "payoff", "reputation", "initiated", "received", "governance cost", "freezes"].map(numbers),
      ],
      rows: rows.map(({ type, own }) => [
        type,
        String(own.length),
        ...(["payoff", "reputation", "initiated", "received", "governanceCost", "freezes"] as const).map((key) =>
          short(mean(own, key)),
        ),
      ]),
    },
  };
  return {
    id: "agents",
    title,
    blocks: [
      { kind: "text", text: sentence },
      { kind: "chart", chart },
    ],
  };
}

function gainText(means: readonly { readonly type: string; readonly payoff: number }[]): string {
  const sorted = [...means].sort((a, b) => b.payoff - a.payoff);
  const say = (side: typeof means) => listed(side.map(({ type, payoff }) => `${type} (${short(payoff)})`));
  const gained = sorted.filter(({ payoff }) => payoff > 0);
  const lost = sorted.filter(({ payoff }) => payoff < 0).reverse();
  const level = sorted.filter(({ payoff }) => payoff === 0);
  const parts = [
    gained.length > 0 ? `gained: ${say(gained)}` : "no type gained",
    lost.length > 0 ? `lost: ${say(lost)}` : "no type lost",
    ...(level.length > 0 ? [`neither: ${level.map(({ type }) => type).join(", ")}`] : []),
  ];
  return `Mean total payoff of an agent, by type; ${parts.join("; ")}.`;
}

function mean(agents: readonly AgentRow[], key: Exclude<keyof AgentRow, "type">): number {
  return agents.reduce((sum, agent) => sum + agent[key], 0) / agents.length;
}
