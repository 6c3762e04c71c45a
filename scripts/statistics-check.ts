/**
 * Measures how often the tests reject true hypotheses and how often the intervals hold the truth, writes the figures to
 * docs/ and into the choice of the headline interval, and fails if a test that promises 5 % is off by more than 0.7 %.
 * Run by `make statistics-check`; the same bytes on every machine.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { measuredModule, measuredRows } from "./statistics-check/measured-rows.js";
import { withTables } from "./statistics-check/render.js";
import { measureAll } from "./statistics-check/results.js";
import { sourceHash } from "./statistics-check/source-hash.js";

const PAGE = "docs/statistics.md";
const FIGURES = "docs/statistics-coverage.json";
const MODULE = "src/analysis/statistics/measured-coverage.ts";

const results = measureAll(sourceHash("scripts/statistics-check/results.ts"), (share) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${Math.floor(100 * share)} % measured `);
});
if (process.stderr.isTTY) process.stderr.write("\n");

writeFileSync(FIGURES, `${JSON.stringify(results, null, 2)}\n`);
writeFileSync(PAGE, withTables(readFileSync(PAGE, "utf8"), results));
writeFileSync(MODULE, measuredModule(measuredRows(results.coverage)));
for (const file of [FIGURES, PAGE, MODULE]) process.stdout.write(`${file}\n`);

const off = results.rejections.filter(({ promised, rejected, replicates }) => {
  return promised && Math.abs(rejected / replicates - 0.05) > 0.007;
});
for (const { test, data, rejected, replicates } of off) {
  process.stderr.write(`${test}, ${data}: rejected ${((100 * rejected) / replicates).toFixed(2)} %, not 5 +- 0.7 %\n`);
}
process.exitCode = off.length > 0 ? 1 : 0;
