import type { Static } from "@sinclair/typebox";
import { Type } from "@sinclair/typebox";
import type { StreamFamily } from "../../base/random/random-source.js";
import type { ConfigFault, Controls, NetworkControls, NetworkEdge, RestOfScenario } from "../../contract/dynamic.js";
import { flag, maybeWhole, oneOf } from "../../contract/keys.js";
import { ARCHETYPES } from "../../model/archetype.js";
import { block } from "../block.js";
import { AT_EPOCH, TRIGGER, triggerFaults } from "./trigger.js";

export const partitionConfig = block(
  {
    enabled: flag(false, "whether the network falls apart"),
    trigger: TRIGGER,
    at_epoch: AT_EPOCH,
    mode: oneOf(
      "bisect",
      ["bisect", "isolate_type", "random_fragment"],
      "which edges are cut: between two random halves, around an archetype, or each with chance 0.5",
    ),
    isolate_type: Type.Optional(
      Type.Unsafe<string | null>({ enum: [...ARCHETYPES, null], description: "isolate_type: the archetype" }),
    ),
    heal_after_epochs: maybeWhole(1, "epochs after which the cut edges return with their old weights; left out: never"),
  },
  "edges of the network that are cut at the start of an epoch, once",
);

type Config = Static<typeof partitionConfig>;

export function partitionFaults(config: Config, { networked }: RestOfScenario): ConfigFault[] {
  if (!config.enabled) return [];
  const faults = triggerFaults(config);
  if (!networked) faults.push({ path: ["enabled"], message: "cuts nothing: the scenario has no network" });
  if (config.mode === "isolate_type" && typeof config.isolate_type !== "string") {
    faults.push({ path: ["isolate_type"], message: "is missing: mode isolate_type cuts nothing without it" });
  }
  return faults;
}

interface Cut {
  readonly since: number;
  readonly edges: readonly NetworkEdge[];
}

/** Whether the network has been cut, and what to put back. Source: SWARM v1.9.0. */
export class NetworkPartition {
  private done = false;
  private open: Cut | undefined;

  constructor(
    private readonly config: Config,
    private readonly controls: Controls,
    private readonly streams: StreamFamily,
  ) {}

  strike(epoch: number): void {
    const { trigger, at_epoch, mode } = this.config;
    const { network } = this.controls;
    if (this.done || trigger !== "epoch" || at_epoch !== epoch || network === undefined) return;
    this.done = true;
    const edges = network.edges().filter(this.severs());
    this.open = { since: epoch, edges };
    network.cut(edges);
    this.controls.note(`partition: ${mode}`, { edges: edges.length });
  }

  heal(epoch: number): void {
    const { heal_after_epochs: after } = this.config;
    const { network } = this.controls;
    if (this.open === undefined || network === undefined || typeof after !== "number") return;
    if (epoch < this.open.since + after) return;
    this.join(network, this.open);
    this.open = undefined;
  }

  private join(network: NetworkControls, { edges }: Cut): void {
    network.join(edges);
    this.controls.note("partition healed", { edges: edges.length });
  }

  /** Which edges are cut; called once per edge, in order. */
  private severs(): (edge: NetworkEdge) => boolean {
    const { agents } = this.controls;
    switch (this.config.mode) {
      case "bisect": {
        const inFirstHalf = this.half();
        return ({ a, b }) => inFirstHalf[a] !== inFirstHalf[b];
      }
      case "isolate_type": {
        const isolated = (agent: number) => agents.archetypeOf(agent) === this.config.isolate_type;
        return ({ a, b }) => isolated(a) !== isolated(b);
      }
      case "random_fragment":
        return ({ a }) => this.streams.of(a).random() < 0.5;
    }
  }

  /** Shuffles all agents, from the end down, and takes the first half of them, rounded down. */
  private half(): Uint8Array {
    const { size } = this.controls.agents;
    const order = Array.from({ length: size }, (_, agent) => agent);
    for (let i = size - 1; i > 0; i -= 1) {
      const j = this.streams.of(i).below(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    const chosen = new Uint8Array(size);
    for (const agent of order.slice(0, Math.floor(size / 2))) chosen[agent] = 1;
    return chosen;
  }

  save(): unknown {
    return { done: this.done, open: this.open ?? null };
  }

  restore(saved: unknown): void {
    const { done, open } = saved as { done: boolean; open: Cut | null };
    this.done = done;
    this.open = open ?? undefined;
  }
}
