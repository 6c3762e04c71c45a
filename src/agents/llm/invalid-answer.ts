import { StoppedError } from "../../base/errors.js";
import type { Group } from "../../contract/agent.js";
import { oneOf } from "../../contract/keys.js";
import { ModelError } from "../../contract/provider.js";

/** What becomes of a turn whose answer is invalid when asking again is over. */
export const ON_INVALID = oneOf(
  "noop",
  ["noop", "stop"],
  "what an answer that stays invalid is replaced by: doing nothing (a proposal is rejected), or the end of the run",
);
export type OnInvalid = "noop" | "stop";

/**
 * What the model said, or `instead` where its answer stays invalid and the policy is to go on: such an answer is logged and
 * counted.
 *
 * @throws StoppedError for an invalid answer where the policy is to stop; what `ask` throws for any other reason
 */
export async function orInstead<T>(
  ask: () => Promise<T>,
  instead: T,
  policy: OnInvalid,
  group: Group,
  member: number,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ModelError && error.isInvalidAnswer)) throw error;
    const agent = group.members[member];
    group.note({ agent, action: "invalid_answer", figures: {}, texts: { why: error.message, policy } });
    if (policy === "noop") return instead;
    throw new StoppedError(`${group.idOf(agent)} stops the run, as on_invalid says: ${error.message}`);
  }
}
