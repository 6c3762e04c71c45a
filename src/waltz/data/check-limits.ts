import { keys, positive, share, whole } from "../../contract/keys.js";
import { NEAR } from "./near-duplicates.js";

/** What data must keep to. Lengths are the paper's: 4,096 tokens of a prompt, 512 of an answer. */
export const CHECK_LIMITS = keys({
  near_duplicate: positive(NEAR, "Jaccard similarity of three-word shingles from which two examples repeat each other"),
  min_class_share: share(0.05, "share that each class has at least, in every file"),
  max_class_difference: share(0.1, "largest difference of a class's share between training and test"),
  max_difficulty_difference: share(0.1, "largest difference of a tier's share between training and test"),
  max_prompt_tokens: whole(4096, 1, "tokens of system and user message together, one for four characters"),
  max_answer_tokens: whole(512, 1, "tokens of the assistant message, one for four characters"),
});
