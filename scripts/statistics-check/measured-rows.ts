import type { MeasuredCoverage } from "../../src/analysis/statistics/choose-method.js";
import { METHODS, type Method } from "../../src/analysis/statistics/mean-interval.js";
import type { CoverageRow, TakenFor } from "./coverage.js";

/** Resamples of the rows that the headline is chosen by. */
export const STANDARD_RESAMPLES = 999;

/** The rows that the headline is chosen by, summed over what the samples were taken for. */
export function measuredRows(coverage: readonly CoverageRow[]): readonly MeasuredCoverage[] {
  return coverage
    .filter(({ resamples }) => resamples === STANDARD_RESAMPLES)
    .map(({ shape, n, takenFor }) => {
      const parts = Object.values(takenFor);
      const samples = parts.reduce((sum, part) => sum + part.samples, 0);
      const covered = (method: Method) => parts.reduce((sum, part) => sum + coveredBy(part, method), 0);
      return {
        shape,
        n,
        samples,
        covered: { t: covered("t"), "bootstrap-t": covered("bootstrap-t"), BCa: covered("BCa") },
      };
    });
}

/** Samples whose interval held the mean. */
export function coveredBy({ samples, methods }: TakenFor, method: Method): number {
  return samples - methods[method].meanBelow - methods[method].meanAbove;
}

/** The module that carries the rows into the program. */
export function measuredModule(rows: readonly MeasuredCoverage[]): string {
  const lines = rows.map(({ shape, n, samples, covered }) => {
    const counts = METHODS.map((method) => `${method === "bootstrap-t" ? `"${method}"` : method}: ${covered[method]}`);
    return `  { shape: "${shape}", n: ${n}, samples: ${samples}, covered: { ${counts.join(", ")} } },`;
  });
  return `import type { MeasuredCoverage } from "./choose-method.js";

/** Written by \`make statistics-check\`; explained in docs/statistics.md. Ascending in n within a shape. */
export const MEASURED: readonly MeasuredCoverage[] = [
${lines.join("\n")}
];
`;
}
