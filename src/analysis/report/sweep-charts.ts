import type { Answer } from "../statistics/answer.js";
import type { Interval } from "../statistics/mean-difference.js";
import type { MetricAnalysis } from "../sweep/analyse-sweep.js";
import { HARM, WELFARE } from "../sweep/harm-front.js";
import type { MeanWithInterval } from "../sweep/mean-with-interval.js";
import { short } from "../validity/words.js";
import type { Section } from "./document.js";
import { frontPlot } from "./front-plot.js";
import { type IntervalRow, intervalPlot } from "./interval-plot.js";
import { figure, nameWithUnit, numbers, plainName, rangeText, words } from "./report-numbers.js";
import type { SweepMaterial } from "./sweep-report.js";

type Analysis = SweepMaterial["analysis"];

/** Metrics whose effects are drawn: harm and welfare where the study keeps them, else its first two. */
function drawn({ metrics }: Analysis): readonly MetricAnalysis[] {
  const preferred = metrics.filter(({ metric }) => metric === HARM || metric === WELFARE);
  return preferred.length > 0 ? preferred : metrics.slice(0, 2);
}

/** Means of a figure at every level of every factor. */
export function effectSections(analysis: Analysis): readonly Section[] {
  return drawn(analysis).map(({ metric, mainEffects }) => {
    const name = plainName(metric);
    const rows = mainEffects.flatMap(({ factor, levels }) =>
      levels.flatMap(({ level, mean }): readonly IntervalRow[] =>
        mean.defined
          ? [{ label: level, series: factor, estimate: mean.value.mean, interval: ends(mean.value.interval) }]
          : [],
      ),
    );
    const said = rows.map(({ label, series, estimate }) => `${series} at ${label}: ${short(estimate)}`);
    const chart = {
      id: `effects-${slug(metric)}`,
      title: `Mean ${name} at each level of each factor`,
      description: `A mark per level at the mean over everything else that is varied, a line over its interval. ${said.join("; ")}.`,
      spec: intervalPlot(named(rows), { axis: `mean ${nameWithUnit(metric)}`, reference: null }),
      figures: {
        caption: `Means over ${analysis.effectsOver} with 95 % intervals, and differences from the first level`,
        columns: [
          ...[words("factor"), words("level")],
          ...["n", "mean", "interval", "less the first", "interval"].map(numbers),
        ],
        rows: mainEffects.flatMap(({ factor, levels }) =>
          levels.map(({ level, mean, contrast }) => [
            factor,
            level,
            String(mean.defined ? mean.value.n : 0),
            figure(mean.defined ? mean.value.mean : undefined),
            rangeText(mean.defined ? mean.value.interval : undefined),
            figure(contrast.defined ? contrast.value.difference : undefined),
            rangeText(contrast.defined ? contrast.value.interval : undefined),
          ]),
        ),
      },
    };
    return { id: `effects-on-${slug(metric)}`, title: `What moves ${name}`, blocks: [{ kind: "chart", chart }] };
  });
}

/** Levels of one name under two factors are two rows. */
function named(rows: readonly IntervalRow[]): readonly IntervalRow[] {
  const twice = (row: IntervalRow) => rows.some(({ label, series }) => label === row.label && series !== row.series);
  return rows.map((row) => (twice(row) ? { ...row, label: `${row.label} (${row.series})` } : row));
}

/** Shares of the variance of a figure, for designs that give them. */
export function sobolSections(analysis: Analysis): readonly Section[] {
  return drawn(analysis).flatMap(({ metric, sobol, seedNoise }) => {
    if (!sobol.defined) return [];
    const { factors, blocks, resamples } = sobol.value;
    const rows = factors.flatMap(({ first, total }, at) =>
      (
        [
          ["first order", first],
          ["total", total],
        ] as const
      ).map(([series, { estimate, interval }]) => {
        return { label: analysis.factors[at] ?? "", series, estimate, interval: ends(interval) };
      }),
    );
    const name = plainName(metric);
    const chart = {
      id: `sobol-${slug(metric)}`,
      title: `Shares of the variance of ${name}`,
      description: `Two marks per factor, its first-order and its total Sobol index, with intervals: ${rows
        .map(({ label, series, estimate }) => `${label} ${series} ${short(estimate)}`)
        .join(", ")}.`,
      spec: intervalPlot(rows, { axis: "share of the variance (Sobol index)", reference: 0 }),
      figures: {
        caption: `Sobol indices from ${blocks} blocks, intervals from ${resamples} resamples of them`,
        columns: [words("factor"), words("index"), numbers("estimate"), numbers("from"), numbers("to")],
        rows: rows.map(({ label, series, estimate, interval }) => [
          label,
          series,
          short(estimate),
          figure(interval?.[0]),
          figure(interval?.[1]),
        ]),
      },
    };
    const noise = seedNoise.defined
      ? `Seed noise is ${short(100 * seedNoise.value.ofPointMeans)} % of the variance of the points' means.`
      : `The share of seed noise is not known: ${seedNoise.why}.`;
    const blocksOf = [{ kind: "chart", chart } as const, { kind: "text", text: noise } as const];
    return [{ id: `sobol-of-${slug(metric)}`, title: `Where the variance of ${name} comes from`, blocks: blocksOf }];
  });
}

/** What can be had of welfare at which harm. */
export function frontSection({ front, factors }: Analysis): Section {
  const head = { id: "front", title: "Harm against welfare" };
  if (!front.defined) return { ...head, blocks: [{ kind: "text", text: `There is no front: ${front.why}.` }] };
  const { points, resamples, withoutData } = front.value;
  const placed = points.flatMap(({ point, harm, welfare, onFront }) =>
    harm.defined && welfare.defined
      ? [
          {
            name: String(point),
            harm: harm.value.mean,
            welfare: welfare.value.mean,
            harmEnds: ends(harm.value.interval),
            welfareEnds: ends(welfare.value.interval),
            onFront,
          },
        ]
      : [],
  );
  const share =
    resamples === 0
      ? "One seed: nothing is known of chance."
      : `Share: resamples of the seeds, of ${resamples}, in which no other point has less harm and no less welfare.`;
  const blank = withoutData === 0 ? "" : ` ${withoutData} points cannot be placed: no seed defines both figures.`;
  const chart = {
    id: "front",
    title: "Points that are on the front of harm against welfare, or might be",
    description: `Net social welfare against toxicity rate with intervals: ${placed
      .map(({ name, harm, welfare }) => `point ${name} at ${short(harm)} and ${short(welfare)}`)
      .join(", ")}.`,
    spec: frontPlot(placed, {
      harm: "toxicity rate (probability, less is better)",
      welfare: "net social welfare (payoff, more is better)",
    }),
    figures: {
      caption: "Means over seeds with 95 % intervals",
      columns: [
        numbers("point"),
        ...factors.map(words),
        ...["toxicity rate", "interval", "net social welfare", "interval"].map(numbers),
        words("on it"),
        numbers("share"),
      ],
      rows: points.map(({ point, settings, harm, welfare, onFront, share: found }) => [
        String(point),
        ...settings,
        ...[harm, welfare].flatMap(meanCells),
        onFront ? "yes" : "no",
        found.defined ? `${short(100 * found.value)} %` : "-",
      ]),
    },
  };
  if (placed.length === 0) return { ...head, blocks: [{ kind: "text", text: `No point can be placed.${blank}` }] };
  return {
    ...head,
    blocks: [
      { kind: "chart", chart },
      { kind: "text", text: share + blank },
    ],
  };
}

function meanCells(mean: Answer<MeanWithInterval>): readonly string[] {
  return mean.defined ? [short(mean.value.mean), rangeText(mean.value.interval)] : ["-", "-"];
}

function ends(interval: Answer<Interval>): readonly [number, number] | null {
  return interval.defined ? [interval.value.low, interval.value.high] : null;
}

function slug(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]+/g, "-");
}
