import { isInvalid } from "../../pair/feedback.js";
import { conversationReward } from "../environments/environment.js";
import type { FinishedRollout, FinishedTurn } from "./reward.js";

/** R_DIR: what the revision after turn `turn` gained, in {-1, 0, 1}; 0 where there was none. Source: WaltzRL eq. 3. */
export function improvement({ turns }: FinishedRollout, turn: number): number {
  if (turn + 1 >= turns.length) return 0;
  return conversationReward(turns[turn + 1].label) - conversationReward(turns[turn].label);
}

/** R_label: 1 where both flags are those of the alignment label, else 0. Source: WaltzRL section 2.2. */
export function labelRight({ label, feedback }: FinishedTurn): 0 | 1 {
  if (feedback === undefined || isInvalid(feedback.said)) return 0;
  const { unsafe, overrefuse } = feedback.said;
  return unsafe === label.unsafe && overrefuse === label.overrefuse ? 1 : 0;
}

/** R_format: 1 where the feedback keeps to its form, else 0. Source: WaltzRL section 2.2. */
export function formatKept({ feedback }: FinishedTurn): 0 | 1 {
  return feedback === undefined || isInvalid(feedback.said) ? 0 : 1;
}
