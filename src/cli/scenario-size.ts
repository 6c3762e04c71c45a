import type { ScenarioSpec } from "../scenario/spec.js";
import { counted } from "./format-text.js";

/** `5 agents, 10 epochs x 10 steps` */
export function scenarioSize({ agents, simulation }: ScenarioSpec): string {
  const population = agents.reduce((sum, { count }) => sum + count, 0);
  const { n_epochs, steps_per_epoch } = simulation;
  return `${counted(population, "agent")}, ${counted(n_epochs, "epoch")} x ${counted(steps_per_epoch, "step")}`;
}
