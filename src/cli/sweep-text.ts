import { styleText } from "node:util";
import { describeFault } from "../base/errors.js";
import { type Scale, valueText } from "../batch/design-scale.js";
import type { Study } from "../batch/study.js";
import type { StudyCheck } from "../batch/study-check.js";
import type { SweepPaths } from "../records/results-table-paths.js";
import { shownPath } from "../records/shown-path.js";
import { counted, hangingTable } from "./format-text.js";
import { visible } from "./visible.js";

/** Listed values that a plan names one by one. */
const VALUES_SHOWN = 12;

/** `mix_of_agents: grid of 9 points x 5 seeds = 45 runs` */
export function sweepHead({ name, design, seeds, runs }: Study): string {
  const kind = design.kind.replace("_", " ");
  const size = `${counted(design.size, "point")} x ${counted(seeds.count, "seed")} = ${counted(runs, "run")}`;
  return `${styleText("bold", name)}: ${kind} of ${size}`;
}

/** What a sweep would do, for a terminal of 100 columns. */
export function sweepPlan(study: Study, check: StudyCheck, paths: SweepPaths): string {
  const { base, given, factors, metrics, estimand, compat } = study;
  const set = Object.entries(given.set ?? {}).map(([path, value]) => `${path}=${valueText(value)}`);
  const rows = [
    ["scenario", `${base.file}${compat === undefined ? "" : `, as ${compat} runs it`}`],
    ...factors.map(({ name, scale }, i) => [i === 0 ? "varied" : "", `${name}: ${scaleText(scale)}`]),
    ...set.map((text, i) => [i === 0 ? "set" : "", text]),
    ["seeds", seedsText(study)],
    ["figures", `${metrics.join(", ")} (${estimand.replaceAll("_", " ")})`],
    ["writes", [paths.results, paths.analysis, paths.record].map((path) => shownPath(path)).join(", ")],
  ];
  const table = hangingTable(rows.map((cells) => cells.map(visible)));
  return [sweepHead(study), table, ...remarks(check), "Nothing was run."].join("\n");
}

/** Warnings and notes, one a line. */
function remarks({ warnings, notes }: StudyCheck): readonly string[] {
  const lines = [...notes, ...warnings.map(describeFault)].map((text) => [visible(text)]);
  return lines.length === 0 ? [] : ["Worth knowing", hangingTable(lines)];
}

function scaleText(scale: Scale): string {
  if (scale.kind === "range") {
    const kind = [scale.int ? "whole numbers" : "numbers", ...(scale.log ? ["on a logarithmic scale"] : [])].join(" ");
    return `${kind} from ${scale.from} to ${scale.to}`;
  }
  const texts = scale.values.map((values) => values.map(valueText).join("/"));
  const more = texts.length - VALUES_SHOWN;
  return more <= 0 ? texts.join(", ") : `${texts.slice(0, VALUES_SHOWN).join(", ")} and ${more} more`;
}

function seedsText({ seeds }: Study): string {
  const shown = Array.from({ length: Math.min(seeds.count, VALUES_SHOWN) }, (_, at) => String(seeds.at(at)));
  const more = seeds.count - shown.length;
  return more === 0 ? shown.join(", ") : `${shown.join(", ")} and ${more} more, up to ${seeds.at(seeds.count - 1)}`;
}
