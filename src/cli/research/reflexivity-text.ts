import { short } from "../../analysis/validity/words.js";
import type { Reflexivity } from "../../research/reflexivity/reflexivity.js";
import { classText } from "../../research/reflexivity/reflexivity-report.js";
import { WIDTH, wrap } from "../format-text.js";

/** The analysis for the screen. */
export function reflexivityText(found: Reflexivity): string {
  const { study, finding, shadow, attacks, finding_again, classification_by_size, seeds } = found;
  const indented = (text: string, indent: string) =>
    wrap(text, WIDTH - indent.length).map((line) => `${indent}${line}`);
  const change = ({ estimate }: (typeof shadow.metrics)[number]["difference"]) =>
    estimate.defined ? short(estimate.value) : "not defined";
  return [
    `${study}, claim ${finding.claim}, ${seeds.count} seeds`,
    ...indented(finding.statement, "  "),
    "",
    ...indented(classText(found), ""),
    "",
    "Known less withheld",
    ...shadow.metrics.map(
      ({ metric, outcome, difference, margin }) =>
        `  ${outcome.toUpperCase()} ${metric}: ${change(difference)} (margin ${short(margin)})`,
    ),
    "Attacked less baseline",
    ...attacks.attacks.flatMap(({ strategy, outcome, metrics, evasion_rate }) => [
      `  ${outcome.toUpperCase()} ${strategy}, past a threshold in ${short(100 * evasion_rate)} % of the seeds`,
      ...metrics.map(
        ({ metric, degradation, threshold }) =>
          `     ${metric}: ${change(degradation)} (threshold ${short(threshold)})`,
      ),
    ]),
    ...finding_again.map(
      ({ among, holds, difference }) =>
        `  the finding among "${among}": ${change(difference)}, ${holds ? "holds" : "not shown"}`,
    ),
    "",
    `By the reference system's formulas: ${classification_by_size}`,
  ].join("\n");
}
