import type { Command } from "@commander-js/extra-typings";
import { defineCommand } from "../contract/command.js";
import type { Subcommand } from "../contract/subcommand.js";
import { macpoNote } from "./macpo/note.js";
import { macpoPresets } from "./macpo/presets.js";
import { macpoStudy } from "./macpo/study.js";
import { macpoTrain } from "./macpo/train.js";

/** The verbs of `swarm macpo`, in the order of its help. */
const VERBS: readonly Subcommand[] = [macpoTrain, macpoPresets, macpoStudy, macpoNote];

/** `swarm macpo`: weak teachers and a strong student that teach each other, at small scale. */
export const macpoCommand = defineCommand({
  name: "macpo",
  register(program: Command): void {
    const macpo = program
      .command("macpo")
      .description(
        "Train weak teachers and a strong student on each other's answers (MACPO, arXiv 2410.07672), with small policies " +
          "in a toy world: one run, the switches of the method over seeds and folds, the note on them.",
      );
    for (const verb of VERBS) verb.register(macpo);
  },
});
