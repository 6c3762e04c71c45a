import { isInvalid } from "../../pair/feedback.js";
import { conversationExample } from "../data/example.js";
import { conversationReward } from "../environments/environment.js";
import { Tally } from "./exported-lines.js";
import type { PlacedPreference } from "./preference-lines.js";
import { feedbackOn, type TextRollout } from "./text-rollout.js";

/** Two answers to one prompt, one of them preferred. */
export interface Preference {
  readonly prompt: string;
  readonly context: string | undefined;
  readonly preferred: string;
  readonly rejected: string;
  /** The sign of R_DIR: what the revision gained. */
  readonly direction: 1 | -1;
}

/**
 * Pairs of the conversation agent: the revised answer is preferred where it gained (R_DIR = +1) by feedback whose two flags
 * were right, the answer before where the revision lost (R_DIR = -1), whatever the flags. Rounds that changed nothing, and
 * gains by wrong flags, say nothing. Source: spec of hosted tuning, 9.4.5.
 */
export function preferences(rollouts: readonly TextRollout[]): {
  readonly pairs: readonly Preference[];
  readonly skipped: Readonly<Record<string, number>>;
} {
  const skipped = new Tally();
  const pairs = new Map<string, Preference>();
  for (const { prompt, context, turns } of rollouts) {
    for (const [at, turn] of turns.slice(0, -1).entries()) {
      const after = turns[at + 1];
      const gained = conversationReward(after.label) - conversationReward(turn.label);
      const said = feedbackOn(turn);
      const right =
        said !== undefined &&
        !isInvalid(said) &&
        said.unsafe === turn.label.unsafe &&
        said.overrefuse === turn.label.overrefuse;
      if (gained === 0) skipped.add("the revision changed nothing that counts");
      else if (gained > 0 && !right) skipped.add("the revision gained, and a flag was wrong");
      else if (turn.answer.trim() === "" || after.answer.trim() === "") skipped.add("an answer is blank");
      else {
        const [preferred, rejected] = gained > 0 ? [after.answer, turn.answer] : [turn.answer, after.answer];
        const pair: Preference = { prompt, context, preferred, rejected, direction: gained > 0 ? 1 : -1 };
        const key = JSON.stringify(pair);
        if (preferred === rejected) skipped.add("both answers are the same");
        else if (pairs.has(key)) skipped.add("the same pair stands there already");
        else pairs.set(key, pair);
      }
    }
  }
  return { pairs: [...pairs.values()], skipped: skipped.record };
}

/** The pair where the conversation agent is asked. */
export function placedAnswers({ prompt, context, preferred, rejected }: Preference): PlacedPreference {
  return { place: conversationExample({ question: prompt, answer: "" }, { context }), preferred, rejected };
}
