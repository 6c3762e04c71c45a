import { short } from "../../analysis/validity/words.js";
import type { StudyVerdict } from "../../research/verdict/verdict.js";
import { WIDTH, wrap } from "../format-text.js";

/** A study's verdicts for the screen. */
export function verdictText(
  { study, title, summary, claims, gates, registration, exploratory }: StudyVerdict,
  written: readonly string[],
): string {
  const indented = (text: string, indent: string) =>
    wrap(text, WIDTH - indent.length).map((line) => `${indent}${line}`);
  const price = exploratory.filter(
    ({ metric }) => metric === "net_social_welfare" || metric === "accepted_interactions",
  );
  return [
    `${study}: ${title}`,
    ...indented(summary, "  "),
    "",
    ...claims.flatMap(({ id, outcome, claim, because }) => [
      ...indented(`${id} ${outcome.toUpperCase()}: ${claim}`, "  "),
      ...indented(because, "     "),
    ]),
    "",
    "Price (exploratory)",
    ...price.map(({ metric, difference: { arm, against, estimate, interval, percent } }) => {
      const ends = interval.defined ? ` (${short(interval.value.low)} to ${short(interval.value.high)})` : "";
      const share = percent.defined ? `, ${short(percent.value)} %` : "";
      return `  ${metric}, ${arm} less ${against}: ${estimate.defined ? short(estimate.value) : "-"}${ends}${share}`;
    }),
    "",
    `Gates: ${gates.map(({ gate_name, passed }) => `${gate_name} ${passed ? "passed" : "FAILED"}`).join(", ")}`,
    `Plan ${registration.hash}, ${registration.status}`,
    ...written,
  ].join("\n");
}
