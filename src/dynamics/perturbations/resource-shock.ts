import type { Static } from "@sinclair/typebox";
import type { ConfigFault, Controls } from "../../contract/dynamic.js";
import { amount, flag, oneOf } from "../../contract/keys.js";
import { block } from "../block.js";
import { AT_EPOCH, TRIGGER, triggerFaults } from "./trigger.js";

export const resourceShockConfig = block(
  {
    enabled: flag(false, "whether resources change at a stroke"),
    trigger: TRIGGER,
    at_epoch: AT_EPOCH,
    mode: oneOf(
      "drain_all",
      ["drain_all", "redistribute", "inflate"],
      "resources times 1 - magnitude, moved by it toward their mean, or times 1 + magnitude",
    ),
    magnitude: amount(0.5, "size of the change"),
  },
  "resources of all agents that change at the start of an epoch, once",
);

type Config = Static<typeof resourceShockConfig>;

export function resourceShockFaults(config: Config): ConfigFault[] {
  if (!config.enabled) return [];
  const faults = triggerFaults(config);
  if (config.mode !== "inflate" && config.magnitude > 1) {
    faults.push({ path: ["magnitude"], message: `must be at most 1 for ${config.mode}, got ${config.magnitude}` });
  }
  return faults;
}

/** Source: SWARM v1.9.0. */
export class ResourceShock {
  private done = false;

  constructor(
    private readonly config: Config,
    private readonly controls: Controls,
  ) {}

  strike(epoch: number): void {
    const { trigger, at_epoch, mode, magnitude } = this.config;
    if (this.done || trigger !== "epoch" || at_epoch !== epoch) return;
    this.done = true;
    const { agents } = this.controls;
    let sum = 0;
    for (let agent = 0; agent < agents.size; agent += 1) sum += agents.resourcesOf(agent);
    const mean = sum / agents.size;
    const change = {
      drain_all: (had: number) => had * (1 - magnitude),
      redistribute: (had: number) => had + (mean - had) * magnitude,
      inflate: (had: number) => had * (1 + magnitude),
    }[mode];
    for (let agent = 0; agent < agents.size; agent += 1) {
      this.controls.setResources(agent, change(agents.resourcesOf(agent)), `resource shock: ${mode}`);
    }
    this.controls.note(`resource shock: ${mode}`, { magnitude, mean_before: mean });
  }

  save(): unknown {
    return this.done;
  }

  restore(saved: unknown): void {
    this.done = saved as boolean;
  }
}
