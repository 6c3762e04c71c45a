import { styleText } from "node:util";
import { thousands } from "../base/thousands.js";
import type { Verdict } from "../metrics/criteria.js";
import type { Manifest } from "../records/manifest.js";
import type { RecordedRun } from "../records/record-run.js";
import { counted, fileSize, hangingTable, WIDTH, wrap } from "./format-text.js";
import { leversSection, metricsSection } from "./run-figures.js";
import { modelsSection } from "./run-models-section.js";
import { validitySection } from "./run-validity.js";
import { criteriaSection, warningsSection } from "./run-verdicts.js";
import { visible } from "./visible.js";

/** What a run came to, for a terminal of 100 columns; ends without a line end. */
export function runSummary({ manifest, manifestPath, result }: RecordedRun): string {
  const models = modelsSection(manifest);
  const sections = [
    heading(
      manifest,
      result.agents.map(({ agent_type }) => agent_type),
    ),
    metricsSection(manifest, result.rows),
    leversSection(manifest),
    ...(models === undefined ? [] : [models]),
    criteriaSection(manifest.criteria as readonly Verdict[]),
    ...(manifest.validity === undefined ? [] : [validitySection(manifest.validity)]),
    warningsSection(manifest.warnings),
    filesSection(manifest, manifestPath),
  ];
  return sections.join("\n\n");
}

function heading({ scenario, seed, semantics, counts }: Manifest, types: readonly string[]): string {
  const { n_epochs, steps_per_epoch } = scenario.parameters.simulation as Record<string, number>;
  const size = `${counted(n_epochs, "epoch")} x ${counted(steps_per_epoch, "step")}`;
  const title = `${styleText("bold", scenario.id)}  seed ${seed}  ${size}  ${semantics.name} semantics`;
  const groups = new Map<string, number>();
  for (const type of types) groups.set(type, (groups.get(type) ?? 0) + 1);
  const population = [...groups].map(([type, count]) => `${thousands(count)} ${type}`).join(", ");
  const facts = [
    counted(counts.interactions, "interaction"),
    `${counted(counts.agent_steps, "turn")}, ${thousands(counts.failed_actions)} without effect`,
    ...(counts.empty_epochs > 0 ? [`${counted(counts.empty_epochs, "epoch")} without any interaction`] : []),
    ...(counts.pending_proposals > 0 ? [`${counted(counts.pending_proposals, "proposal")} never answered`] : []),
    ...(counts.frozen_agents > 0 ? [`${counted(counts.frozen_agents, "agent")} frozen at the end`] : []),
  ];
  const lines = [`${counted(counts.agents, "agent")}: ${population}`, facts.join("; ")];
  return [title, ...lines.flatMap((line) => wrap(line, WIDTH))].join("\n");
}

function filesSection({ files, counts }: Manifest, manifestPath: string): string {
  const rows = files.map(({ role, path, bytes }) => {
    const size = fileSize(bytes);
    return [visible(path), role === "events" ? `${counted(counts.events, "event")}, ${size}` : size];
  });
  return `${styleText("bold", "Files")}\n${hangingTable([...rows, [visible(manifestPath), "manifest"]])}`;
}
