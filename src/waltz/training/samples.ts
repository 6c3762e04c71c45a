import type { RandomStream } from "../../base/random/random-source.js";
import type { Reward, RewardDefinition } from "../rewards/reward.js";
import type { Rollout, Written } from "./rollout.js";

/** A reward function with its weights complete. */
export interface ChosenReward {
  readonly definition: RewardDefinition;
  readonly weights: Readonly<Record<string, number>>;
}

/** What one agent learns from a rollout: one of its outputs, and its reward at the end. */
export interface Sample extends Reward {
  readonly rollout: Rollout;
  readonly turn: number;
  readonly written: Written;
}

/**
 * The conversation agent's sample: where the answer was revised, the first answer with probability `firstShare` (type A) and
 * else the last (type B); where it was not, the only one. Source: WaltzRL algorithm 1.
 */
export function conversationSample(
  rollout: Rollout,
  reward: ChosenReward,
  firstShare: number,
  stream: RandomStream,
): Sample {
  const last = rollout.turns.length - 1;
  const turn = last > 0 && stream.random() >= firstShare ? last : 0;
  return sampled(rollout, turn, rollout.turns[turn].written, reward);
}

/**
 * The feedback agent's sample: one of the rounds that led to a revision, each as likely; where there was none, the feedback that
 * ended the exchange. Undefined where nobody was asked. Source: WaltzRL algorithm 1, and its gap for exchanges without a revision.
 *
 * @param includeLast whether the feedback that ended a longer exchange counts among the rounds
 */
export function feedbackSample(
  rollout: Rollout,
  reward: ChosenReward,
  includeLast: boolean,
  stream: RandomStream,
): Sample | undefined {
  const { turns } = rollout;
  const revisions = turns.length - 1;
  const asked = turns[revisions].feedback === undefined ? revisions : revisions + 1;
  const rounds = revisions === 0 || includeLast ? asked : revisions;
  if (rounds === 0) return undefined;
  const turn = rounds === 1 ? 0 : stream.below(rounds);
  const written = turns[turn].feedback?.written;
  return written === undefined ? undefined : sampled(rollout, turn, written, reward);
}

function sampled(rollout: Rollout, turn: number, written: Written, { definition, weights }: ChosenReward): Sample {
  return { rollout, turn, written, ...definition.reward(rollout, turn, weights) };
}
