import type { Controls, NetworkControls } from "../contract/dynamic.js";
import type { Roster } from "../contract/lever.js";
import type { Simulation } from "./simulation.js";

/** The settings of the levers, by key, while a run goes on. */
export interface LeverKeys {
  /** undefined for a key that nobody knows. */
  get(key: string): unknown;
  /** For every lever that has the key. */
  set(key: string, value: unknown): void;
}

/** What one dynamic may move; whatever it does is logged and counted under its name. */
export class SimulationControls implements Controls {
  readonly agents: Roster;

  constructor(
    private readonly sim: Simulation,
    private readonly name: string,
    private readonly keys: LeverKeys,
  ) {
    this.agents = sim.world;
  }

  freeze(agent: number, reason: string): void {
    this.sim.changes.freeze(this.name, agent, reason);
  }

  setResources(agent: number, resources: number, reason: string): void {
    this.sim.changes.setResources(this.name, agent, resources, reason);
  }

  shiftTrust(agent: number, delta: number): void {
    const { world, behaviours } = this.sim;
    behaviours[world.groupOf[agent]].shiftTrust?.(world.memberOf(agent), delta);
  }

  get sigmoidK(): number {
    return this.sim.sigmoidK;
  }

  set sigmoidK(k: number) {
    if (!(k > 0)) throw new Error(`the sharpness of the sigmoid must be > 0, got ${k}`);
    this.sim.sigmoidK = k;
  }

  leverKey(key: string): unknown {
    return this.keys.get(key);
  }

  setLeverKey(key: string, value: unknown): void {
    if (this.keys.get(key) === undefined) throw new Error(`no lever has the key "${key}"`);
    this.keys.set(key, value);
  }

  get network(): NetworkControls | undefined {
    return this.sim.network?.controls;
  }

  note(action: string, figures: Readonly<Record<string, number>>, agent?: number): void {
    this.sim.activity.add(this.name, action, agent);
    const { emitter, world } = this.sim;
    if (!emitter.on) return;
    const whom = agent === undefined ? {} : { agent_id: world.idOf(agent) };
    emitter.emit({ kind: "dynamic_acted", dynamic: this.name, action, ...whom, figures: { ...figures } });
  }
}
