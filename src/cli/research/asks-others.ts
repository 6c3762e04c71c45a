import { asksModels } from "../../batch/model-runs.js";
import type { ResearchArm } from "../../research/study/research-arm.js";

/** Whether the runs of an arm ask models that are no scripts: those cost time and money, and answer as they like. */
export function asksOthers({ scenario }: ResearchArm): boolean {
  const models = Object.values(scenario.spec.models ?? {});
  return asksModels(scenario) && models.some(({ provider }) => provider !== "scripted");
}
