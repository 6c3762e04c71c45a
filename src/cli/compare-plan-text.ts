import type { ComparisonQuestion } from "../analysis/compare/compare-arms.js";
import { ESTIMAND_NAMES } from "../analysis/compare/estimand.js";
import type { ArmPlan, SeedPlan } from "../analysis/compare/plan-seeds.js";
import { unreachable } from "../analysis/statistics/reachable-p.js";
import { shownPath } from "../records/shown-path.js";
import { type Block, blocksForMarkdown, blocksForTerminal } from "./compare-blocks.js";
import type { ComparePaths } from "./compare-files.js";
import { formatNumbers } from "./format-number.js";
import type { Column } from "./format-table.js";
import { counted } from "./format-text.js";

/** What numbers of seeds would give, for a terminal or as Markdown. */
export function planText(
  plan: SeedPlan,
  { name }: ComparisonQuestion,
  paths: ComparePaths,
  format: "table" | "markdown",
): string {
  const { primary, estimand, power, test_alpha } = plan;
  const blocks: readonly Block[] = [
    { kind: "title", text: `${name}: how many seeds does ${primary} need (${ESTIMAND_NAMES[estimand]})?` },
    ...plan.arms.flatMap((arm) => armBlocks(arm, plan)),
    {
      kind: "small",
      text:
        "half width: of the 95 % interval of the difference. detectable: true difference found with a chance of " +
        `${100 * power} %, tested at ${Number(test_alpha.toPrecision(3))}. from, to: the same at the ends of the 95 % ` +
        "interval of the pilot's deviation. The pilot's difference is not shown: who plans must not choose by it.",
    },
    { kind: "heading", text: "Files" },
    {
      kind: "list",
      rows: [
        [shownPath(paths.result), "this plan"],
        [shownPath(paths.runs), "the pilot's runs"],
      ],
    },
  ];
  return format === "table" ? blocksForTerminal(blocks) : blocksForMarkdown(blocks);
}

function armBlocks(arm: ArmPlan, plan: SeedPlan): readonly Block[] {
  const { design, n, pairing, deviation, prospects } = arm;
  const heading: Block = { kind: "heading", text: `${arm.arm} against ${arm.against}` };
  if (!deviation.defined) return [heading, { kind: "text", text: `nothing can be planned: ${deviation.why}` }];
  const runs = design === "paired" ? counted(n[0], "pair") : `${n[0]} and ${n[1]} independent runs`;
  const bought = pairing.defined
    ? `; correlation of the arms ${short(pairing.value.correlation)}, pairing ${pairing.value.verdict}`
    : "";
  const broken = arm.broken_pairs === 0 ? "" : `; ${counted(arm.broken_pairs, "pair")} with undefined cells left out`;
  const { at, low, high } = deviation.value;
  const head = `Pilot of ${runs}${broken}: deviation ${short(at)} (${short(low)} to ${short(high)})${bought}`;
  const lines = [head, ...needed(arm, plan)];
  const point = (name: string): Column => ({ head: name, align: "point" });
  const power = plan.effect === null ? [] : [point(`power for ${short(plan.effect)}`), point("from"), point("to")];
  const spans = prospects.map(({ half_width, detectable }) => [half_width, detectable]);
  const figures = formatNumbers(spans.flat(2).flatMap((range) => [range.at, range.low, range.high]));
  return [
    heading,
    ...lines.map((text): Block => ({ kind: "text", text })),
    {
      kind: "table",
      columns: [
        { head: "seeds", align: "right" },
        ...[point("half width"), point("from"), point("to")],
        ...[point("detectable"), point("from"), point("to")],
        ...power,
      ],
      rows: prospects.map((prospect, i) => [
        String(prospect.seeds),
        ...figures.slice(6 * i, 6 * (i + 1)),
        ...(prospect.power === null ? [] : [prospect.power.at, prospect.power.low, prospect.power.high].map(share)),
      ]),
    },
  ];
}

function needed({ design, seeds_for_effect, seeds_for_width }: ArmPlan, plan: SeedPlan): readonly string[] {
  const { effect, width, power, test_alpha } = plan;
  const alpha = design === "paired" ? Number(test_alpha.toPrecision(3)) : 1;
  const asks = [
    [seeds_for_effect, `To find a difference of ${short(effect ?? 0)} with a chance of ${100 * power} %`, alpha],
    [seeds_for_width, `An interval ${short(width ?? 0)} wide`, 1],
  ] as const;
  return asks.flatMap(([found, what, tested]) => {
    if (found === null) return [];
    if (!found.defined) return [`${what}: ${found.why}.`];
    const tooFew = tested === 1 ? undefined : unreachable(found.value, tested);
    const but = tooFew === undefined ? "" : ` But ${tooFew}.`;
    return [`${what} takes about ${counted(found.value, "seed")} per arm.${but}`];
  });
}

function share(power: number): string {
  return power.toFixed(2);
}

function short(figure: number): string {
  return String(Number(figure.toPrecision(3)));
}
