import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { Ajv } from "ajv";
import type { Comparison } from "../analysis/compare/comparison.js";
import { InputError } from "../base/errors.js";
import { defineCommand } from "../contract/command.js";
import { ComparisonSchema } from "../records/comparison-schema.js";
import { type Manifest, ManifestSchema } from "../records/manifest.js";
import { readTable } from "../records/read-table.js";
import { shownPath } from "../records/shown-path.js";
import { writeFiles } from "../records/write-files.js";
import type { MixStudy } from "../research/note/mix-section.js";
import { alignmentNote, type Named } from "../research/note/note.js";
import { type EpochRow, runSummary } from "../research/note/run-summary.js";

/** What `make run-alignment-scenarios` writes. */
const RUNS = ["alignment_waltz_targeted_feedback", "macpo_weak_to_strong"].map((id) => `logs/${id}_manifest.json`);

/** `swarm note`: the research note on the alignment scenarios, and a summary beside each run. */
export const noteCommand = defineCommand({
  name: "note",
  register(program: Command): void {
    program
      .command("note")
      .description(
        "Write the research note on the alignment scenarios from two comparisons and a sweep, and a summary beside " +
          "each run. The same files give the same bytes.",
      )
      .option(
        "--waltz <file>",
        "comparison of the Waltz scenario with its controls (_comparison.json)",
        "logs/waltz_controls_comparison.json",
      )
      .option(
        "--macpo <file>",
        "comparison of the MACPO scenario with its controls (_comparison.json)",
        "logs/macpo_controls_comparison.json",
      )
      .option("--mix <file>", "sweep over the mix of agents (_analysis.json)", "logs/mix_of_agents_analysis.json")
      .option("--manifests <files...>", "runs to summarise (_manifest.json)", RUNS)
      .option("--out <file>", "the note", "research/notes/alignment_waltz_vs_macpo_results.md")
      .option("--quiet", "print nothing but faults")
      .action(({ out, quiet, ...inputs }) => writeNote(inputs, out, quiet === true));
  },
});

interface Inputs {
  readonly waltz: string;
  readonly macpo: string;
  readonly mix: string;
  readonly manifests: readonly string[];
}

async function writeNote({ waltz, macpo, mix, manifests }: Inputs, out: string, quiet: boolean): Promise<void> {
  const runs = manifests.map((file) => checked<Manifest>(file, ManifestSchema, "the manifest of a run"));
  const note = alignmentNote({
    waltz: checked<Comparison>(waltz, ComparisonSchema, "a comparison"),
    macpo: checked<Comparison>(macpo, ComparisonSchema, "a comparison"),
    mix: checked<MixStudy>(mix, ANALYSIS, "the analysis of a sweep"),
    runs,
  });
  const texts = new Map([[resolve(out), note]]);
  for (const { file, data } of runs) {
    const path = resolve(dirname(file), `${data.scenario.id}_summary.md`);
    texts.set(path, runSummary(data, await epochs(file, data)));
  }
  writeFiles(texts);
  if (!quiet) process.stdout.write([...texts.keys()].map((path) => `wrote ${shownPath(path)}\n`).join(""));
}

const ANALYSIS = {
  type: "object",
  required: ["analysis_version", "study", "estimand", "factors", "runs", "failed", "effectsOver", "metrics", "front"],
  properties: { analysis_version: { const: 1 }, metrics: { type: "array" }, front: { type: "object" } },
};

/** @throws InputError where the file cannot be read or is something else */
function checked<T>(file: string, schema: object, kind: string): Named<T> {
  const refuse = (message: string) => new InputError([{ message, place: { file } }]);
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse(`this is not ${kind}: ${error.message}`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw refuse(code === "ENOENT" ? "no such file" : `the file cannot be read (${code})`);
  }
  const valid = new Ajv({ strict: false }).compile(schema);
  if (!valid(data)) {
    const [fault] = valid.errors ?? [];
    throw refuse(`this is not ${kind}: ${fault?.instancePath.slice(1) || "it"} ${fault?.message ?? "does not fit"}`);
  }
  return { file: shownPath(resolve(file)), data: data as T };
}

/** The metrics table of a run, which lies beside its manifest or where it was written. */
async function epochs(file: string, { files }: Manifest): Promise<readonly EpochRow[]> {
  const entry = files.find(({ role }) => role === "metrics");
  if (entry === undefined) {
    throw new InputError([{ message: "this run wrote no metrics table: a summary needs it", place: { file } }]);
  }
  const { columns, cells, lines } = await readTable(join(dirname(file), basename(entry.path)));
  return lines.map((_, row) =>
    Object.fromEntries(
      columns.map((name, column) => {
        const cell = cells[column]?.[row];
        return [name, typeof cell === "number" ? cell : undefined];
      }),
    ),
  );
}
