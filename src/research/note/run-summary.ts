import { bullets, table } from "../../analysis/report/markdown-blocks.js";
import { listed } from "../../analysis/validity/words.js";
import { SAFETY_FIGURES } from "../../metrics/safety-figures.js";
import type { Manifest } from "../../records/manifest.js";
import { number } from "./words.js";

/** Rows of a metrics table, in order of epochs; a blank cell is undefined. */
export type EpochRow = Readonly<Record<string, number | undefined>>;

/** A page on one run, in the shape of the template of results; nothing in it depends on clock or machine. */
export function runSummary(manifest: Manifest, rows: readonly EpochRow[]): string {
  const { scenario, seed, tool, semantics, files, warnings, criteria, validity } = manifest;
  const names = files.map(({ path }) => `\`${path.replace(/^.*\//, "")}\``);
  const facts = [
    ["", ""],
    ["command", `\`swarm run ${scenario.file} --seed ${seed}\``],
    ["version, semantics", `${tool.name} ${tool.version}, ${semantics.name}`],
    ["files", names.join(", ")],
    ["warnings", warnings.length === 0 ? "none" : warnings.map(({ message }) => message).join("; ")],
  ];
  const verdicts = criteria.map(({ key, verdict, limit, direction, measured, reason }) => {
    const found = measured === undefined ? (reason ?? "not measured") : `measured ${number(measured)}`;
    return `${key} (${direction === undefined ? "" : `${direction} `}${number(limit)}): **${verdict}**, ${found}`;
  });
  const findings = (validity ?? []).map(({ severity, message }) => `**${severity}**: ${message}.`);
  const section = (title: string, lines: readonly string[], none: string) =>
    [`${title}:`, lines.length === 0 ? none : bullets(lines)].join("\n\n");
  const parts = [
    `# Run summary: ${scenario.id}, seed ${seed}`,
    table(facts),
    metrics(manifest, rows),
    section("What the levers did (times, on whom)", deeds(manifest), "None is switched on."),
    section("Success criteria (verdict, measured value)", verdicts, "None is set."),
    section("What stands out", findings, validity === undefined ? "Nobody looked." : "Nothing was found."),
  ];
  return `${parts.join("\n\n")}\n`;
}

function metrics({ metrics: { pooled, epoch_means } }: Manifest, rows: readonly EpochRow[]): string {
  const cell = (value: number | null | undefined) =>
    value === null || value === undefined ? "not defined" : number(value);
  const head = ["metric", "pooled over the run", "mean over epochs", "first epoch", "last epoch"];
  const body = SAFETY_FIGURES.map((name) => [
    name,
    ...[pooled[name], epoch_means[name], rows[0]?.[name], rows.at(-1)?.[name]].map(cell),
  ]);
  return table([head, ...body]);
}

function deeds({ levers, activity }: Manifest): readonly string[] {
  return levers.map(({ name, acted }) => {
    const acts = activity.filter(({ source }) => source === name);
    if (!acted || acts.length === 0) return `${name}: nothing`;
    const said = acts.map(({ action, count, by_type }) => {
      const whom = Object.entries(by_type).map(([type, times]) => `${type} ${times}`);
      return `${action} ${count}${whom.length === 0 ? "" : ` (${whom.join(", ")})`}`;
    });
    return `${name}: ${listed(said)}`;
  });
}
