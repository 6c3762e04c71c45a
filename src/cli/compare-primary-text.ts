import type { Compared, Difference, MetricComparison } from "../analysis/compare/comparison.js";
import { ESTIMAND_NAMES } from "../analysis/compare/estimand.js";
import { outcomeOf, pValue } from "../analysis/compare/verdict.js";
import type { Block } from "./compare-blocks.js";
import { cut, primaryTable, value } from "./compare-tables-text.js";
import { formatNumbers } from "./format-number.js";
import { counted } from "./format-text.js";

/** The metric that decides: every arm, and what there is to say of each difference. */
export function primaryBlocks({ metrics, other_estimands, design }: Compared): readonly Block[] {
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
  const said = {
    helped: "pairing helped",
    "bought nothing": "pairing bought nothing that can be told from chance",
    harmed: "pairing did harm",
  };
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

/** Three digits of a figure. */
function short(figure: number): string {
  return figure === 0
    ? "0"
    : Math.abs(figure) >= 1000
      ? formatNumbers([figure])[0]
      : String(Number(figure.toPrecision(3)));
}
