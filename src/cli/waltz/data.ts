import type { Command } from "@commander-js/extra-typings";
import type { Subcommand } from "../../contract/subcommand.js";
import { checkVerb } from "./data-check.js";
import { convertVerb } from "./data-convert.js";
import { generateVerb } from "./data-generate.js";
import { splitVerb } from "./data-split.js";

const VERBS: readonly Subcommand[] = [convertVerb, generateVerb, splitVerb, checkVerb];

/** `swarm waltz data`: supervised examples of both agents. */
export const dataVerb: Subcommand = {
  register(parent: Command): void {
    const data = parent
      .command("data")
      .description("Supervised examples of both agents: convert what there is, generate more, split, check.");
    for (const verb of VERBS) verb.register(data);
  },
};
