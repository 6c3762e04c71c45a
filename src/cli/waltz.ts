import type { Command } from "@commander-js/extra-typings";
import { defineCommand } from "../contract/command.js";
import type { Subcommand } from "../contract/subcommand.js";
import { dataVerb } from "./waltz/data.js";
import { evaluateVerb } from "./waltz/evaluate.js";
import { exportVerb } from "./waltz/export.js";
import { finetuneVerb } from "./waltz/finetune.js";
import { populationNoteVerb } from "./waltz/population-note.js";
import { ratingSheetVerb } from "./waltz/rating-sheet.js";
import { rewardServerVerb } from "./waltz/reward-server.js";
import { studyVerb } from "./waltz/study.js";
import { trainVerb } from "./waltz/train.js";

/** The verbs of `swarm waltz`, in the order of its help. */
const VERBS: readonly Subcommand[] = [
  dataVerb,
  trainVerb,
  studyVerb,
  populationNoteVerb,
  finetuneVerb,
  exportVerb,
  rewardServerVerb,
  evaluateVerb,
  ratingSheetVerb,
];

/** `swarm waltz`: data, fine-tuning, training and evaluation of a pair of agents. */
export const waltzCommand = defineCommand({
  name: "waltz",
  register(program: Command): void {
    const waltz = program
      .command("waltz")
      .description(
        "Train a conversation agent and a feedback agent to work together for safety (WaltzRL, arXiv 2510.08240): data, " +
          "hosted fine-tuning, reinforcement learning on small policies, evaluation.",
      );
    for (const verb of VERBS) verb.register(waltz);
  },
});
