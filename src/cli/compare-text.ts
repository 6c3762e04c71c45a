import type { ArmInfo, Compared, Comparison, Difference, MetricComparison } from "../analysis/compare/comparison.js";
import { ESTIMAND_NAMES } from "../analysis/compare/estimand.js";
import { outcomeOf, pValue } from "../analysis/compare/verdict.js";
import { shownPath } from "../records/shown-path.js";
import { type Block, blocksForMarkdown, blocksForTerminal } from "./compare-blocks.js";
import type { ComparePaths } from "./compare-files.js";
import { cut, metricsTable, priceTable, primaryTable, treatments, value } from "./compare-tables-text.js";
import { formatNumbers } from "./format-number.js";
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

function primaryBlocks({ metrics, other_estimands, design }: Compared): readonly Block[] {
  const [primary] = metrics;
  const { metric, direction, formula } = primary;
  const meaning = direction === "neutral" ? formula : `${formula}; ${direction}`;
  return [
    { kind: "heading", text: `Primary metric: ${metric}, ${ESTIMAND_NAMES[design.estimand]} (${meaning})` },
    primaryTable(primary),
    {
      kind: "small",
      text: `Difference: arm less control. p: ${testName(primary)}. Holm p: ${correction(design.tests)}.`,
    },
    { kind: "list", rows: primary.differences.flatMap((difference) => differenceRows(primary, difference)) },
    ...(other_estimands.length === 0 ? [] : [otherEstimands(other_estimands)]),
  ];
}

function correction(tests: number): string {
  return tests === 1 ? "the same, as there is one arm" : `corrected over ${tests} arms`;
}

function testName({ differences }: MetricComparison): string {
  const test = value(differences[0].test);
  if (test === undefined) return "not defined";
  return `${test.name} test of the mean difference${test.exact ? ", exact" : ""}`;
}

/** What else there is to say of one arm's difference, a line each. */
function differenceRows({ arms, metric }: MetricComparison, difference: Difference): readonly (readonly string[])[] {
  const lines = [
    pairingLine(difference),
    intervalLine(difference),
    effectLine(difference),
    rankLine(difference),
    ...equivalenceLines(difference),
    seedsLine(difference),
    ...missingLines(arms, metric, difference),
    ...(difference.unreachable === null ? [] : [`p-value: ${difference.unreachable}`]),
  ];
  return lines.map((line, at) => [at === 0 ? cut(difference.arm) : "", line]);
}

function pairingLine({ pairing, design }: Difference): string {
  if (design === "unpaired") return "unpaired: Welch's interval, permutation of labels";
  if (!pairing.defined) return `pairing: ${pairing.why}`;
  const { correlation, interval, variance_saved, verdict } = pairing.value;
  const range = interval.defined ? ` (${short(interval.value.low)} to ${short(interval.value.high)})` : "";
  const saved = `${Math.round(100 * variance_saved)} % of the variance of an unpaired difference saved`;
  const said = { helped: "pairing helped", "bought nothing": "pairing bought nothing", harmed: "pairing did harm" };
  return `${said[verdict]}: correlation of the arms over seeds ${short(correlation)}${range}, ${saved}`;
}

function intervalLine({ interval }: Difference): string {
  if (!interval.defined) return `interval: ${interval.why}`;
  const { method, shape, measured, stand_in } = interval.value;
  const coverage =
    measured === null
      ? ""
      : `, which covers ${(100 * measured.coverage).toFixed(1)} % at n = ${measured.n} by simulation`;
  const why = stand_in === null ? "" : ` (${stand_in})`;
  return `interval: ${method}${why}${shape === null ? "" : `, for ${shape} differences`}${coverage}`;
}

function effectLine({ effect_size }: Difference): string {
  if (!effect_size.defined) return `effect size: ${effect_size.why}`;
  const { kind, estimate, interval } = effect_size.value;
  return `effect size: ${kind} ${short(estimate)} (95 % interval ${short(interval.low)} to ${short(interval.high)})`;
}

function rankLine({ rank_test }: Difference): string {
  if (!rank_test.defined) return `rank test: ${rank_test.why}`;
  return `${rank_test.value.name} (secondary): p ${pValue(rank_test.value.p)}`;
}

function equivalenceLines(difference: Difference): readonly string[] {
  const { equivalence } = difference;
  if (equivalence === null) {
    if (outcomeOf(difference) !== "not shown") return [];
    return ["not shown is not the same as equal: --margin says how small a difference does not matter, and tests that"];
  }
  if (!equivalence.defined) return [`equivalence: ${equivalence.why}`];
  const { margin, interval, p, verdict } = equivalence.value;
  const words = { equivalent: "equivalent", different: "different by more", open: "neither shown" };
  const range = `90 % interval ${short(interval.low)} to ${short(interval.high)}`;
  return [`equivalence within ${short(margin)}: ${words[verdict]} (${range}, p ${pValue(p)})`];
}

function seedsLine({ seeds_for_width }: Difference): string {
  if (!seeds_for_width.defined) return `seeds: ${seeds_for_width.why}`;
  const { width, seeds } = seeds_for_width.value;
  const needed = seeds.defined ? `takes about ${counted(seeds.value, "seed")} per arm` : seeds.why;
  return `an interval ${short(width)} wide ${needed}`;
}

/** Undefined cells, arm by arm, and how far they could move the difference. */
function missingLines(
  levels: MetricComparison["arms"],
  metric: string,
  { arm, against, broken_pairs, worst_case }: Difference,
): readonly string[] {
  if (worst_case === null) return [];
  const shares = levels
    .filter((level) => level.arm === arm || level.arm === against)
    .map((level) => `${level.missing} of ${level.cells} runs of "${level.arm}" (${Math.round(100 * level.share)} %)`);
  const pairs = broken_pairs === 0 ? "" : `; ${counted(broken_pairs, "pair")} not whole`;
  const bounds = worst_case.defined
    ? `worst case ${short(worst_case.value.low)} to ${short(worst_case.value.high)}`
    : worst_case.why;
  return [`${metric} is undefined in ${shares.join(" and ")}${pairs}: ${bounds}`];
}

function otherEstimands(metrics: readonly MetricComparison[]): Block {
  const rows = metrics.flatMap(({ estimand, differences }) =>
    differences.map((difference) => {
      const interval = value(difference.interval);
      const range = interval === undefined ? "" : ` (${short(interval.low)} to ${short(interval.high)})`;
      const estimate = value(difference.estimate);
      return [
        ESTIMAND_NAMES[estimand],
        `${cut(difference.arm)}: ${estimate === undefined ? "not defined" : `difference ${short(estimate)}${range}`}`,
      ];
    }),
  );
  return { kind: "list", rows };
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

/** What keeps the runs from showing it; advice that several findings share stands below the last of them. */
function validityBlocks({ validity, arms }: Compared): readonly Block[] {
  if (validity === null) return [];
  const heading: Block = { kind: "heading", text: "Validity" };
  if (validity.length === 0) return [heading, { kind: "text", text: "nothing found" }];
  const rows = validity.flatMap(({ severity, message, advice, arms: whose = [] }, at) => {
    const where = whose.length === 0 || whose.length === arms.length ? "" : `${whose.join(", ")}: `;
    const told = severity !== "note" && validity[at + 1]?.advice !== advice;
    return [[severity, `${where}${message}.`], ...(told ? [["", `-> ${advice}`]] : [])];
  });
  return [heading, { kind: "list", rows }];
}

function remarkBlocks({ notes, warnings }: Compared): readonly Block[] {
  const told =
    warnings.length === 0
      ? []
      : [
          `${counted(warnings.length, "warning")} about the scenarios, in full in the file: keys without effect and the like`,
        ];
  const lines = [...notes, ...told];
  if (lines.length === 0) return [];
  return [
    { kind: "heading", text: "Worth knowing" },
    { kind: "list", rows: lines.map((line) => [line]) },
  ];
}

function fileBlocks({ command }: Compared, { result, runs }: ComparePaths): readonly Block[] {
  return [
    { kind: "heading", text: "Files" },
    {
      kind: "list",
      rows: [
        [shownPath(result), "all of this, and the course over the epochs"],
        [shownPath(runs), "a row per arm and seed, every figure"],
      ],
    },
    { kind: "heading", text: "To repeat it" },
    { kind: "text", text: command.map(quoted).join(" ") },
  ];
}

/** The argument as a shell takes it. */
export function quoted(arg: string): string {
  return /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`;
}

/** Three digits of a figure. */
function short(figure: number): string {
  return figure === 0
    ? "0"
    : Math.abs(figure) >= 1000
      ? formatNumbers([figure])[0]
      : String(Number(figure.toPrecision(3)));
}
