import { lossNamed } from "../learning/preference-losses.js";
import { trainOnPairs } from "../learning/preference-training.js";
import { MORE } from "../learning/toy/answers.js";
import { basePolicy, type MacpoAgent, streamOf } from "./agent.js";
import type { MacpoConfig } from "./config.js";
import type { World } from "./world.js";

/**
 * What the student could be at most: the strong base, trained as the student is, on the best answers to the second half. It
 * learns from gold labels and is apart from everybody else: it answers test prompts, and nothing more.
 */
export function trainCeiling(config: MacpoConfig, world: World): MacpoAgent {
  const { sft_rate: rate, sft_batch: batch, student_epochs: epochs, optimiser } = config.training;
  const base = basePolicy(config, world);
  const agent = { name: "ceiling", policy: base.copy(), contexts: world.whole };
  const pairs = world.splits.second.map((prompt) => ({
    context: world.whole[prompt],
    chosen: endedAtOnce(world.gold.best(prompt), config.world.padding),
    rejected: [],
  }));
  const plan = { beta: config.beta, sftWeight: 0, optimiser, rate, batch, epochs };
  trainOnPairs(agent.policy, base, pairs, lossNamed("sft.mean"), plan, streamOf(world.source, "training", agent.name));
  return agent;
}

/** With the token that ends it, where there is one. */
function endedAtOnce(content: readonly number[], padding: number): readonly number[] {
  return padding === 0 ? content : [...content, MORE.stop];
}
