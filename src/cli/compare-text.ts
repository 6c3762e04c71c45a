import type { ArmInfo, Compared, Comparison, MetricComparison } from "../analysis/compare/comparison.js";
import { ESTIMAND_NAMES } from "../analysis/compare/estimand.js";
import { type Block, blocksForMarkdown, blocksForTerminal } from "./compare-blocks.js";
import type { ComparePaths } from "./compare-files.js";
import { primaryBlocks } from "./compare-primary-text.js";
import { fileBlocks, remarkBlocks, validityBlocks } from "./compare-remarks-text.js";
import { metricsTable, priceTable, treatments } from "./compare-tables-text.js";
import { counted } from "./format-text.js";

/** Values put in place of others that are listed; all are in the file. */
const CHANGES = 4;

/** What a comparison came to, for a terminal or as Markdown. */
export function comparisonText(comparison: Compared, paths: ComparePaths, format: "table" | "markdown"): string {
  const blocks = [
    ...headBlocks(comparison),
    ...primaryBlocks(comparison),
    ...treatments(comparison).flatMap((_, at) => armBlocks(comparison, at)),
    ...validityBlocks(comparison),
    ...remarkBlocks(comparison),
    ...fileBlocks(comparison, paths),
  ];
  return format === "table" ? blocksForTerminal(blocks) : blocksForMarkdown(blocks);
}

function headBlocks({ question, verdict, design, arms }: Compared): readonly Block[] {
  return [
    { kind: "title", text: question },
    { kind: "small", text: designText(design, arms) },
    { kind: "heading", text: "Verdict" },
    { kind: "text", text: verdict },
    { kind: "heading", text: "Arms" },
    { kind: "list", rows: arms.map((arm) => [arm.name, arm.role === "control" ? "control" : "", armText(arm)]) },
  ];
}

function designText(design: Comparison["design"], arms: readonly ArmInfo[]): string {
  const { seeds, source, epochs, steps, semantics } = design;
  const spacing = seeds === null || seeds.step === 1 ? "" : `, ${seeds.step} apart`;
  const runs =
    seeds === null
      ? `${counted(arms.length, "arm")} of ${arms.map(({ runs }) => runs).join(", ")} ${source === "tables" ? "rows" : "runs"}`
      : `${counted(arms.length, "arm")} x ${counted(seeds.count, "seed")} (${seeds.first} to ${seeds.first + seeds.step * (seeds.count - 1)}${spacing})`;
  const length = epochs === null || steps === null ? [] : [`${counted(epochs, "epoch")} x ${counted(steps, "step")}`];
  return [
    runs,
    ...length,
    ...(semantics === null ? [] : [`${semantics} semantics`]),
    ESTIMAND_NAMES[design.estimand],
    `${design.pairing} (${design.pairing_reason})`,
  ].join(" · ");
}

function armText({ settings, changes, sources, role, runs }: ArmInfo): string {
  const from = sources.length > 1 ? `${sources[0]} and ${sources.length - 1} more` : sources[0];
  if (role === "control" || changes === null) {
    return settings.length > 0 ? settings.join("; ") : `${from}, ${counted(runs, "run")}`;
  }
  const shown = changes.slice(0, CHANGES).map(({ path, ...change }) => {
    const side = (key: "control" | "arm") => (key in change ? JSON.stringify(change[key]) : "none");
    return `${path} ${side("control")} -> ${side("arm")}`;
  });
  const more = changes.length - shown.length;
  return `${shown.join("; ")}${more > 0 ? `; and ${counted(more, "other change")}` : ""}`;
}

function armBlocks(comparison: Compared, at: number): readonly Block[] {
  const { arms, metrics, price, types } = comparison;
  const title = `${arms[at + 1].name} against ${arms[0].name}`;
  const blocks: Block[] = [];
  const [, ...others] = metrics;
  if (others.length > 0) {
    blocks.push(
      { kind: "heading", text: `${title}: exploratory metrics` },
      metricsTable(others, at),
      { kind: "small", text: "Not corrected: of twenty true nulls one has p < 0.05. -: not defined." },
      ...undefinedLines(others, at),
    );
  }
  if (price.length > 0) {
    const rows = price.map((figure) => [figure.metric, figure] as const);
    blocks.push({ kind: "heading", text: `${title}: what it costs, per run` }, priceTable("figure", rows, at));
  }
  if (types.length > 0) {
    const rows = types.map((type) => [`${type.type} (${type.agents[at + 1]})`, type.payoff] as const);
    blocks.push(
      { kind: "heading", text: `${title}: who gains and who loses, payoff of an agent` },
      priceTable("agent type", rows, at),
    );
  }
  return blocks;
}

/** Exploratory metrics with undefined cells, in a line. */
function undefinedLines(metrics: readonly MetricComparison[], at: number): readonly Block[] {
  const parts = metrics.flatMap(({ metric, arms }) => {
    const [control, arm] = [arms[0], arms[at + 1]];
    return control.missing + arm.missing === 0
      ? []
      : [`${metric} ${control.missing}/${control.cells} and ${arm.missing}/${arm.cells}`];
  });
  if (parts.length === 0) return [];
  return [{ kind: "small", text: `Undefined runs of control and arm: ${parts.join(", ")}.` }];
}
