import { InputError } from "../base/errors.js";
import { keyedSource } from "../base/random/keyed-source.js";
import type { LearnedAgent } from "./learned-agent.js";
import { POLICIES, type PolicyTask } from "./policies.js";
import type { Policy } from "./policy.js";

/**
 * The policy of an agent as it is kept.
 *
 * @param file for messages
 * @throws InputError for a make of policy that there is not or that cannot take the task, and for another number of parameters
 */
export function learnedPolicy(
  { agent, policy: { make, hidden }, parameters }: LearnedAgent,
  task: PolicyTask,
  file: string,
): Policy {
  const refuse = (message: string) => new InputError([{ message, place: { file } }]);
  const definition = POLICIES.find(make);
  if (definition === undefined) throw refuse(POLICIES.unknown(make));
  if (make === "tabular" && !task.tabular) throw refuse("a table cannot take the contexts of its world");
  if (definition.hasHidden !== hidden > 0) throw refuse(`a ${make} policy cannot have ${hidden} hidden units`);
  // Whatever is drawn here is written over.
  const policy = definition.create(task, hidden, keyedSource(0).family("waltz policies", [agent]).of(0));
  if (policy.parameters.length !== parameters.length) {
    throw refuse(`it has ${parameters.length} parameters where its world asks for ${policy.parameters.length}`);
  }
  policy.parameters.set(parameters);
  return policy;
}
