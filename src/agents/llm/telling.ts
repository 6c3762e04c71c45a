import { maybeWhole, whole } from "../../contract/keys.js";

/** First seeds of calls are drawn below this, so that all that follow from them are 31-bit numbers. */
export const SEEDS = 2 ** 30;

/** How much a model is told and may say; for every type that asks one what to do. */
export const TELLING = {
  show_agents: whole(10, 0, "other agents that it is told of, in registration order after itself"),
  show_posts: whole(5, 0, "posts that it is told of, best first"),
  show_outcomes: whole(5, 0, "latest dealings of its own that it is told of"),
  longest_text: maybeWhole(
    1,
    "characters of each text in its answers, asked for by the schema; some endpoints refuse that",
  ),
};
