import { asksModels } from "../../batch/model-runs.js";
import type { ResearchArm } from "../../research/study/research-arm.js";

/** Providers whose answers follow from files at hand. */
const AT_HAND: readonly string[] = ["scripted", "trained"];

/** Whether the runs of an arm ask models that are not at hand: those cost time and money, and answer as they like. */
export function asksOthers({ scenario }: ResearchArm): boolean {
  const models = Object.values(scenario.spec.models ?? {});
  return asksModels(scenario) && models.some(({ provider }) => !AT_HAND.includes(provider));
}
