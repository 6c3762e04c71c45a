import { AGENTS } from "../../src/agents/registry.js";
import { loadScenario } from "../../src/scenario/load.js";

/** Whether the reference system has all agent types of a scenario of ours, so that it can be played as a replay. */
export function replays(name: string): boolean {
  const { agents } = loadScenario(`scenarios/${name}`).spec;
  return agents.every(({ type }) => AGENTS.find(type)?.refusedInCompat === undefined);
}
