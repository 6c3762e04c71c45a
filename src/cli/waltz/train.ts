import { type Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { Subcommand } from "../../contract/subcommand.js";
import { POLICIES } from "../../learning/policies.js";
import { PRESETS } from "../../waltz/training/presets.js";
import type { StageSettings } from "../../waltz/training/settings.js";
import { gathered } from "../model-options.js";
import { wholeNumber } from "../whole-number.js";
import { EMBEDDING_CACHE } from "./text-embeddings.js";
import { trainStage } from "./train-stage.js";
import { ENVIRONMENTS } from "./train-world.js";
import { xstestOption } from "./xstest-option.js";

/** `swarm waltz train`: one stage of training, from policies or a trained pair to a trained pair. */
export const trainVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("train")
      .description(
        "Train the two agents: stage1 the feedback agent alone, stage2 both together (WaltzRL), or by examples. Small " +
          "policies, in the toy world, on the prompts of XSTest, or on the built-in ones with rules of made-up houses. The same command goes on where it was stopped.",
      )
      .argument("<stage>", "stage1 or stage2", stageName)
      .addOption(
        new Option("--environment <name>", "the world to train in").choices(ENVIRONMENTS).default("toy" as const),
      )
      .addOption(xstestOption())
      .option("--folds <number>", "parts that prompts are dealt out to by group; one is held out", wholeNumber(2), 5)
      .option("--fold <number>", "which part is held out", wholeNumber(1), 1)
      .addOption(
        new Option("--partial <rule>", "how partial refusals are read")
          .choices(["strict", "lenient"] as const)
          .default("strict" as const),
      )
      .addOption(
        new Option("--variant <name>", "of XSTest: what the feedback agent reads of an answer")
          .choices(["kinds", "text"] as const)
          .default("kinds" as const),
      )
      .option("--dimension <number>", "of the hashed n-grams of prompts", wholeNumber(1), 1024)
      .option(
        "--embeddings <model>",
        "of XSTest: a GGUF model whose embeddings of prompts are read in place of n-grams",
      )
      .option("--embedding-cache <folder>", "where embeddings are kept", EMBEDDING_CACHE)
      .addOption(
        new Option("--crossing <name>", "which cases have weights of their own for prompts").choices([
          "none",
          "kind",
          "situation",
        ] as const),
      )
      .addOption(
        new Option("--policy <make>", "of both agents (default: tabular in the toy world, else linear)").choices(
          POLICIES.names,
        ),
      )
      .option("--hidden <number>", "units of the hidden layer of a network", wholeNumber(1), 32)
      .addOption(
        new Option("--method <name>", "reinforcement learning, or examples")
          .choices(["rl", "supervised"] as const)
          .default("rl" as const),
      )
      .addOption(
        new Option("--preset <name>", "which numbers to start from").choices(PRESETS).default("small" as const),
      )
      .option("--iterations <number>", "steps", wholeNumber(1))
      .option(
        "--set <key=value>",
        "another value for a key, such as kl=0.02 or rewards.feedback.name=waltz.feedback.c; repeatable",
        gathered,
      )
      .option(
        "--from <files...>",
        "a folder of a pair to go on from, or the file of its conversation and of its feedback agent",
      )
      .option("--seed <number>", "of every random stream", wholeNumber(0), 1)
      .option("--checkpoint-every <number>", "steps between checkpoints", wholeNumber(1), 100)
      .option(
        "--out <folder>",
        "where the pair, the log and the checkpoint go (default: models/waltz_<environment>_<stage>)",
      )
      .option("--restart", "throw away what an earlier sitting has left, and start over")
      .option("--quiet", "print nothing but faults")
      .option("--json", "print what the training ended with as JSON")
      .action(async (stage, options, command) => {
        const given = Object.keys(options).filter((name) => command.getOptionValueSource(name as never) === "cli");
        await trainStage(stage, options, new Set(given));
      });
  },
};

function stageName(text: string): StageSettings["stage"] {
  if (text === "stage1" || text === "stage2") return text;
  throw new InvalidArgumentError("It is stage1 or stage2.");
}
