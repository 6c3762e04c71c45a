import { Registry } from "../base/registry.js";
import type { ConfigChanges } from "./config.js";

/** A configuration by name: what it changes in the defaults, and what that is to show. */
export interface Preset {
  readonly name: string;
  readonly summary: string;
  readonly changes: ConfigChanges;
}

const preset = (name: string, summary: string, changes: ConfigChanges = {}): Preset => ({ name, summary, changes });

/** The method and its switches, one at a time; the order is that of listings. A new one is one line. */
export const PRESETS = new Registry<Preset>(
  "preset",
  [
    preset("full", "the method with the paper's settings: three teachers, three rounds, lowest perplexity"),
    preset("one-teacher", "a single teacher, so that the filter is idle", { teachers: 1 }),
    preset("two-teachers", "two teachers", { teachers: 2 }),
    preset("five-teachers", "five teachers", { teachers: 5 }),
    preset("own-positives", "positives are the learner's own answers: self-training", { mutual_positive: false }),
    preset("random-negatives", "negatives are people's rejected answers to other prompts", {
      negatives: "random_rejected",
    }),
    preset("no-negatives", "no negatives: the supervised part alone", { negatives: "none" }),
    preset("frozen-teachers", "teachers stay as they were initialised", { update_teachers: false }),
    preset("random-filter", "the student keeps an answer by chance", { filter: "random" }),
    preset("first-filter", "the student always keeps the first teacher's answer", { filter: "first" }),
    preset("vote-filter", "the student keeps the answer that most teachers gave", { filter: "vote" }),
    preset("oracle-filter", "the answer of the highest gold score is kept: no method, a bound", { filter: "oracle" }),
    preset("previous-reference", "policies are held against themselves before each round", { reference: "previous" }),
    preset("no-padding", "answers cannot be padded", { world: { padding: 0 } }),
    preset("cheap-refusals", "a refusal says nothing of its prompt, so that it is never surprising", {
      world: { reasons: 1 },
    }),
    preset("six-rounds", "the method for twice as many rounds", { rounds: 6 }),
    preset("one-teacher-six-rounds", "a single teacher for twice as many rounds", { teachers: 1, rounds: 6 }),
    preset("small", "a tenth of the prompts and two rounds, to try things out", {
      rounds: 2,
      world: { prompts: 150 },
    }),
  ],
  ({ name }) => name,
);
