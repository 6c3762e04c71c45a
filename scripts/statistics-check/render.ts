import { chooseMethod, type MeasuredCoverage } from "../../src/analysis/statistics/choose-method.js";
import type { Method } from "../../src/analysis/statistics/mean-interval.js";
import { SHAPES, type Shape } from "../../src/analysis/statistics/shape.js";
import type { CoverageRow } from "./coverage.js";
import { coveredBy, measuredRows, STANDARD_RESAMPLES } from "./measured-rows.js";
import type { OtherRow } from "./other-intervals.js";
import { POPULATION_OF } from "./populations.js";
import type { PowerRow } from "./power.js";
import type { RejectionRow } from "./rejections.js";
import type { Results } from "./results.js";

const BEGIN = "<!-- measured: written by make statistics-check -->";
const END = "<!-- end of measured -->";

/** `page` with everything between its two marks replaced by the tables of `results`. */
export function withTables(page: string, results: Results): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`the page needs the lines "${BEGIN}" and "${END}", in this order`);
  return `${page.slice(0, from + BEGIN.length)}\n\n${tables(results)}\n\n${page.slice(to)}`;
}

function tables({ rejections, coverage, otherIntervals, power }: Results): string {
  const rows = measuredRows(coverage);
  return [
    "### Tests: true hypotheses rejected at 5 %",
    rejectionTable(rejections.filter(({ promised }) => promised)),
    "Data that do not satisfy the test's own hypothesis, or leave it few possible p-values:",
    rejectionTable(rejections.filter(({ promised }) => !promised)),
    "### 95 % intervals of a mean: how many held it",
    coverageTable(coverage, rows),
    "Mean widths are relative to that of the t interval. The t interval stood in where bootstrap-t had no finite end. Samples without spread have no interval and are left out.",
    "### On which side the mean lay when it was missed",
    sidesTable(coverage),
    "### The headline, by what a sample looks like and its n",
    headlineTable(rows),
    "### 95 % intervals without a choice of method",
    otherTable(otherIntervals),
    "### Planned power",
    powerTable(power),
  ].join("\n\n");
}

function rejectionTable(rows: readonly RejectionRow[]): string {
  return table(
    ["test", "data", "rejected"],
    rows.map(({ test, data, rejected, replicates }) => [test, data, percent(rejected / replicates, 2)]),
  );
}

function coverageTable(coverage: readonly CoverageRow[], rows: readonly MeasuredCoverage[]): string {
  return table(
    [
      "population",
      "n",
      "resamples",
      "t",
      "bootstrap-t",
      "BCa",
      "headline",
      "width of bootstrap-t",
      "width of BCa",
      "t stood in",
      "no spread",
    ],
    coverage.map((row) => {
      const width = (method: Method) => sum(row, (part) => part.samples * part.methods[method].width);
      const covered = (method: Method) =>
        percent(
          share(row, (part) => coveredBy(part, method)),
          1,
        );
      const headline = share(row, (part, taken) => coveredBy(part, chooseMethod(rows, taken, row.n).method));
      return [
        row.shape,
        `${row.n}`,
        `${row.resamples}`,
        covered("t"),
        covered("bootstrap-t"),
        covered("BCa"),
        percent(headline, 1),
        (width("bootstrap-t") / width("t")).toFixed(2),
        (width("BCa") / width("t")).toFixed(2),
        percent(
          share(row, ({ methods }) => methods["bootstrap-t"].standIn),
          1,
        ),
        `${row.withoutSpread}`,
      ];
    }),
  );
}

function sidesTable(coverage: readonly CoverageRow[]): string {
  const side = (row: CoverageRow, method: Method, which: "meanBelow" | "meanAbove") => {
    return (100 * share(row, ({ methods }) => methods[method][which])).toFixed(1);
  };
  const sides = (row: CoverageRow, method: Method) =>
    `${side(row, method, "meanBelow")} / ${side(row, method, "meanAbove")}`;
  return table(
    ["population", "n", "t: below / above, %", "bootstrap-t", "BCa"],
    coverage
      .filter(
        ({ shape, resamples }) => (shape === "skewed" || shape === "discrete") && resamples === STANDARD_RESAMPLES,
      )
      .map((row) => [row.shape, `${row.n}`, sides(row, "t"), sides(row, "bootstrap-t"), sides(row, "BCa")]),
  );
}

function headlineTable(rows: readonly MeasuredCoverage[]): string {
  const sizes = [...new Set(rows.map(({ n }) => n))];
  return table(
    ["shape", "stood for by", ...sizes.map((n) => `n from ${n}`)],
    SHAPES.map((shape) => [shape, POPULATION_OF[shape].name, ...sizes.map((n) => chooseMethod(rows, shape, n).method)]),
  );
}

function otherTable(rows: readonly OtherRow[]): string {
  return table(
    ["interval", "data", "n per arm", "held the truth"],
    rows.map(({ interval, data, n, covered, replicates }) => [
      interval,
      data,
      `${n}`,
      percent(covered / replicates, 1),
    ]),
  );
}

function powerTable(rows: readonly PowerRow[]): string {
  return table(
    ["data", "seeds", "planned", "found"],
    rows.map(({ data, seeds, planned, found, replicates }) => {
      return [data, `${seeds}`, percent(planned, 1), percent(found / replicates, 1)];
    }),
  );
}

type Part = NonNullable<CoverageRow["takenFor"][Shape]>;

function sum({ takenFor }: CoverageRow, of: (part: Part, taken: Shape) => number): number {
  return SHAPES.reduce((total, taken) => {
    const part = takenFor[taken];
    return part === undefined ? total : total + of(part, taken);
  }, 0);
}

/** Of the samples with spread. */
function share(row: CoverageRow, of: (part: Part, taken: Shape) => number): number {
  return sum(row, of) / sum(row, ({ samples }) => samples);
}

function percent(share: number, digits: number): string {
  return `${(100 * share).toFixed(digits)} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
