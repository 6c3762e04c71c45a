import { resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import type { Comparison } from "../../analysis/compare/comparison.js";
import type { Fault } from "../../base/errors.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { ComparisonSchema } from "../../records/comparison-schema.js";
import { shownPath } from "../../records/shown-path.js";
import { writeFiles } from "../../records/write-files.js";
import { NOTE_METRICS, populationNote } from "../../waltz/population/population-note.js";
import { checkedFile } from "../checked-file.js";
import { GatheredFaults } from "./gathered-faults.js";
import { loadPair } from "./load-pair.js";

const FOLDER = "logs/house-pairs";

/** `swarm waltz population-note`: the research note on a pair in a population, before and after training. */
export const populationNoteVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("population-note")
      .description(
        "Write the research note on a trained pair in a population from comparisons of it before and after training, and " +
          "from as many folds as there are. The same files give the same bytes.",
      )
      .argument("[folds...]", "comparisons of pairs that were trained with other houses held out, in their order")
      .option("--pair <folder>", "the trained pair", "scenarios/pairs/house_trained")
      .option("--population <file>", "before against after", `${FOLDER}/population_comparison.json`)
      .option("--other-judge <file>", "the same under another judge", `${FOLDER}/other_judge_comparison.json`)
      .option("--parts <file>", "the trained pair with parts taken away", `${FOLDER}/parts_comparison.json`)
      .option("--out <file>", "the note", "research/notes/waltz_pair_in_population.md")
      .option("--quiet", "print nothing but faults")
      .action((folds, { pair: folder, population, otherJudge, parts, out, quiet }) => {
        const faults: Fault[] = [];
        const [before, judged, without, ...others] = [population, otherJudge, parts, ...folds].map((file) =>
          comparisonIn(file, faults),
        );
        const gathered = new GatheredFaults();
        gathered.add(faults);
        const loaded = gathered.from(() => loadPair({ conversation: folder, feedback: folder }));
        gathered.tell();
        if (before === undefined || judged === undefined || without === undefined || loaded === undefined) {
          throw new Error("a fault went untold");
        }
        const { conversation, feedback } = loaded.pair;
        const text = populationNote({
          pair: [conversation, feedback],
          population: before,
          otherJudge: judged,
          parts: without,
          folds: others.filter((one) => one !== undefined),
        });
        const path = resolve(out);
        writeFiles(new Map([[path, text]]));
        if (!quiet) process.stdout.write(`wrote ${shownPath(path)}\n`);
      });
  },
};

/** A comparison of at least two arms that measures what the note shows; undefined, and a fault more, where it is something else. */
function comparisonIn(file: string, faults: Fault[]): Comparison | undefined {
  const data = checkedFile<Comparison>(file, ComparisonSchema, "a comparison", faults)?.data;
  if (data === undefined) return undefined;
  const missing = NOTE_METRICS.filter((name) => !data.metrics.some(({ metric }) => metric === name));
  if (missing.length > 0)
    faults.push({ message: `the comparison does not measure ${missing.join(", ")}`, place: { file } });
  if (data.arms.length < 2) faults.push({ message: "the comparison has one arm alone", place: { file } });
  return data;
}
