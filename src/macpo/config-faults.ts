import type { Path } from "../scenario/document.js";
import type { ConfigChanges, MacpoConfig } from "./config.js";

/** What is wrong with a configuration of the right form. `message` goes on from the path. */
export interface ConfigFault {
  readonly path: Path;
  readonly message: string;
}

/** @param given what the user wrote: a key without effect is a fault only where it was written */
export function configFaults(config: MacpoConfig, given: ConfigChanges): readonly ConfigFault[] {
  const faults: ConfigFault[] = [];
  const refuse = (path: Path, message: string) => faults.push({ path, message });
  const { world, folds, fold, labeller, teachers } = config;
  if (world.seen > world.features) {
    refuse(["world", "seen"], `must be at most world.features, ${world.features}, got ${world.seen}`);
  }
  if (fold >= folds) refuse(["fold"], `must be less than folds, ${folds}, got ${fold}`);
  if (labeller > teachers) refuse(["labeller"], `must be at most teachers, ${teachers}, got ${labeller}`);
  const rest = world.prompts - Math.ceil(world.prompts / folds);
  if (folds > world.prompts || rest < 2) {
    refuse(["folds"], `leave no prompts to train on: ${world.prompts} prompts in ${folds} folds`);
  }
  const idle = (path: Path, written: unknown, why: string) => {
    if (written !== undefined) refuse(path, `has no effect: ${why}`);
  };
  if (!config.mutual_positive) idle(["filter"], given.filter, "the learner's own answers are not chosen among");
  if (config.negatives === "none") {
    idle(["beta"], given.beta, "without negatives there is no preference part");
    idle(["reference"], given.reference, "without negatives there is no preference part");
    idle(["sft_weight"], given.sft_weight, "without negatives the supervised part is all there is");
  }
  if (config.training.policy === "linear") {
    idle(["training", "hidden"], given.training?.hidden, "a linear policy has no hidden layer");
  }
  if (world.padding === 0) idle(["world", "pad_share"], given.world?.pad_share, "answers cannot be padded");
  return faults;
}
