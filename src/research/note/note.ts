import type { Comparison } from "../../analysis/compare/comparison.js";
import { bullets, table } from "../../analysis/report/markdown-blocks.js";
import type { Manifest } from "../../records/manifest.js";
import type { Named } from "../../records/named.js";
import { interpretationSection } from "./interpretation.js";
import { detectorSection, metricsSection, priceSection } from "./metric-sections.js";
import { type MixStudy, mixSection } from "./mix-section.js";
import { type StudyArms, shownArm, studyArms, WATCHED } from "./study-arms.js";
import { summarySection } from "./summary-section.js";
import { nextSection, validitySection } from "./validity-sections.js";
import { number } from "./words.js";

/** Everything that a note is made of. */
export interface NoteInput {
  readonly waltz: Named<Comparison>;
  readonly macpo: Named<Comparison>;
  readonly mix: Named<MixStudy>;
  readonly runs: readonly Named<Manifest>[];
}

const GOALS = {
  waltz:
    "does targeted feedback (audits, a circuit breaker, penalties aimed at harmful proposals) cut harm without a collapse of quality filtering?",
  macpo:
    "does a majority of weak, honest agents under light governance keep a stronger, partly deceptive population in check, without more adverse selection?",
} as const;

/**
 * The research note on both alignment scenarios, as Markdown. Every figure is one of the files that it is given; nothing
 * depends on when or where it is written.
 *
 * @throws InputError where a comparison lacks an arm that the note is about
 */
export function alignmentNote({ waltz, macpo, mix, runs }: NoteInput): string {
  const { tool } = waltz.data;
  const parts = [
    "# The Alignment Waltz and MACPO: what their levers do to a simulated population",
    `Written by \`swarm note\` of ${tool.name} ${tool.version} from the files that it names; \`make run-alignment-note\` makes all of them again. ` +
      "Both scenarios are in the manner of a paper, with agents that follow fixed rules: nothing here tests a claim of a paper about language models.",
    ...scenario("Targeted feedback: the Waltz scenario", GOALS.waltz, waltz, "security"),
    ...scenario("Weak supervisors: the MACPO scenario", GOALS.macpo, macpo, "collusion"),
    "## The mix of honest, opportunistic and deceptive agents",
    mixSection(mix.data),
    `File: \`${mix.file}\`.`,
    "## The scenarios as they stand, one run each",
    bullets(runs.map(runLine)),
    "## References",
    bullets([
      "SWARM, version 1.9.0: the reference system whose metrics and levers are computed here.",
      "The Alignment Waltz (WaltzRL): the paper that the first scenario is in the manner of.",
      "MACPO: the paper that the second scenario is in the manner of.",
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function scenario(
  title: string,
  goal: string,
  { file, data }: Named<Comparison>,
  kind: "security" | "collusion",
): readonly string[] {
  const arms = studyArms(file, data);
  return [
    `## ${title}`,
    "### What was compared",
    design(data, arms),
    armTable(data),
    `File: \`${file}\`.`,
    "### Summary",
    summarySection(goal, data, arms),
    "### Metrics",
    "Differences are scenario less control.",
    metricsSection(data, arms),
    kind === "security" ? "### Security figures" : "### Collusion figures",
    detectorSection(data, arms, kind),
    "### What it costs",
    priceSection(data, arms),
    "### Interpretation",
    interpretationSection(data, arms, kind),
    "### Validity",
    validitySection(data.validity),
    "### Next iteration",
    nextSection(data, arms),
  ];
}

function design(
  { design: { seeds, epochs, steps, estimand, pairing, semantics } }: Comparison,
  arms: StudyArms,
): string {
  const runs = seeds === null ? "" : `${seeds.count} seeds per arm, the first ${seeds.first}; `;
  const size = epochs === null || steps === null ? "" : `${epochs} epochs of ${steps} steps; `;
  return (
    `${runs}${size}${pairing}; figures are ${estimand.replaceAll("_", " ")}; ${semantics ?? "unknown"} semantics. ` +
    `Controls: "${arms.off.label}" switches every lever of the scenario off; "${arms.strict.label}" puts those of ` +
    "`scenarios/strict_governance.yaml` in their place. Population, payoffs and epochs are the scenario's in every arm. Arms that measure besides count in the correction of p " +
    "for several tests, which makes it stricter than it need be."
  );
}

/** What each arm changes; of one that measures besides only what it adds to its twin. */
function armTable({ arms }: Comparison): string {
  const rows = arms.map(({ name, runs, settings }) => {
    const twin = arms.find(
      (each) => name === each.name + WATCHED || (each.name === "base" && name === `own levers${WATCHED}`),
    );
    const own = settings.filter((setting) => !twin?.settings.includes(setting));
    const set = own.map((setting) => `\`${setting.replace(/^governance\./, "")}\``).join(", ");
    const start = twin === undefined ? "" : `as "${shownArm(twin.name)}", and `;
    return [shownArm(name), number(runs), settings.length === 0 ? "as in the file" : start + set];
  });
  return table([["arm", "runs", "governance"], ...rows]);
}

function runLine({
  file,
  data: {
    scenario: { id },
    seed,
    criteria,
    validity,
  },
}: Named<Manifest>): string {
  const verdicts = criteria.map(
    ({ key, verdict, measured, limit }) =>
      `${key} ${verdict}${measured === undefined ? "" : ` (${number(measured)}, limit ${number(limit)})`}`,
  );
  const found = validity?.filter(({ severity }) => severity !== "note").map(({ check }) => check) ?? [];
  const remarks =
    found.length === 0 ? "no validity finding above a note" : `validity: ${[...new Set(found)].join(", ")}`;
  return `\`${id}\`, seed ${seed} (\`${file}\`): ${verdicts.join("; ") || "no criterion"}; ${remarks}.`;
}
