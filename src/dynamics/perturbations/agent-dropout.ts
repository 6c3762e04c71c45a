import { type Static, Type } from "@sinclair/typebox";
import type { StreamFamily } from "../../base/random/random-source.js";
import type { ConfigFault, Controls } from "../../contract/dynamic.js";
import { flag, oneOf, share, whole } from "../../contract/keys.js";
import { ARCHETYPES } from "../../model/archetype.js";
import { block } from "../block.js";

export const dropoutConfig = block(
  {
    enabled: flag(false, "whether agents drop out"),
    probability_per_step: share(0.1, "chance per step that an agent drops out"),
    min_duration_steps: whole(1, 1, "least steps that it stays out, the one it drops out in included"),
    max_duration_steps: whole(3, 1, "most steps that it stays out"),
    exempt_types: Type.Array(oneOf("honest", ARCHETYPES, "an archetype"), {
      default: [],
      description: "archetypes that never drop out",
    }),
  },
  "agents that take no turns for some steps; they still answer proposals",
);

type Config = Static<typeof dropoutConfig>;

export function dropoutFaults({ enabled, min_duration_steps: least, max_duration_steps: most }: Config): ConfigFault[] {
  if (!enabled || least <= most) return [];
  const message = `must be at least min_duration_steps (${least}), got ${most}`;
  return [{ path: ["max_duration_steps"], message, refused: "always" }];
}

/** Who is out, and for how many steps yet. Source: SWARM v1.9.0. */
export class AgentDropout {
  private readonly left: Int32Array;

  constructor(
    private readonly config: Config,
    private readonly controls: Controls,
    private readonly streams: StreamFamily,
  ) {
    this.left = new Int32Array(controls.agents.size);
  }

  isOut(agent: number): boolean {
    return this.left[agent] > 0;
  }

  /** One step less for those who are out, then everybody who is in may drop out. */
  stepStart(): void {
    const { agents } = this.controls;
    const { probability_per_step, min_duration_steps, max_duration_steps, exempt_types } = this.config;
    for (let agent = 0; agent < agents.size; agent += 1) if (this.left[agent] > 0) this.left[agent] -= 1;
    for (let agent = 0; agent < agents.size; agent += 1) {
      if (this.left[agent] > 0 || exempt_types.includes(agents.archetypeOf(agent))) continue;
      const stream = this.streams.of(agent);
      if (stream.random() >= probability_per_step) continue;
      const steps = stream.integer(min_duration_steps, max_duration_steps);
      this.left[agent] = steps;
      this.controls.note("dropout", { steps }, agent);
    }
  }

  save(): unknown {
    return Array.from(this.left);
  }

  restore(saved: unknown): void {
    this.left.set(saved as number[]);
  }
}
