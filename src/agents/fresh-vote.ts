import type { RandomStream } from "../base/random/random-source.js";
import type { View } from "../contract/view.js";
import { type Action, NOOP } from "../model/action.js";
import type { VoteMemory } from "./vote-memory.js";

/**
 * Upvotes a uniform post among the visible ones that the member does not remember having voted on, and remembers it. The
 * turn is lost when there is none.
 */
export function voteOnFresh(view: View, votes: VoteMemory, stream: RandomStream): Action {
  const open: number[] = [];
  for (let rank = 0; rank < view.postCount; rank += 1) {
    const post = view.postAt(rank);
    if (!votes.remembers(view.member, post, view)) open.push(post);
  }
  if (open.length === 0) return NOOP;
  const post = open[stream.below(open.length)];
  votes.noteVote(view.member, post);
  return { kind: "vote", post, direction: 1 };
}
