import { Registry } from "../../base/registry.js";
import { conversation } from "./conversation.js";
import { dir, feedbackA, feedbackB, feedbackC } from "./feedback.js";
import type { RewardDefinition } from "./reward.js";
import { seedDelta, seedLevel } from "./seed-weighted.js";

/** Every reward function; the order is that of listings. */
export const REWARDS = new Registry<RewardDefinition>(
  "reward",
  [conversation, feedbackA, feedbackB, feedbackC, dir, seedLevel, seedDelta],
  ({ name }) => name,
);
