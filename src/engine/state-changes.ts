import type { Activity } from "./activity.js";
import type { Emitter } from "./emitter.js";
import type { World } from "./world.js";

/** Changes of the world that are logged and counted under the name of whoever ordered them (a lever or a dynamic). */
export class StateChanges {
  constructor(
    private readonly world: World,
    private readonly emitter: Emitter,
    private readonly activity: Activity,
  ) {}

  freeze(source: string, agent: number, reason: string): void {
    const changed = this.world.freeze(agent);
    this.activity.add(source, changed ? "freeze" : "freeze again", agent);
    if (this.emitter.on) {
      this.emitter.emit({ kind: "agent_frozen", agent_id: this.world.idOf(agent), source, reason, changed });
    }
  }

  unfreeze(source: string, agent: number, reason: string): void {
    const changed = this.world.unfreeze(agent);
    this.activity.add(source, changed ? "unfreeze" : "unfreeze again", agent);
    if (this.emitter.on) {
      this.emitter.emit({ kind: "agent_unfrozen", agent_id: this.world.idOf(agent), source, reason, changed });
    }
  }

  /** `lever` is undefined for the outcome of an interaction. */
  reputation(lever: string | undefined, agent: number, delta: number, reason: string): void {
    const before = this.world.reputation[agent];
    const after = before + delta;
    this.world.setReputation(agent, after);
    if (lever !== undefined) this.activity.add(lever, "reputation", agent, delta);
    if (!this.emitter.on) return;
    const [agent_id, old_reputation, new_reputation] = [this.world.idOf(agent), before, after];
    if (lever === undefined) {
      this.emitter.emit({ kind: "reputation_updated", agent_id, old_reputation, new_reputation, delta, reason });
    } else {
      this.emitter.emit({ kind: "reputation_updated", agent_id, old_reputation, new_reputation, delta, reason, lever });
    }
  }

  resources(source: string, agent: number, delta: number, reason: string): void {
    this.setResources(source, agent, this.world.resources[agent] + delta, reason);
  }

  setResources(source: string, agent: number, after: number, reason: string): void {
    const before = this.world.resources[agent];
    const delta = after - before;
    this.world.setResources(agent, after);
    this.activity.add(source, "resources", agent, delta);
    if (this.emitter.on) {
      const id = this.world.idOf(agent);
      const fields = { agent_id: id, old_resources: before, new_resources: after, delta, reason, source };
      this.emitter.emit({ kind: "resources_updated", ...fields });
    }
  }
}
