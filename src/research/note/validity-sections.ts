import type { Comparison } from "../../analysis/compare/comparison.js";
import type { Finding } from "../../analysis/validity/finding.js";
import { gapTo, sideOf } from "./figures.js";
import { against } from "./metric-sections.js";
import { type StudyArms, WATCHED } from "./study-arms.js";
import { bullets, gapText, listed, number } from "./words.js";

/** Checks whose remedy is another scenario; that of the others is another parameter. */
const OF_SCENARIOS: readonly string[] = [
  "idle_agents",
  "action_cap",
  "empty_epochs",
  "uneven_epochs",
  "seed_without_effect",
];

/** Every finding that is more than a note, those about arms that only measure apart. */
export function validitySection(findings: readonly Finding[] | null): string {
  if (findings === null) return "Nobody looked: the comparison was made of tables alone.";
  const told = findings.filter(({ severity }) => severity !== "note");
  const lines = told.map((finding) => {
    const meant = measuresOnly(finding) ? " Meant so: it only measures there." : "";
    return `**${finding.severity}** (${finding.check}; ${armsOf(finding)}): ${finding.message}.${meant}`;
  });
  const notes = findings.length - told.length;
  if (notes > 0) lines.push(`${notes} more of the severity "note" ${notes === 1 ? "is" : "are"} in the file.`);
  return lines.length === 0 ? "Nothing was found." : bullets(lines);
}

/** What to change and what to add, as far as findings and differences say so. */
export function nextSection(comparison: Comparison, arms: StudyArms): string {
  const own = [arms.own.plain, arms.own.watched];
  const findings = (comparison.validity ?? []).filter(
    (finding) => !measuresOnly(finding) && (finding.arms ?? []).some((arm) => own.includes(arm)),
  );
  const advice = (scenarios: boolean) =>
    findings
      .filter(({ check }) => OF_SCENARIOS.includes(check) === scenarios)
      .map((finding) => `${finding.message}. ${finding.advice}`);
  const parameters = [...advice(false), ...fromDifferences(comparison, arms)];
  const scenarios = advice(true);
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
  const names = arms.map((arm) =>
    arm.endsWith(WATCHED) && arms.includes(arm.slice(0, -WATCHED.length)) ? undefined : arm,
  );
  return listed(names.filter((name) => name !== undefined).map((name) => `"${name}"`));
}
