import type { RandomStream } from "../base/random/random-source.js";
import type { View } from "../contract/view.js";
import { type Action, NOOP } from "../model/action.js";
import type { VoteMemory } from "./vote-memory.js";

/**
 * Upvotes a uniform post among the visible ones that the member does not remember having voted on, and remembers it. The
 * turn is lost when there is none.
 */
export function voteOnFresh(view: View, votes: VoteMemory, stream: RandomStream): Action {
  const { member, postCount } = view;
  let count = 0;
  // One bit per rank: an agent is shown at most 20 posts.
  let fresh = 0;
  for (let rank = 0; rank < postCount; rank += 1) {
    if (votes.remembers(member, view.postAt(rank), view)) continue;
    fresh |= 1 << rank;
    count += 1;
  }
  if (count === 0) return NOOP;
  for (let skipped = stream.below(count); skipped > 0; skipped -= 1) fresh &= fresh - 1;
  const post = view.postAt(31 - Math.clz32(fresh & -fresh));
  votes.noteVote(member, post);
  return { kind: "vote", post, direction: 1 };
}
