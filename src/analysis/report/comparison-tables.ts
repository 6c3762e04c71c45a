import { valueIn } from "../compare/chain.js";
import type { Comparison, TypeComparison } from "../compare/comparison.js";
import { listed, short } from "../validity/words.js";
import type { Block, Section } from "./document.js";
import { intervalPlot } from "./interval-plot.js";
import { figureOf, numbers, plainName, rangeText, words } from "./report-numbers.js";

/** What levers and dynamics did in each arm. */
export function armActivitySection({ activity, arms }: Comparison): Section {
  const runs = new Map(arms.map((arm) => [arm.name, arm.runs]));
  const block: Block =
    activity.length === 0
      ? { kind: "text", text: "No lever and no dynamic did anything in any arm, or the runs do not tell." }
      : {
          kind: "table",
          table: {
            caption: "Per run, runs without it included",
            columns: [
              ...[words("arm"), words("lever or dynamic"), words("action")],
              ...["times", "amount", "in runs", "of"].map(numbers),
            ],
            rows: activity.map((each) => [
              each.arm,
              plainName(each.source),
              each.action,
              short(each.mean_count),
              each.mean_amount === 0 ? "-" : short(each.mean_amount),
              String(each.runs),
              String(runs.get(each.arm) ?? 0),
            ]),
          },
        };
  return { id: "levers", title: "What levers did", blocks: [block] };
}

/** Who gained and who lost by each arm. */
export function typesSection({ types, design }: Comparison): Section {
  const title = "Who gained, who lost";
  if (types.length === 0) {
    const text = "Nothing is known of agents: the tables compared do not tell.";
    return { id: "agents", title, blocks: [{ kind: "text", text }] };
  }
  const rows = types.flatMap(({ type, payoff }) =>
    payoff.differences.flatMap((difference) => {
      const estimate = valueIn(difference.estimate);
      const found = valueIn(difference.interval);
      if (estimate === undefined) return [];
      const interval = found === undefined ? null : ([found.low, found.high] as const);
      return [{ label: type, series: difference.arm, estimate, interval }];
    }),
  );
  const sentence = `${gainText(types)} At ${100 * design.level} % each, not corrected.`;
  const blocks: Block[] = [{ kind: "text", text: sentence }];
  if (rows.length > 0) {
    const chart = {
      id: "agents",
      title: "Total payoff of an agent by type: arm less control",
      description: `A mark per agent type and arm, a line over its interval. ${sentence}`,
      spec: intervalPlot(rows, { axis: "difference in total payoff of an agent (payoff units)", reference: 0 }),
      figures: table(types),
    };
    blocks.push({ kind: "chart", chart });
  } else blocks.push({ kind: "table", table: table(types) });
  return { id: "agents", title, blocks };
}

/** A type gains or loses where the interval of its difference leaves out 0. */
function gainText(types: readonly TypeComparison[]): string {
  const arms = [...new Set(types.flatMap(({ payoff }) => payoff.differences.map(({ arm }) => arm)))];
  const sentences = arms.map((arm) => {
    const sides = { gained: [] as string[], lost: [] as string[], open: [] as string[] };
    for (const { type, payoff } of types) {
      const interval = payoff.differences.filter((each) => each.arm === arm).map((each) => valueIn(each.interval))[0];
      if (interval === undefined) sides.open.push(type);
      else if (interval.low > 0) sides.gained.push(type);
      else if (interval.high < 0) sides.lost.push(type);
      else sides.open.push(type);
    }
    const parts = [
      sides.gained.length > 0 ? `more payoff for ${listed(sides.gained)}` : undefined,
      sides.lost.length > 0 ? `less payoff for ${listed(sides.lost)}` : undefined,
      sides.open.length > 0 ? `no difference shown for ${listed(sides.open)}` : undefined,
    ].filter((part) => part !== undefined);
    return `Under "${arm}" there is ${parts.join(", ")}.`;
  });
  return sentences.join(" ");
}

function table(types: readonly TypeComparison[]) {
  return {
    caption: "An agent of each type, arm less control",
    columns: [
      ...[words("type"), words("arm")],
      ...["payoff", "interval", "governance cost", "interval", "freezes", "interval"].map(numbers),
    ],
    rows: types.flatMap(({ type, payoff, governance_cost, freezes }) =>
      payoff.differences.map((difference, at) => [
        type,
        difference.arm,
        ...[difference, governance_cost.differences[at], freezes.differences[at]].flatMap((each) =>
          each === undefined ? ["-", "-"] : [figureOf(each.estimate), rangeText(each.interval)],
        ),
      ]),
    ),
  };
}
