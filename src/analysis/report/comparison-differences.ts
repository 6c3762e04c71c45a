import { valueIn } from "../compare/chain.js";
import type { Comparison, Difference, MetricComparison } from "../compare/comparison.js";
import { short } from "../validity/words.js";
import type { Block, Chart, ReportTable, Section } from "./document.js";
import { type IntervalRow, intervalPlot } from "./interval-plot.js";
import { figureOf, numbers, plainName, pText, rangeText, words } from "./report-numbers.js";

/** By how much arms differ from the control, and how sure that is. */
export function differencesSection({ metrics, other_estimands }: Comparison): Section {
  const [primary, ...exploratory] = metrics;
  const blocks: Block[] = [];
  if (primary !== undefined) {
    blocks.push(...chartOf(primaryChart(primary)), { kind: "table", table: levels([primary]) });
    blocks.push({
      kind: "table",
      table: differences([primary], "Differences of the primary metric, arm less control"),
    });
    blocks.push(...worstCases(primary));
  }
  if (exploratory.length > 0) {
    blocks.push({
      kind: "text",
      text: "The other metrics are exploratory: their p-values are not corrected and prove nothing by themselves.",
    });
    blocks.push(...chartOf(effectsChart(metrics)));
    blocks.push({ kind: "table", table: levels(exploratory) });
    blocks.push({
      kind: "table",
      table: differences(exploratory, "Differences of exploratory metrics, arm less control"),
    });
  }
  if (other_estimands.length > 0) {
    const caption = "The primary metric by other ways to make one figure of a run, arm less control";
    blocks.push({ kind: "table", table: differences(other_estimands, caption) });
  }
  return { id: "differences", title: "What the arms change", blocks };
}

/** What the arms cost. */
export function priceSection({ price }: Comparison): Section {
  const table = { kind: "table", table: differences(price, "Charges, volume and welfare, arm less control") } as const;
  const none = { kind: "text", text: "No figure of cost is known." } as const;
  return { id: "price", title: "At what price", blocks: [price.length === 0 ? none : table] };
}

function chartOf(chart: Chart | undefined): readonly Block[] {
  return chart === undefined ? [] : [{ kind: "chart", chart }];
}

function primaryChart({ metric, unit, differences: all }: MetricComparison): Chart | undefined {
  const rows = all.flatMap((difference): readonly IntervalRow[] => {
    const estimate = valueIn(difference.estimate);
    const interval = valueIn(difference.interval);
    if (estimate === undefined) return [];
    return [
      {
        label: difference.arm,
        series: "difference",
        estimate,
        interval: interval === undefined ? null : [interval.low, interval.high],
      },
    ];
  });
  if (rows.length === 0) return undefined;
  return {
    id: "primary",
    title: `${plainName(metric)}: arm less control`,
    description: `A mark per arm at the difference from the control, a line over its interval: ${said(rows)}.`,
    spec: intervalPlot(rows, { axis: `difference in ${plainName(metric)} (${unit})`, reference: 0 }),
    figures: drawn(rows, "Differences that are drawn"),
  };
}

function effectsChart(metrics: readonly MetricComparison[]): Chart | undefined {
  const rows = metrics.flatMap(({ metric, differences: all }) =>
    all.flatMap((difference): readonly IntervalRow[] => {
      const effect = valueIn(difference.effect_size);
      if (effect === undefined) return [];
      const { low, high } = effect.interval;
      return [{ label: plainName(metric), series: difference.arm, estimate: effect.estimate, interval: [low, high] }];
    }),
  );
  if (rows.length === 0) return undefined;
  return {
    id: "effects",
    title: "Effect sizes of all metrics",
    description:
      "A mark per metric and arm at the standardised difference from the control, a line over its interval, so that " +
      `metrics of different units can be held against each other: ${said(rows)}.`,
    spec: intervalPlot(rows, { axis: "difference in standard deviations (Hedges' correction)", reference: 0 }),
    figures: drawn(rows, "Effect sizes that are drawn"),
  };
}

function said(rows: readonly IntervalRow[]): string {
  return rows
    .map(({ label, series, estimate, interval }) => {
      const ends = interval === null ? "no interval" : `${short(interval[0])} to ${short(interval[1])}`;
      return `${label}${series === "difference" ? "" : ` in ${series}`} ${short(estimate)} (${ends})`;
    })
    .join(", ");
}

function drawn(rows: readonly IntervalRow[], caption: string): ReportTable {
  return {
    caption,
    columns: [words("row"), words("arm"), numbers("estimate"), numbers("from"), numbers("to")],
    rows: rows.map(({ label, series, estimate, interval }) => [
      label,
      series === "difference" ? label : series,
      short(estimate),
      interval === null ? "-" : short(interval[0]),
      interval === null ? "-" : short(interval[1]),
    ]),
  };
}

function levels(metrics: readonly MetricComparison[]): ReportTable {
  return {
    caption: "Levels: means over runs with their intervals",
    columns: [
      ...[words("metric"), words("arm")],
      ...["mean", "interval", "sd over runs", "runs", "undefined in"].map(numbers),
    ],
    rows: metrics.flatMap(({ metric, arms }) =>
      arms.map(({ arm, mean, interval, sd, cells, missing }) => [
        metric,
        arm,
        figureOf(mean),
        rangeText(interval),
        figureOf(sd),
        String(cells),
        String(missing),
      ]),
    ),
  };
}

function differences(metrics: readonly MetricComparison[], caption: string): ReportTable {
  const corrected = metrics.some(({ role }) => role === "primary");
  return {
    caption,
    columns: [
      ...[words("metric"), words("arm")],
      ...["difference", "interval"].map(numbers),
      words("by"),
      ...["%", "effect size", "p"].map(numbers),
      ...(corrected ? [numbers("p, Holm")] : []),
      numbers("p, ranks"),
    ],
    rows: metrics.flatMap((metric) =>
      metric.differences.map((difference) => [
        metric.metric,
        difference.arm,
        figureOf(difference.estimate),
        rangeText(difference.interval),
        valueIn(difference.interval)?.method ?? "-",
        figureOf(difference.percent),
        effectText(difference),
        pText(valueIn(difference.test)?.p),
        ...(corrected ? [pText(difference.p_holm)] : []),
        pText(valueIn(difference.rank_test)?.p),
      ]),
    ),
  };
}

function effectText({ effect_size }: Difference): string {
  const effect = valueIn(effect_size);
  return effect === undefined ? "-" : `${effect.kind} ${short(effect.estimate)}`;
}

/** What else is to be known of the primary metric, arm by arm. */
function worstCases({ differences: all }: MetricComparison): readonly Block[] {
  const items = all.flatMap((difference) => {
    const { arm, broken_pairs, unreachable, pairing, seeds_for_width, equivalence, worst_case } = difference;
    const paired = valueIn(pairing);
    const width = valueIn(seeds_for_width);
    const seeds = width === undefined ? undefined : valueIn(width.seeds);
    const equal = equivalence === null ? undefined : valueIn(equivalence);
    const worst = worst_case === null ? undefined : valueIn(worst_case);
    return [
      ...(difference.test.defined ? [] : [`${arm}: no test, because ${difference.test.why}`]),
      ...(unreachable === null ? [] : [`${arm}: ${unreachable}`]),
      ...(paired === undefined
        ? []
        : [
            `${arm}: pairing ${paired.verdict}: the arms correlate by ${short(paired.correlation)} over the seeds, ` +
              `which saves ${short(100 * paired.variance_saved)} % of the variance`,
          ]),
      ...(width === undefined || seeds === undefined
        ? []
        : [`${arm}: ${seeds} seeds per arm would give an interval ${short(width.width)} wide`]),
      ...(equal === undefined
        ? []
        : [`${arm}: equivalence within ${short(equal.margin)}: ${equal.verdict} (p ${pText(equal.p)})`]),
      ...(broken_pairs === 0
        ? []
        : [
            `${arm}: ${broken_pairs} pairs have an undefined cell` +
              (worst === undefined
                ? ""
                : `; whatever they had been, the difference lies between ${short(worst.low)} and ${short(worst.high)}`),
          ]),
    ];
  });
  return items.length === 0 ? [] : [{ kind: "list", items }];
}
