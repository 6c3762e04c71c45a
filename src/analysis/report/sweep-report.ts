import type { SweepAnalysis } from "../sweep/analyse-sweep.js";
import { counted, listed, percent, short } from "../validity/words.js";
import type { Block, ReportDocument, Section } from "./document.js";
import { plainName, words } from "./report-numbers.js";
import { filesSection, referencesSection, repeatSection } from "./shared-sections.js";
import { effectSections, frontSection, sobolSections } from "./sweep-charts.js";

/** What the study's record says of a sweep. */
export interface StudyFacts {
  readonly points: number;
  readonly seeds: number;
  readonly design: string;
  readonly scenario: string;
  /** Fixed values, `path=value`. */
  readonly settings: readonly string[];
  /** Where its files are. */
  readonly folder: string;
  /** The values of each factor, for the eye. */
  readonly factors: readonly string[];
}

/** Everything that a report of a sweep is made of. */
export interface SweepMaterial {
  readonly study: string;
  readonly tool: ReportDocument["tool"];
  readonly fingerprint: string;
  readonly estimand: string;
  readonly analysis: SweepAnalysis;
  readonly facts: StudyFacts;
  readonly files: Parameters<typeof filesSection>[0];
  readonly command: readonly string[];
}

/** The report of a sweep over the points of a study. */
export function sweepReport(material: SweepMaterial): ReportDocument {
  const { study, tool, analysis, facts, files, command } = material;
  return {
    kind: "sweep",
    title: plainName(study),
    question: `What do ${listed(analysis.factors.map((name) => `"${name}"`))} do to harm and welfare?`,
    verdict: sweepVerdict(analysis),
    tool,
    sections: [
      askedSection(material),
      ...effectSections(analysis),
      ...sobolSections(analysis),
      frontSection(analysis),
      validitySection(analysis, facts),
      repeatSection([
        [
          "the sweep, from its study file, wherever that lies",
          ["swarm", "sweep", `${study}.yaml`, "--out", facts.folder],
        ],
        ["this report", command],
      ]),
      filesSection(files),
      referencesSection([facts.scenario]),
    ],
  };
}

/** One sentence: where harm is least, where welfare is most, and how many points lie between. */
function sweepVerdict({ factors, front, runs, failed }: SweepMaterial["analysis"]): string {
  const done = `${counted(runs, "run")}${failed === 0 ? "" : `, of which ${failed} failed`}`;
  if (!front.defined) return `${done}; there is no front of harm against welfare: ${front.why}.`;
  const on = front.value.points.filter(({ onFront }) => onFront);
  const [first, last] = [on[0], on.at(-1)];
  if (first === undefined || last === undefined) return `${done}; no point has both a harm and a welfare.`;
  const at = ({ settings, harm, welfare }: typeof first) =>
    `${factors.map((name, i) => `${name} = ${settings[i]}`).join(", ")} (toxicity rate ` +
    `${harm.defined ? short(harm.value.mean) : "-"}, net social welfare ${welfare.defined ? short(welfare.value.mean) : "-"})`;
  if (on.length === 1) return `${done}; one point has both the least harm and the most welfare: ${at(first)}.`;
  return (
    `${done}; ${counted(on.length, "point")} trade harm against welfare, from least harm at ${at(first)} to most ` +
    `welfare at ${at(last)}.`
  );
}

function askedSection({ study, fingerprint, estimand, analysis, facts }: SweepMaterial): Section {
  const rows = [
    ["study", study],
    ["scenario", facts.scenario],
    ["design", `${facts.design}: ${counted(facts.points, "point")} x ${counted(facts.seeds, "seed")}`],
    ["figure of a run", plainName(estimand)],
    ...analysis.factors.map((name, at) => [`factor ${name}`, facts.factors[at] ?? ""]),
    ...(facts.settings.length === 0 ? [] : [["fixed", facts.settings.join(", ")]]),
    ["fingerprint of the study", fingerprint],
  ];
  const table = { caption: "The study", columns: [words("what"), words("value")], rows };
  return { id: "asked", title: "What was asked", blocks: [{ kind: "table", table }] };
}

function validitySection({ errors, failed, metrics, runs }: SweepMaterial["analysis"], { seeds }: StudyFacts): Section {
  const items = [
    ...errors.map(([message, times]) => `${counted(times, "run")} failed: ${message}`),
    ...(failed > 0 ? ["failed runs are rows with their error, and in no mean"] : []),
    ...(seeds === 1 ? ["with one seed nothing is known of chance: differences may be no more than that"] : []),
    ...metrics
      .filter(({ withoutData }) => withoutData > 0)
      .map(({ metric, withoutData }) => {
        const share = percent(withoutData / runs);
        return `${metric} is not defined in ${counted(withoutData, "run")} (${share}), which its means leave out`;
      }),
  ];
  const block: Block =
    items.length === 0
      ? { kind: "text", text: "All runs came to their end, and every figure is defined." }
      : { kind: "list", items };
  return { id: "validity", title: "Is it valid?", blocks: [block] };
}
