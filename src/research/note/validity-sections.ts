import type { Comparison } from "../../analysis/compare/comparison.js";
import { bullets } from "../../analysis/report/markdown-blocks.js";
import type { Finding } from "../../analysis/validity/finding.js";
import { listed } from "../../analysis/validity/words.js";
import { figureOf, gapTo, levelOf, sideOf } from "./figures.js";
import { against } from "./metric-sections.js";
import { type StudyArms, shownArm, WATCHED } from "./study-arms.js";
import { gapText, number } from "./words.js";

/** Checks whose remedy is another parameter, or another scenario; that of the others is another way to read. */
const OF_PARAMETERS: readonly string[] = ["idle_lever", "inert_keys", "trivial_criteria", "unchecked_criteria"];
const OF_SCENARIOS: readonly string[] = ["idle_agents", "action_cap", "empty_epochs", "seed_without_effect"];

/** Every finding that is more than a note, those about arms that only measure apart. */
export function validitySection(findings: readonly Finding[] | null): string {
  if (findings === null) return "Nobody looked: the comparison was made of tables alone.";
  const told = findings.filter(({ severity }) => severity !== "note");
  const lines = [...told.filter((each) => !measuresOnly(each)), ...told.filter(measuresOnly)].map((finding) => {
    const meant = measuresOnly(finding) ? " Meant so: it only measures there." : "";
    return `**${finding.severity}** (${finding.check}; ${armsOf(finding)}): ${finding.message}.${meant}`;
  });
  const notes = findings.length - told.length;
  if (notes > 0) lines.push(`${notes} more of the severity "note" ${notes === 1 ? "is" : "are"} in the file.`);
  return lines.length === 0 ? "Nothing was found." : bullets(lines);
}

/** What to change and what to add, as far as findings and differences say so. */
export function nextSection(comparison: Comparison, arms: StudyArms): string {
  const own = arms.own.plain ?? arms.own.watched ?? "";
  const findings = (comparison.validity ?? []).filter(({ arms: named = [] }) => named.includes(own));
  const advice = (checks: readonly string[]) =>
    findings.filter(({ check }) => checks.includes(check)).map(({ message, advice: then }) => `${message}. ${then}`);
  const parameters = [...advice(OF_PARAMETERS), ...fromDifferences(comparison, arms)];
  const scenarios = [...advice(OF_SCENARIOS), ...unprovoked(comparison, arms)];
  const none = ["Nothing follows from the findings."];
  return [
    "Parameters to change:",
    bullets(parameters.length === 0 ? none : parameters),
    "Scenarios to add:",
    bullets(scenarios.length === 0 ? none : scenarios),
  ].join("\n\n");
}

function fromDifferences({ metrics: [primary] }: Comparison, arms: StudyArms): readonly string[] {
  if (primary === undefined) return [];
  return against(arms).flatMap((control) => {
    const gap = gapTo(primary, control);
    const side = sideOf(gap);
    if (side === "up") {
      return [
        `${primary.metric} is higher than with "${control.label}", ${gapText(gap)}: switch levers ${
          control === arms.off ? "off" : "over to that setting"
        } one at a time, to see which of them makes the difference.`,
      ];
    }
    if (side !== "open") return [];
    const difference = primary.differences.find(({ arm }) => arm === (control.plain ?? control.watched));
    const wanted = difference?.seeds_for_width;
    if (!wanted?.defined || !wanted.value.seeds.defined) return [];
    const { width, seeds } = wanted.value;
    return [
      `No difference in ${primary.metric} against "${control.label}" is shown: ${number(seeds.value)} seeds would give an interval ${number(width)} wide.`,
    ];
  });
}

/** True of arms that measure by a lever without teeth, and of none that lacks it. */
function measuresOnly({ check, arms = [] }: Finding): boolean {
  return (
    check === "idle_lever" && arms.some((arm) => arm.endsWith(WATCHED)) && !arms.some((arm) => !arm.endsWith(WATCHED))
  );
}

/** The arms that a finding is true of, twins counting once. */
function armsOf({ arms = [] }: Finding): string {
  const names = new Set(arms.map(shownArm));
  const told = [...names].filter((name) => !(name.endsWith(WATCHED) && names.has(name.slice(0, -WATCHED.length))));
  return listed(told.map((name) => `"${name}"`));
}

/** A detector that shows nothing anywhere was not put to the test. */
function unprovoked(comparison: Comparison, arms: StudyArms): readonly string[] {
  const flagged = figureOf(comparison, "flagged_pairs");
  if (flagged === undefined) return [];
  const silent = [arms.own, arms.off].every((pair) => {
    const mean = levelOf(flagged, pair);
    return mean.defined && mean.value === 0;
  });
  if (!silent) return [];
  return [
    "No pair is flagged, whether these levers act or not. Give the levers a population that does collude, that of " +
      "`scenarios/collusion_detection.yaml`: only there can supervision show that it notices.",
  ];
}
