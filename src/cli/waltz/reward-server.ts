import { type Command, Option } from "@commander-js/extra-typings";
import type { Subcommand } from "../../contract/subcommand.js";
import { JUDGES } from "../../judges/registry.js";
import { gathered } from "../model-options.js";
import { wholeNumber } from "../whole-number.js";

/** `swarm waltz reward-server`: the reward functions for trainers elsewhere. */
export const rewardServerVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("reward-server")
      .description(
        "Serve the reward functions over HTTP, in a shape of its own and in those of OpenRLHF and TRL, until Ctrl-C. " +
          "There is no password: it listens on this machine alone unless --host says otherwise.",
      )
      .option("--host <address>", "where to listen", "127.0.0.1")
      .addOption(
        new Option("--port <number>", "0 takes any that is free").argParser(wholeNumber(0, 65_535)).default(8765),
      )
      .addOption(new Option("--judge <name>", "who labels answers").choices(judges()).default("refusal-rules"))
      .option("--judge-set <key=value>", "a key of the judge's config; repeat for several", gathered)
      .option("--judge-model <provider:model>", "the model of model-judge")
      .option(
        "--conversation <provider:model>",
        "a frozen conversation agent, which answers once more where a flag is raised and no revision was sent",
      )
      .option("--set <part.key=value>", "a key of a model: judge.temperature=0, conversation.base_url=...", gathered)
      .addOption(
        new Option("--max-body <bytes>", "largest request").argParser(wholeNumber(0, 2 ** 30)).default(16 * 2 ** 20),
      )
      .action(async (options) => {
        const { serveRewards } = await import("./reward-serving.js");
        await serveRewards(options);
      });
  },
};

/** A server has no labels of its own. */
function judges(): readonly string[] {
  return [...JUDGES].filter(({ needs }) => !needs.includes("labels")).map(({ name }) => name);
}
