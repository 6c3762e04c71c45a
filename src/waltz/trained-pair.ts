import { InputError } from "../base/errors.js";
import { keyedSource } from "../base/random/keyed-source.js";
import { type LearnedAgent, learnedAgentText, parseLearnedAgent } from "../learning/learned-agent.js";
import { learnedPolicy } from "../learning/learned-policy.js";
import { POLICIES } from "../learning/policies.js";
import type { Policy } from "../learning/policy.js";
import { canonicalJson } from "../records/canonical-json.js";
import { AGENTS, type AgentName, type Environment } from "./environments/environment.js";
import type { Policies } from "./training/rollout.js";
import { type World, worldOf } from "./world.js";

/** The make of both policies. */
export interface PolicyChoice {
  /** By its name in the registry. */
  readonly make: string;
  /** Units of the hidden layer; 0 where there is none. */
  readonly hidden: number;
}

/** Policies as they are before any training. */
export function untrainedPolicies(environment: Environment, choice: PolicyChoice, seed: number): Policies {
  const policyOf = (agent: AgentName) => freshPolicy(environment, agent, choice, seed);
  return { conversation: policyOf("conversation"), feedback: policyOf("feedback") };
}

function freshPolicy(environment: Environment, agent: AgentName, { make, hidden }: PolicyChoice, seed: number): Policy {
  const definition = POLICIES.find(make);
  if (definition === undefined) throw new InputError([{ message: POLICIES.unknown(make) }]);
  const space = environment.agents[agent];
  if (make === "tabular" && !space.tabular) {
    throw new InputError([
      { message: `contexts of ${environment.name} cannot be counted: the policy "tabular" cannot take them` },
    ]);
  }
  return definition.create(space, hidden, keyedSource(seed).family("waltz policies", [agent]).of(0));
}

/** Both agents of a pair as they are kept, one file each. */
export type StoredPair = Readonly<Record<AgentName, LearnedAgent>>;

/** The texts of the files of a pair. */
export function pairTexts(pair: StoredPair): Readonly<Record<AgentName, string>> {
  return { conversation: learnedAgentText(pair.conversation), feedback: learnedAgentText(pair.feedback) };
}

/**
 * Reads one agent.
 *
 * @throws InputError for a file that is none, or of the other agent
 */
export function storedAgent(agent: AgentName, text: string, file: string): LearnedAgent {
  const stored = parseLearnedAgent(text, file);
  if (stored.agent === agent) return stored;
  throw new InputError([{ message: `this is a ${stored.agent} agent; a ${agent} agent is needed`, place: { file } }]);
}

/** The world that both agents of a pair know. @throws InputError where they know different ones */
export function worldOfPair(pair: StoredPair, files: Readonly<Record<AgentName, string>>): World {
  const [world, other] = AGENTS.map((agent) => worldOf(pair[agent].world, files[agent]));
  if (canonicalJson(world) === canonicalJson(other)) return world;
  const message = `the agents were trained in different worlds: ${files.conversation} and ${files.feedback}`;
  throw new InputError([{ message }]);
}

/** The policies of a pair in the environment of its world. @throws InputError where a file does not fit it */
export function policiesOf(
  pair: StoredPair,
  environment: Environment,
  files: Readonly<Record<AgentName, string>>,
): Policies {
  const policyOf = (agent: AgentName) => learnedPolicy(pair[agent], environment.agents[agent], files[agent]);
  return { conversation: policyOf("conversation"), feedback: policyOf("feedback") };
}
