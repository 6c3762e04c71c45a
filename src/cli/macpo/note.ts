import { resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import type { Comparison } from "../../analysis/compare/comparison.js";
import { type Fault, InputError } from "../../base/errors.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { macpoNoteText } from "../../macpo/note/note.js";
import { type MacpoStudy, STUDY_FILE } from "../../macpo/study-file.js";
import { ComparisonSchema } from "../../records/comparison-schema.js";
import { shownPath } from "../../records/shown-path.js";
import { writeFiles } from "../../records/write-files.js";
import { checkedFile } from "../checked-file.js";

/** `swarm macpo note`: the research note on a study and two comparisons of populations. */
export const macpoNote: Subcommand = {
  register(parent: Command): void {
    parent
      .command("note")
      .description("Write the research note from a study and two comparisons. The same files give the same bytes.")
      .option("--study <file>", "what `swarm macpo study` wrote", "logs/macpo_study.json")
      .option("--population <file>", "scenarios without and with a student", "logs/macpo_population_comparison.json")
      .option("--filters <file>", "the poisoned scenario with other filters", "logs/macpo_filters_comparison.json")
      .option("--out <file>", "the note", "research/notes/macpo_results.md")
      .option("--quiet", "print nothing but faults")
      .action(({ study, population, filters, out, quiet }) => {
        const faults: Fault[] = [];
        const read = <T>(file: string, schema: object, kind: string) => checkedFile<T>(file, schema, kind, faults);
        const training = read<MacpoStudy>(study, STUDY_FILE, "a MACPO study with the preset full");
        const mixes = read<Comparison>(population, ComparisonSchema, "a comparison");
        const choices = read<Comparison>(filters, ComparisonSchema, "a comparison");
        if (training === undefined || mixes === undefined || choices === undefined) throw new InputError(faults);
        const text = macpoNoteText({ study: training, population: mixes, filters: choices });
        const path = resolve(out);
        writeFiles(new Map([[path, text]]));
        if (!quiet) process.stdout.write(`wrote ${shownPath(path)}\n`);
      });
  },
};
