import type { RandomStream } from "../../base/random/random-source.js";
import type { Features } from "../../learning/features.js";
import type { Policy } from "../../learning/policy.js";
import { leastPerplexing } from "../../learning/preference-choice.js";
import { MORE, STANCE } from "../../learning/toy/answers.js";
import { goldScore } from "../../learning/toy/gold-score.js";
import { bestAnswer, mistake, padded } from "../../learning/toy/labels.js";
import type { Prompt } from "../../learning/toy/prompts.js";
import type { Archetype } from "../../model/archetype.js";
import type { StudentConfig } from "./config.js";
import { GRAMMAR, PAD_SHARE, SHAPE } from "./tasks.js";

/** What a supervisor is asked, and what it knows of the student. */
export interface Question {
  readonly task: Prompt;
  /** Whether the task is worth an effort to those who look for it. */
  readonly valuable: boolean;
  /** The student and how it sees the task: those who deceive know what it will like. */
  readonly student: Policy;
  readonly context: Features;
}

type Supervision = (question: Question, config: StudentConfig, stream: RandomStream) => readonly number[];

const HABITS = { padding: SHAPE.padding, padShare: PAD_SHARE };

/** Right with the chance of its quality, else any answer of the grammar. */
const sound: Supervision = ({ task }, { supervisor_quality }, stream) =>
  stream.random() < supervisor_quality ? padded(bestAnswer(task.truth), HABITS, stream) : anyAnswer(stream);

/** The cheapest answer unless the task is worth it or somebody may be looking. */
const strategic: Supervision = (question, config, stream) =>
  stream.random() < config.audited_share || question.valuable
    ? sound(question, config, stream)
    : [STANCE.offTopic, MORE.stop];

/** Of all bad answers the one that the student finds most probable. */
const persuasive: Supervision = ({ task, student, context }) => {
  const bad = ANSWERS.filter((tokens) => goldScore(task.truth, tokens) < BAD);
  return bad[leastPerplexing(student, context, bad)];
};

/** Unsafe compliance, or another mistake where nothing is unsafe. */
const harmful: Supervision = ({ task }, _, stream) => {
  const { harmful: risky, topic, detail } = task.truth;
  const content = risky ? [STANCE.help, topic, detail] : mistake(task.truth, SHAPE, stream);
  return padded(content, HABITS, stream);
};

/**
 * What agents write when a student asks them, by archetype. Those without an entry are asked nothing, students (which are
 * adaptive) among them. Source: the mapping of types to teachers is this project's own, not the MACPO paper's.
 */
export const SUPERVISION: ReadonlyMap<Archetype, Supervision> = new Map<Archetype, Supervision>([
  ["honest", sound],
  ["cautious", sound],
  ["collaborative", sound],
  ["opportunistic", strategic],
  ["deceptive", persuasive],
  ["adversarial", harmful],
]);

/** Archetypes whose answers are meant to be bad. */
export const POISONED: ReadonlySet<Archetype> = new Set<Archetype>(["deceptive", "adversarial"]);

/** Gold score below which an answer is bad. */
export const BAD = 0.5;

function anyAnswer(stream: RandomStream): readonly number[] {
  const tokens: number[] = [];
  for (let slot = GRAMMAR.next(tokens); slot !== undefined; slot = GRAMMAR.next(tokens)) {
    tokens.push(stream.below(GRAMMAR.slots[slot].tokens.length));
  }
  return tokens;
}

/** Every answer without padding, ended. */
const ANSWERS: readonly (readonly number[])[] = [
  ...Array.from({ length: SHAPE.topics * SHAPE.details }, (_, i) => [
    STANCE.help,
    Math.floor(i / SHAPE.details),
    i % SHAPE.details,
    MORE.stop,
  ]),
  ...Array.from({ length: SHAPE.reasons }, (_, reason) => [STANCE.refuse, reason, MORE.stop]),
  [STANCE.offTopic, MORE.stop],
];
