import type { Static } from "@sinclair/typebox";
import { amount, keys, oneOf, positive, share, whole } from "../../contract/keys.js";

export const STUDENT_KEYS = keys({
  filter: oneOf(
    "ppl",
    ["ppl", "vote", "reputation", "random"],
    "whose answer it learns from: the least surprising to itself, the most frequent, the most reputable supervisor's, or any",
  ),
  supervisors: whole(8, 1, "supervisors that it asks about a task at most; all who are visible where there are fewer"),
  block_epochs: whole(6, 1, "epochs of a round: it gathers answers, and learns at its first turn after them"),
  rounds: whole(3, 0, "times that it learns; with 0 it stays as it came"),
  tasks: whole(240, 1, "fixed list of tasks that it asks about, the same in every round"),
  tasks_per_turn: whole(4, 1, "tasks that it asks about in a turn, in the order of the list"),
  served_tasks: whole(200, 1, "other tasks, which it serves and never learns from"),
  supervisor_quality: share(
    0.5,
    "chance that a supervisor who makes an effort answers right; it errs at random otherwise",
  ),
  audited_share: share(0.4, "chance that an opportunistic supervisor makes an effort because it feels watched"),
  valuable_share: share(0.25, "share of tasks that are worth an effort to opportunistic supervisors"),
  first_quality: share(0.5, "share of right answers among those that it has learnt from before it comes"),
  beta: positive(0.1, "temperature of the preference loss"),
  sft_weight: amount(0.2, "weight of the supervised part of the preference loss"),
  sft_rate: positive(0.2, "learning rate before it comes"),
  preference_rate: positive(0.02, "learning rate of a round"),
  preference_epochs: whole(2, 1, "times that it goes through what it has gathered, in a round"),
  acceptance_threshold: share(0.4, "trust needed to accept what is proposed to it"),
});

export type StudentConfig = Static<typeof STUDENT_KEYS>;
