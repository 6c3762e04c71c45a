import type { Command } from "@commander-js/extra-typings";
import { defineCommand } from "../contract/command.js";
import type { Subcommand } from "../contract/subcommand.js";
import { annotateVerb } from "./research/annotate.js";
import { compileVerb } from "./research/compile.js";
import { lockVerb } from "./research/lock.js";
import { publishVerb } from "./research/publish.js";
import { reflexivityVerb } from "./research/reflexivity.js";
import { runVerb } from "./research/run.js";
import { verdictVerb } from "./research/verdict.js";

/** The verbs of `swarm research`, in the order of its help. */
const VERBS: readonly Subcommand[] = [
  annotateVerb,
  compileVerb,
  lockVerb,
  runVerb,
  verdictVerb,
  reflexivityVerb,
  publishVerb,
];

/** `swarm research`: from a paper to a study with a locked plan and a verdict on each of its claims. */
export const researchCommand = defineCommand({
  name: "research",
  register(program: Command): void {
    const research = program
      .command("research")
      .description(
        "Turn the claims of a paper into a study: annotate it, compile arms, lock the plan, run it, and give a verdict " +
          "on each claim.",
      );
    for (const verb of VERBS) verb.register(research);
  },
});
