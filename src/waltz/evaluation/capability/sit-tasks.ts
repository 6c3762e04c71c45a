import { exchange } from "../../../pair/exchange.js";
import { feedbackSchema } from "../../../pair/feedback.js";
import { houseMatter } from "../../../pair/house-matter.js";
import type { LivePair } from "../live-exchanges.js";
import type { TaskOutcome } from "./score.js";
import { type CapabilityTask, solves } from "./task.js";

/** A sitting: the conversation agent alone, and the answer that stands with feedback where somebody gives it. */
export interface Sitting {
  readonly alone: readonly TaskOutcome[];
  /** Undefined where nobody gives feedback. */
  readonly paired: readonly TaskOutcome[] | undefined;
}

/**
 * Puts the tasks to a live pair, one after the other. The first answer of an exchange is that of the conversation agent alone,
 * so each task is put once.
 *
 * @param done called after each
 * @throws as `liveExchanges`
 */
export async function sitTasks(
  tasks: readonly CapabilityTask[],
  { partners, rules, seed }: LivePair,
  done: () => unknown = () => {},
): Promise<Sitting> {
  const alone: TaskOutcome[] = [];
  const paired: TaskOutcome[] = [];
  for (const task of tasks) {
    const { id, kind, prompt } = task;
    const rounds = await exchange(houseMatter({ prompt }), partners, { ...rules, feedbackSchema: FEEDBACK }, seed);
    alone.push({ id, kind, solved: solves(task, rounds[0].answer.text) });
    paired.push({ id, kind, solved: solves(task, rounds[rounds.length - 1].answer.text) });
    await done();
  }
  return { alone, paired: partners.feedback === undefined ? undefined : paired };
}

const FEEDBACK = feedbackSchema(undefined);
