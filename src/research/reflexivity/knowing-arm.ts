import { personaText } from "../../agents/llm/persona.js";
import { AGENTS } from "../../agents/registry.js";
import { scenarioFrom } from "../../scenario/load.js";
import { type Override, parsePath } from "../../scenario/overrides.js";
import type { AgentSpec } from "../../scenario/spec.js";
import type { ResearchArm } from "../study/research-arm.js";
import type { Reaction } from "./strategies.js";

/** An arm in which those who know a finding act on it. */
export interface KnowingArm {
  readonly arm: ResearchArm;
  /** Agents whose conduct changes. */
  readonly changed: number;
}

/**
 * The population of an arm with the first reaction that fits each of its groups; everything else, seeds included, stays.
 * Agents that keep their type keep their ids, and so their random numbers.
 *
 * @param statement what becomes known
 * @param source of the reactions, for messages
 * @throws ScenarioError for a reaction that its agents cannot follow, such as a key that they do not have
 */
export function knowingArm(
  arm: ResearchArm,
  name: string,
  reactions: readonly Reaction[],
  statement: string,
  source: string,
): KnowingArm {
  const place = { file: `${source}, ${name}` };
  const given = Object.entries(arm.set).map(([key, value]): Override => ({ path: parsePath(key), value, place: {} }));
  let changed = 0;
  const own: Override[] = [];
  for (const [at, group] of arm.scenario.spec.agents.entries()) {
    const reaction = reactions.find((each) => fits(each, group.type));
    if (reaction === undefined || group.count === 0) continue;
    changed += group.count;
    own.push(...overridesOf(reaction, group, at, statement).map((each) => ({ ...each, place })));
  }
  const scenario = scenarioFrom(arm.document, [...given, ...own], { warnings: false });
  const set = { ...arm.set, ...Object.fromEntries(own.map(({ path, value }) => [path.join("."), value])) };
  return { arm: { ...arm, name, control: false, scenario, set, stands_for: "" }, changed };
}

function fits({ types = [], archetypes = [] }: Reaction, type: string): boolean {
  const archetype = AGENTS.find(type)?.archetype;
  return types.includes(type) || (archetype !== undefined && archetypes.includes(archetype));
}

function overridesOf(
  { becomes, config = {}, told = false }: Reaction,
  group: AgentSpec,
  at: number,
  statement: string,
): readonly Omit<Override, "place">[] {
  const entries = { ...config, ...(told && { system_prompt: toldPrompt(group, statement) }) };
  if (becomes !== undefined && becomes !== group.type) {
    const { count, name } = group;
    return [{ path: ["agents", at], value: { type: becomes, count, ...(name && { name }), config: entries } }];
  }
  return Object.entries(entries).map(([key, value]) => ({ path: ["agents", at, "config", key], value }));
}

/** Who the agent is, and what it has read. */
function toldPrompt({ config }: AgentSpec, statement: string): string {
  const { persona, system_prompt: instead } = config as {
    readonly persona?: Parameters<typeof personaText>[0];
    readonly system_prompt?: string;
  };
  const own = personaText(persona ?? "open", instead);
  return `${own} You have read what a study of populations like yours has found: "${statement}". You may act on it.`;
}
