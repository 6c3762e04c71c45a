import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import type { Comparison } from "../analysis/compare/comparison.js";
import { type Fault, InputError } from "../base/errors.js";
import { defineCommand } from "../contract/command.js";
import { ComparisonSchema } from "../records/comparison-schema.js";
import { type Manifest, ManifestSchema } from "../records/manifest.js";
import { readTable } from "../records/read-table.js";
import { shownPath } from "../records/shown-path.js";
import { writeFiles } from "../records/write-files.js";
import type { MixStudy } from "../research/note/mix-section.js";
import { alignmentNote } from "../research/note/note.js";
import { type EpochRow, runSummary } from "../research/note/run-summary.js";
import { checkedFile } from "./checked-file.js";

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
  const faults: Fault[] = [];
  const read = <T>(file: string, schema: object, kind: string) => checkedFile<T>(file, schema, kind, faults);
  const [before, after] = [waltz, macpo].map((file) => read<Comparison>(file, ComparisonSchema, "a comparison"));
  const sweep = read<MixStudy>(mix, ANALYSIS, "the analysis of a sweep");
  const runs = manifests.flatMap((file) => read<Manifest>(file, ManifestSchema, "the manifest of a run") ?? []);
  if (before === undefined || after === undefined || sweep === undefined || faults.length > 0) {
    throw new InputError(faults);
  }
  const note = alignmentNote({ waltz: before, macpo: after, mix: sweep, runs });
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
