import { Type } from "@sinclair/typebox";
import { share } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";

export const reputationDecay = defineLever({
  name: "reputation_decay",
  summary: "multiplies every reputation by the rate at the start of each epoch (the rate is what is kept, not lost)",
  config: Type.Object({
    reputation_decay_rate: share(1, "share of its reputation that an agent keeps per epoch; 1 is off"),
  }),
  aliases: { reputation_decay: "reputation_decay_rate" },
  isOn: ({ reputation_decay_rate }) => reputation_decay_rate < 1,
  create: (config, { agents }) => ({
    epochStart(_epoch, effects) {
      for (let agent = 0; agent < agents.size; agent += 1) {
        const reputation = agents.reputationOf(agent);
        if (reputation !== 0) {
          effects.reputation(agent, reputation * (config.reputation_decay_rate - 1), "decay");
        }
      }
    },
  }),
});
