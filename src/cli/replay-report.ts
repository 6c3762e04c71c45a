import { parse } from "csv-parse/sync";
import { jsonIn } from "../base/json-in.js";
import { AGENT_COLUMNS } from "../records/agents-table.js";
import type { Comparison } from "../records/compared-file.js";
import { differencesOf } from "../records/differences-of.js";
import type { FoundManifest } from "../records/find-manifest.js";
import { metricsHeader } from "../records/metrics-table.js";
import type { Replay, ReplayedFile } from "../records/replay-run.js";
import { shownPath } from "../records/shown-path.js";
import { BUILT_IN } from "../scenario/extensions.js";

/** One file of a replayed run: what `--json` prints of it. */
export interface FileReport {
  readonly role: ReplayedFile["role"];
  readonly path: string;
  readonly outcome: "identical" | "different" | "longer" | "not compared";
  readonly bytes?: number;
  readonly lines?: number;
  readonly sha256?: string;
  /** Where the manifest states another hash than the file has. */
  readonly sha256_in_manifest?: string;
  readonly difference?: LineDifference;
}

/** The first line that differs, as it is on disk and as it should be (null behind the end). */
export interface LineDifference {
  /** From 1. */
  readonly line: number;
  /** What the line is about: an event, a row. */
  readonly about: string;
  /**
   * Whether a value differs, or only how values are written, or the line on disk cannot be taken apart, or should not be
   * there.
   */
  readonly in: "a value" | "writing" | "form" | "length";
  /** First field that differs, with its value in either; null where one of them has none. */
  readonly field?: string;
  readonly value_on_disk?: unknown;
  readonly value_expected?: unknown;
  readonly on_disk: string;
  readonly expected: string | null;
}

export interface ReplayReport {
  readonly identical: boolean;
  /** What the files were held against. */
  readonly against: "the run made again" | "the event log";
  readonly scenario: string;
  readonly seed: number;
  readonly semantics: string;
  readonly manifest: string;
  readonly files: readonly FileReport[];
  readonly notes: readonly string[];
}

/** What a replay came to. */
export function reportOf(
  { file, manifest }: FoundManifest,
  replay: Replay,
  against: ReplayReport["against"],
  notes: readonly string[],
): ReplayReport {
  const files = replay.files.map((each) => fileReport(each, stated(manifest, each.role)));
  return {
    identical: files.every(({ outcome, sha256_in_manifest: other }) => outcome === "identical" && other === undefined),
    against,
    scenario: manifest.scenario.id,
    seed: manifest.seed,
    semantics: manifest.semantics.name,
    manifest: shownPath(file),
    files,
    notes,
  };
}

function stated(manifest: FoundManifest["manifest"], role: string): string | undefined {
  return manifest.files.find((each) => each.role === role)?.sha256;
}

function fileReport({ role, path, comparison }: ReplayedFile, recorded: string | undefined): FileReport {
  const file = { role, path: shownPath(path) };
  switch (comparison?.kind) {
    case "identical": {
      const { bytes, lines, sha256 } = comparison;
      const other = recorded === undefined || recorded === sha256 ? {} : { sha256_in_manifest: recorded };
      return { ...file, outcome: "identical", bytes, lines, sha256, ...other };
    }
    case "different":
      return { ...file, outcome: "different", difference: lineDifference(role, comparison) };
    case "longer": {
      const { lines, found } = comparison;
      const place = { line: lines + 1, about: "behind the end", in: "length" as const };
      return { ...file, outcome: "longer", difference: { ...place, on_disk: found, expected: null } };
    }
    default:
      return { ...file, outcome: "not compared" };
  }
}

type Different = Extract<Comparison, { kind: "different" }>;

function lineDifference(role: ReplayedFile["role"], { line, expected, found }: Different): LineDifference {
  const lines = { on_disk: found, expected };
  if (role === "events") {
    const event = jsonIn(expected) as Readonly<Record<string, unknown>>;
    const about = `event ${event.seq} (${event.kind}, epoch ${event.epoch}, step ${event.step})`;
    return { line, about, ...firstField(jsonIn(found), event), ...lines };
  }
  const header = role === "agents" ? AGENT_COLUMNS : metricsHeader(BUILT_IN.metrics);
  const about = line === 1 ? "the header" : `row ${line - 1}`;
  return { line, about, ...firstField(asRow(found, header), asRow(expected, header)), ...lines };
}

function firstField(disk: unknown, expected: unknown): Omit<LineDifference, "line" | "about" | "on_disk" | "expected"> {
  if (disk === undefined || expected === undefined) return { in: "form" };
  for (const { path, first, second } of differencesOf(expected, disk)) {
    return { in: "a value", field: path, value_on_disk: second ?? null, value_expected: first ?? null };
  }
  return { in: "writing" };
}

/** Cells by column; undefined for a line that is no row of so many cells. */
function asRow(line: string, header: readonly string[]): Readonly<Record<string, string>> | undefined {
  try {
    const [cells = []]: string[][] = parse(line);
    return cells.length === header.length
      ? Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ""]))
      : undefined;
  } catch {
    return undefined;
  }
}
