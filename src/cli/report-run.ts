import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Value } from "@sinclair/typebox/value";
import { LeverActivity } from "../analysis/report/lever-activity.js";
import type { ActivityOverTime, AgentRow, RunMaterial, RunRecord } from "../analysis/report/run-record.js";
import { InputError } from "../base/errors.js";
import { recordedFile } from "../records/find-manifest.js";
import { type Manifest, ManifestSchema } from "../records/manifest.js";
import { readEvents } from "../records/read-events.js";
import { type Cell, readTable, type Table } from "../records/read-table.js";
import { readManifest } from "../records/stored-manifest.js";
import { checkContent } from "./report-files.js";
import { scenarioQuestion } from "./scenario-question.js";

/**
 * What the report of a run is made of, from its manifest and the files that this names.
 *
 * @param command that makes the report
 * @throws InputError where something is gone, was changed, or is not what it claims to be
 */
export async function readRunMaterial(file: string, data: unknown, command: readonly string[]): Promise<RunMaterial> {
  const stored = readManifest(file);
  const manifest = checkedManifest(file, data);
  const found = { file, manifest: stored };
  const path = async (role: string): Promise<string | undefined> => {
    const place = recordedFile(found, role);
    const recorded = manifest.files.find((each) => each.role === role);
    if (place === undefined || recorded === undefined) return undefined;
    await checkContent(place, recorded, "the manifest");
    return place;
  };
  const [metrics, agents, events] = [await path("metrics"), await path("agents"), await path("events")];
  if (metrics === undefined) throw refused(file, "the run wrote no metrics table, so there is no course to report");
  return {
    // The schema knows the words for severity one by one, its type does not.
    record: manifest as RunRecord,
    question: questionOf(manifest),
    series: seriesOf(await readTable(metrics)),
    agents: agents === undefined ? undefined : agentsOf(await readTable(agents)),
    activity: events === undefined ? undefined : await activityOf(events, manifest.counts.epochs),
    command,
  };
}

function checkedManifest(file: string, data: unknown): Manifest {
  if (Value.Check(ManifestSchema, data)) return data;
  const first = Value.Errors(ManifestSchema, data).First();
  const where = first === undefined ? "" : `: ${first.path.slice(1) || "it"}: ${first.message}`;
  throw refused(file, `this is no manifest that this version can read${where}`);
}

/** The scenario's description, else the comment at the head of its file as long as that is where it was. */
function questionOf({ scenario, run }: Manifest): string | undefined {
  const { description } = scenario.parameters;
  if (typeof description === "string" && description.trim() !== "") return description.trim();
  const file = resolve(run.working_directory, scenario.file);
  return scenarioQuestion(existsSync(file) ? file : scenario.file);
}

function seriesOf({ columns, cells }: Table): RunMaterial["series"] {
  const values = (column: readonly Cell[]) => column.map((cell) => (typeof cell === "number" ? cell : undefined));
  return new Map(columns.map((name, at) => [name, values(cells[at] ?? [])]));
}

function agentsOf({ columns, cells, lines }: Table): readonly AgentRow[] {
  const column = (name: string) => cells[columns.indexOf(name)] ?? [];
  const real = (name: string, row: number) => {
    const cell = column(name)[row];
    return typeof cell === "number" ? cell : 0;
  };
  return lines.map((_, row) => ({
    type: String(column("agent_type")[row] ?? ""),
    payoff: real("total_payoff", row),
    reputation: real("reputation", row),
    initiated: real("interactions_initiated", row),
    received: real("interactions_received", row),
    governanceCost: real("governance_cost", row),
    freezes: real("freezes", row),
  }));
}

async function activityOf(log: string, epochs: number): Promise<readonly ActivityOverTime[]> {
  const activity = new LeverActivity(epochs);
  for await (const event of readEvents(log)) activity.add(event);
  return activity.rows();
}

function refused(file: string, message: string): InputError {
  return new InputError([{ message, place: { file } }]);
}
