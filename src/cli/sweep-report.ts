import { styleText } from "node:util";
import type { SweepAnalysis } from "../analysis/sweep/analyse-sweep.js";
import { thousands } from "../base/thousands.js";
import type { Study } from "../batch/study.js";
import type { StudyCheck } from "../batch/study-check.js";
import type { SweepPaths } from "../records/results-table-paths.js";
import { shownPath } from "../records/shown-path.js";
import { counted, hangingTable } from "./format-text.js";
import type { SweepRun } from "./sweep-run.js";
import { effectsSection, frontSection, sobolSection } from "./sweep-tables.js";
import { visible } from "./visible.js";

export interface Swept {
  readonly study: Study;
  readonly check: StudyCheck;
  readonly run: SweepRun;
  readonly analysis: SweepAnalysis;
  readonly paths: SweepPaths;
  /** Figures that the tables are of. */
  readonly shown: readonly string[];
}

/** Share of the variance of point means from which on seeds blur total indices worth a warning. */
const NOISY = 0.05;

/** What a sweep came to, for a terminal of 100 columns; ends without a line end. */
export function sweepReport(swept: Swept): string {
  const { analysis, shown, study } = swept;
  const metrics = analysis.metrics.filter(({ metric }) => shown.includes(metric));
  const sections = [
    runsLine(swept),
    ...metrics.map((metric) => effectsSection(analysis, metric)),
    ...(study.design.kind === "saltelli" ? metrics.map((metric) => sobolSection(analysis, metric)) : []),
    frontSection(analysis),
    ...knowing(swept),
    files(swept),
  ];
  return sections.join("\n\n");
}

function runsLine({ run: { before }, analysis: { runs, failed } }: Swept): string {
  const earlier = before === 0 ? "" : `, ${thousands(before)} of them by an earlier sweep`;
  const bad = failed === 0 ? "" : `; ${styleText("red", `${counted(failed, "run")} failed`)}`;
  return `${counted(runs, "run")} done${earlier}${bad}`;
}

function knowing({ study, check, analysis, shown }: Swept): readonly string[] {
  const { metrics, errors, failed, effectsOver } = analysis;
  const notes: string[] = errors.map(([message, times]) => `failed ${counted(times, "time")}: ${message}`);
  if (failed > 0) notes.push("failed runs are rows with their error, and in no mean");
  if (study.seeds.count === 1) {
    const over =
      effectsOver === "seeds" ? "nothing is known of chance" : "intervals leave out what the seed does to all";
    notes.push(`with one seed ${over}: differences between points may be no more than that`);
  }
  notes.push(
    ...idleFactors(analysis).map((factor) => `${factor} changed no figure of any run: its levels are the same`),
  );
  for (const { metric, withoutData, seedNoise, sobol } of metrics.filter(({ metric }) => shown.includes(metric))) {
    if (withoutData > 0) {
      const share = Math.round((1000 * withoutData) / analysis.runs) / 10;
      notes.push(`${metric} is not defined in ${counted(withoutData, "run")} (${share} %), which its means leave out`);
    }
    if (!sobol.defined) continue;
    const asked = study.design.size / (study.factors.length + 2);
    if (sobol.value.blocks < asked) {
      notes.push(`${metric}: ${asked - sobol.value.blocks} of ${asked} blocks lack a figure and are in no index`);
    }
    if (seedNoise.defined && seedNoise.value.ofPointMeans > NOISY) {
      const percent = Math.round(100 * seedNoise.value.ofPointMeans);
      notes.push(
        `${metric}: ${percent} % of the variance of the points' means is seed noise, and total indices are too large ` +
          "by up to that: take more seeds",
      );
    }
  }
  notes.push(...check.notes);
  if (check.warnings.length > 0)
    notes.push(`${counted(check.warnings.length, "warning")} on the scenario: see --dry-run`);
  if (notes.length === 0) return [];
  return [`${styleText("bold", "Worth knowing")}\n${hangingTable(notes.map((note) => [visible(note)]))}`];
}

/** Factors of a grid all of whose levels came to the same in every figure and with every seed. */
function idleFactors({ effectsOver, factors, metrics }: SweepAnalysis): readonly string[] {
  if (effectsOver === "points") return [];
  return factors.filter((_, factor) => {
    const contrasts = metrics
      .flatMap(({ mainEffects }) => mainEffects[factor].levels.slice(1))
      .map((each) => each.contrast);
    const known = contrasts.filter((contrast) => contrast.defined).map(({ value }) => value);
    return known.length > 0 && known.every(({ difference, interval }) => difference === 0 && !interval.defined);
  });
}

function files({ paths, study }: Swept): string {
  const rows = [
    [shownPath(paths.results), `a row per run, ${counted(study.runs, "row")}`],
    [shownPath(paths.analysis), "these figures and all others, with intervals"],
    [shownPath(paths.record), "the study that they are of"],
  ];
  return `${styleText("bold", "Files")}\n${hangingTable(rows.map((cells) => cells.map(visible)))}`;
}
