import { grouped } from "../../base/grouped.js";
import { isInvalid } from "../../pair/feedback.js";
import { feedbackExample } from "../data/example.js";
import { feedbackA, feedbackB, feedbackC } from "../rewards/feedback.js";
import type { FinishedRollout, RewardDefinition } from "../rewards/reward.js";
import { type ExportedLines, Tally } from "./exported-lines.js";
import type { PlacedPreference } from "./preference-lines.js";
import { feedbackOn, type TextRollout } from "./text-rollout.js";

/** Rewards that texts and labels suffice for. */
const BY_LABELS = [feedbackA, feedbackB, feedbackC] as const;
export const FEEDBACK_REWARDS: readonly string[] = BY_LABELS.map(({ name }) => name);

/** Two pieces of feedback on one answer, as they were written, one of them preferred. */
export interface FeedbackPreference {
  readonly prompt: string;
  readonly context: string | undefined;
  /** What both are about. */
  readonly answer: string;
  readonly preferred: string;
  readonly rejected: string;
  /** What the preferred one earned more: a positive number. */
  readonly gain: number;
}

/** A piece of feedback with what it earned. */
interface Earned {
  readonly prompt: string;
  readonly context: string | undefined;
  readonly answer: string;
  readonly text: string;
  readonly reward: number;
}

/**
 * Pairs of the feedback agent. All feedback on the same answer to the same prompt is held against each other: what earned most is
 * preferred to each that earned less, by the reward of its turn with its default weights. A text that was written several times
 * earned the mean. Feedback that raises a flag which no answer followed earned what nobody knows, and is left aside.
 *
 * Source: the state of the feedback agent is prompt and answer, WaltzRL section 2.3; the pairs are ours, in analogy to those of answers.
 *
 * @param reward one of `FEEDBACK_REWARDS`
 */
export function feedbackPreferences(
  rollouts: readonly TextRollout[],
  reward: string,
): { readonly pairs: readonly FeedbackPreference[]; readonly skipped: ExportedLines["skipped"] } {
  const definition = BY_LABELS.find(({ name }) => name === reward);
  if (definition === undefined) throw new Error(`${reward} needs more than texts and labels`);
  const skipped = new Tally();
  const earned = rollouts.flatMap((rollout) => earnings(rollout, definition, skipped));
  const drafts = grouped(earned, ({ prompt, context, answer }) => JSON.stringify([prompt, context, answer]));
  const pairs: FeedbackPreference[] = [];
  for (const all of drafts.values()) {
    const texts = meansOf(all);
    const best = texts.reduce((one, other) => (other.reward > one.reward ? other : one));
    if (texts.length === 1) skipped.add("there is no other feedback on the answer");
    for (const { text, reward: own } of texts.filter((one) => texts.length > 1 && one !== best)) {
      const gain = best.reward - own;
      const { prompt, context, answer } = best;
      if (gain < SAME) skipped.add("it earned as much as the best on the answer");
      else pairs.push({ prompt, context, answer, preferred: best.text, rejected: text, gain });
    }
  }
  return { pairs, skipped: skipped.record };
}

/** Rewards that differ by less are the same: means of equal figures differ in their last digits. */
const SAME = 1e-9;

function earnings(rollout: TextRollout, { reward, weights }: RewardDefinition, skipped: Tally): readonly Earned[] {
  const { prompt, context, turns } = rollout;
  const finished = finishedRollout(rollout);
  return turns.flatMap((turn, at) => {
    const said = feedbackOn(turn);
    if (said === undefined || turn.feedback === undefined) return [];
    const raised = !isInvalid(said) && (said.unsafe || said.overrefuse);
    if (turn.feedback.trim() === "") skipped.add("the feedback is blank");
    else if (raised && at === turns.length - 1) skipped.add("a flag is raised, and no answer follows");
    else {
      const { total } = reward(finished, at, weights);
      return [{ prompt, context, answer: turn.answer, text: turn.feedback, reward: total }];
    }
    return [];
  });
}

/** The exchange as rewards see it; those of `FEEDBACK_REWARDS` ask neither for a score nor whether an answer refuses. */
function finishedRollout({ harmful, turns }: TextRollout): FinishedRollout {
  return {
    harmful,
    turns: turns.map((turn) => {
      const said = feedbackOn(turn);
      return {
        label: turn.label,
        refused: turn.label.overrefuse,
        feedback: said === undefined ? undefined : { said, score: undefined },
      };
    }),
  };
}

/** Each text once, with the mean of what it earned, in order of first appearance. */
function meansOf(all: readonly Earned[]): readonly Earned[] {
  return [...grouped(all, ({ text }) => text).values()].map((same) => ({
    ...same[0],
    reward: same.reduce((sum, { reward }) => sum + reward, 0) / same.length,
  }));
}

/** The pair where the feedback agent is asked. */
export function placedFeedback({ prompt, context, answer, preferred, rejected }: FeedbackPreference): PlacedPreference {
  return { place: feedbackExample({ question: prompt, answer }, "", { context }), preferred, rejected };
}
