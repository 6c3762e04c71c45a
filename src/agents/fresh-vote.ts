import { popcount } from "../base/ordered-set.js";
import type { RandomStream } from "../base/random/random-source.js";
import type { View } from "../contract/view.js";
import { type Action, NOOP } from "../model/action.js";
import type { VoteMemory } from "./vote-memory.js";

/**
 * Upvotes a uniform post among the visible ones that the member does not remember having voted on, and remembers it. The
 * turn is lost when there is none.
 */
export function voteOnFresh(view: View, votes: VoteMemory, stream: RandomStream): Action {
  let fresh = votes.fresh(view);
  if (fresh === 0) return NOOP;
  for (let skipped = stream.below(popcount(fresh)); skipped > 0; skipped -= 1) fresh &= fresh - 1;
  const post = view.postAt(31 - Math.clz32(fresh & -fresh));
  votes.noteVote(view.member, post);
  return { kind: "vote", post, direction: 1 };
}
