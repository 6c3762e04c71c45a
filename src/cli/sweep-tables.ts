import { styleText } from "node:util";
import type { Answer } from "../analysis/statistics/answer.js";
import type { Interval } from "../analysis/statistics/mean-difference.js";
import type { MetricAnalysis, SweepAnalysis } from "../analysis/sweep/analyse-sweep.js";
import { type FrontPoint, HARM, type HarmFront, WELFARE } from "../analysis/sweep/harm-front.js";
import type { LevelEffect } from "../analysis/sweep/main-effects.js";
import type { MeanWithInterval } from "../analysis/sweep/mean-with-interval.js";
import type { FactorIndices, SobolIndex } from "../analysis/sweep/sobol-indices.js";
import { METRICS } from "../metrics/registry.js";
import { NOT_DEFINED } from "./format-number.js";
import { formatNumberRows } from "./format-number-rows.js";
import { type Column, terminalTable } from "./format-table.js";
import { counted, WIDTH, wrap } from "./format-text.js";

const left = (head: string): Column => ({ head, align: "left" });
const point = (head: string): Column => ({ head, align: "point" });
const right = (head: string): Column => ({ head, align: "right" });
const ENDS = [point("95 % from"), point("to")];

/** Points of the front that are shown; all are in the analysis file. */
const POINTS_SHOWN = 15;

/** A figure at each level of each factor. */
export function effectsSection({ effectsOver }: SweepAnalysis, { metric, mainEffects }: MetricAnalysis): string {
  const rows = mainEffects.flatMap(({ factor, levels }) =>
    levels.map((level, i) => ({ head: [i === 0 ? factor : "", level.level], level })),
  );
  const columns = formatNumberRows(rows.map(({ level }) => levelFigures(level)));
  const cells = rows.map(({ head, level }, i) => [
    ...head,
    level.mean.defined ? String(level.mean.value.n) : "0",
    ...columns[i],
  ]);
  const heads = [
    left("factor"),
    left("level"),
    right(effectsOver),
    point("mean"),
    ...ENDS,
    point("less first"),
    ...ENDS,
  ];
  return `${title(`Main effects on ${metric}`, directionOf(metric))}\n${terminalTable(heads, cells)}`;
}

/** Shares of a figure's variance. */
export function sobolSection({ factors }: SweepAnalysis, { metric, sobol, seedNoise }: MetricAnalysis): string {
  const head = title(`Sobol indices of ${metric}`);
  if (!sobol.defined) return `${head}\n${sobol.why}`;
  const { blocks, resamples, factors: indices } = sobol.value;
  const columns = formatNumberRows(indices.map(indexFigures));
  const heads = [left("factor"), point("first order"), ...ENDS, point("total"), ...ENDS];
  const noise = seedNoise.defined
    ? `seed noise is ${percent(seedNoise.value.ofRuns)} of the variance of runs and ` +
      `${percent(seedNoise.value.ofPointMeans)} of that of the points' means`
    : `share of seed noise unknown: ${seedNoise.why}`;
  const basis = `${counted(blocks, "block")}, ${counted(resamples, "resample")}; ${noise}`;
  const table = terminalTable(
    heads,
    factors.map((factor, i) => [factor, ...columns[i]]),
  );
  return [head, table, ...wrap(basis, WIDTH)].join("\n");
}

/** What can be had of welfare at which harm. */
export function frontSection({ factors, front }: SweepAnalysis): string {
  const head = title(`Front of harm (${HARM}) against welfare (${WELFARE})`);
  if (!front.defined) return `${head}\n${front.why}`;
  const { points } = front.value;
  const shown = points.slice(0, POINTS_SHOWN);
  const harm = formatNumberRows(shown.map((each) => meanFigures(each.harm)));
  const welfare = formatNumberRows(shown.map((each) => meanFigures(each.welfare)));
  const heads = [
    right("point"),
    ...factors.map(left),
    ...[point("harm"), ...ENDS],
    ...[point("welfare"), ...ENDS],
    left("on it"),
    right("share"),
  ];
  const rows = shown.map((each, i) => [
    String(each.point),
    ...each.settings.map(shortNumber),
    ...harm[i],
    ...welfare[i],
    each.onFront ? "yes" : "no",
    shareText(each),
  ]);
  return [head, terminalTable(heads, rows), ...wrap(frontNote(front.value, shown.length), WIDTH)].join("\n");
}

function frontNote({ points, resamples, withoutData }: HarmFront, shown: number): string {
  const share =
    resamples === 0
      ? "one seed: nothing is known of chance"
      : `share: resamples of the seeds, of ${resamples}, in which no other point has less harm and no less welfare`;
  const more = points.length > shown ? `; ${points.length - shown} more are in the analysis file` : "";
  const blank =
    withoutData === 0 ? "" : `; ${counted(withoutData, "point")} cannot be placed: no seed defines both figures`;
  return `${share}${more}${blank}`;
}

function shareText({ share }: FrontPoint): string {
  return share.defined ? percent(share.value) : NOT_DEFINED;
}

/** A drawn number in four digits; everything else as it is. */
function shortNumber(text: string): string {
  return /^-?\d+\.\d{5,}$/.test(text) ? String(Number(Number(text).toPrecision(4))) : text;
}

function levelFigures({ mean, contrast }: LevelEffect): readonly (number | undefined)[] {
  const { defined } = contrast;
  const difference = defined ? contrast.value.difference : undefined;
  return [...meanFigures(mean), difference, ...ends(defined ? contrast.value.interval : undefined)];
}

function meanFigures(mean: Answer<MeanWithInterval>): readonly (number | undefined)[] {
  return mean.defined ? [mean.value.mean, ...ends(mean.value.interval)] : [undefined, undefined, undefined];
}

function indexFigures({ first, total }: FactorIndices): readonly (number | undefined)[] {
  return [first, total].flatMap(({ estimate, interval }: SobolIndex) => [estimate, ...ends(interval)]);
}

function ends(interval: Answer<Interval> | undefined): readonly (number | undefined)[] {
  return interval?.defined ? [interval.value.low, interval.value.high] : [undefined, undefined];
}

function percent(share: number): string {
  const value = 100 * share;
  return `${value === 0 || value >= 1 ? Math.round(value) : value.toFixed(1)} %`;
}

function title(text: string, remark?: string): string {
  return `${styleText("bold", text)}${remark === undefined ? "" : `  ${remark}`}`;
}

function directionOf(metric: string): string | undefined {
  const column = [...METRICS].flatMap(({ columns }) => columns).find(({ name }) => name === metric);
  return column === undefined || column.direction === "neutral" ? undefined : column.direction;
}
