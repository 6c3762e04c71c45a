import type { ArmInfo, Comparison } from "../compare/comparison.js";
import { ESTIMAND_NAMES } from "../compare/estimand.js";
import { courseSection } from "./comparison-course.js";
import { differencesSection, priceSection } from "./comparison-differences.js";
import { armActivitySection, typesSection } from "./comparison-tables.js";
import type { Block, ReportDocument, Section } from "./document.js";
import { lengthText, populationText } from "./population.js";
import { plainName, words } from "./report-numbers.js";
import { filesSection, referencesSection, repeatSection, validitySection } from "./shared-sections.js";

/** Everything that a report of a comparison is made of. */
export interface ComparisonMaterial {
  readonly comparison: Comparison;
  /** The comparison's own file and those it names, paths as for the eye. */
  readonly files: Parameters<typeof filesSection>[0];
  /** The command that makes the report again, word by word. */
  readonly command: readonly string[];
}

/** The report of a comparison of arms. */
export function comparisonReport({ comparison, files, command }: ComparisonMaterial): ReportDocument {
  const { name, question, verdict, tool, arms, validity, notes, warnings } = comparison;
  const remarks = [...notes, ...warnings.map((warning) => `${warning.message} (in ${warning.arms.join(", ")})`)];
  const known: readonly Block[] = remarks.length === 0 ? [] : [{ kind: "list", items: remarks }];
  const checked = validitySection(validity);
  return {
    kind: "comparison",
    title: plainName(name),
    question,
    verdict: verdict.charAt(0).toUpperCase() + verdict.slice(1),
    tool,
    sections: [
      askedSection(comparison),
      differencesSection(comparison),
      priceSection(comparison),
      courseSection(comparison),
      armActivitySection(comparison),
      typesSection(comparison),
      { ...checked, blocks: [...checked.blocks, ...known] },
      repeatSection([
        ["the comparison", comparison.command],
        ["this report", command],
      ]),
      filesSection(files),
      referencesSection(arms.flatMap(({ scenario_id }) => (scenario_id === null ? [] : [scenario_id]))),
    ],
  };
}

function askedSection({ design, arms }: Comparison): Section {
  const { seeds } = design;
  const [control] = arms;
  const parameters = control?.parameters ?? null;
  const rows: (readonly [string, string | null | undefined])[] = [
    ["primary metric, named in advance", design.primary],
    ["figure of a run", ESTIMAND_NAMES[design.estimand]],
    ["population of the control", parameters === null ? null : populationText(parameters)],
    ["length", parameters === null ? null : lengthText(parameters)],
    ["seeds", seeds === null ? null : `${seeds.count} from ${seeds.first} in steps of ${seeds.step}`],
    ["pairing", `${design.pairing}: ${design.pairing_reason}`],
    ["intervals", `${100 * design.level} %`],
    ["corrected tests (Holm)", `${design.tests}, on the primary metric; below ${design.alpha} counts as shown`],
    ["margin of equivalence", design.margin === null ? "none given" : String(design.margin)],
    ["semantics", design.semantics],
  ];
  const asked: Block = {
    kind: "table",
    table: {
      caption: "The design",
      columns: [words("what"), words("value")],
      rows: rows.flatMap(([what, value]) => (value === null || value === undefined ? [] : [[what, value]])),
    },
  };
  return { id: "asked", title: "What was asked", blocks: [asked, { kind: "table", table: armsTable(arms) }] };
}

function armsTable(arms: readonly ArmInfo[]) {
  return {
    caption: "The arms, the control first",
    columns: [words("arm"), words("role"), words("runs"), words("made of"), words("differs from the control in")],
    rows: arms.map(({ name, role, runs, sources, settings, changes }) => [
      name,
      role,
      String(runs),
      [...sources, ...settings].join(", "),
      changes === null
        ? "not known"
        : changes.map(({ path, control, arm }) => `${path}: ${valueText(control)} -> ${valueText(arm)}`).join("; "),
    ]),
  };
}

function valueText(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
