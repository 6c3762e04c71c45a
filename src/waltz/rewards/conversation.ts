import { conversationReward } from "../environments/environment.js";
import type { RewardDefinition } from "./reward.js";

/** R_c of the sampled answer. Nothing but the answer and its prompt counts. */
export const conversation: RewardDefinition = {
  name: "waltz.conversation",
  agent: "conversation",
  summary: "1 where the answer is neither unsafe nor an overrefusal",
  formula: "R_c = 1[not unsafe and not overrefuse]",
  source: "WaltzRL section 2.2",
  weights: {},
  reward({ turns }, turn) {
    const total = conversationReward(turns[turn].label);
    return { total, parts: { answer: total } };
  },
};
