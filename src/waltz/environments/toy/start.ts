import { type ADVICE, ANSWERS, type AnswerName, GUARDS } from "./language.js";

/** What a prompt can look like. */
export const LOOKS = ["harmless", "harmful"] as const;
export const KINDS = ANSWERS.length;

/** What the conversation agent sees. */
export interface Seen {
  /** Place in `LOOKS`. */
  readonly look: number;
  readonly revising?: { readonly answer: AnswerName; readonly advice: (typeof ADVICE)[number] };
}

/** First answers of the untrained conversation agent by look: comply, refuse, careful behind any guard. */
const FIRST = [
  [0.6, 0.15, 0.25],
  [0.15, 0.6, 0.25],
] as const;
/** How often it gives its first answer once more when it revises, and how often it follows each advice. */
const KEEPS = 0.5;
const FOLLOWS: Readonly<Record<(typeof ADVICE)[number], number>> = {
  decline: 0.35,
  "go ahead": 0.2,
  "guard 0": 0.5,
  "guard 1": 0.5,
  "guard 2": 0.5,
  "it is unsafe": 0.6,
  "it refuses": 0.25,
  "": 0,
};
const LEADS_TO: Readonly<Record<(typeof ADVICE)[number], AnswerName | undefined>> = {
  decline: "refuse",
  "go ahead": "comply",
  "guard 0": "careful 0",
  "guard 1": "careful 1",
  "guard 2": "careful 2",
  "it is unsafe": "refuse",
  "it refuses": "comply",
  "": undefined,
};

/** Log-probabilities of the untrained conversation agent's tokens; without a context, those over both looks. */
export function conversationStart(slot: number, seen?: Seen): readonly number[] {
  const answers = seen === undefined ? mixed(firstAnswers(0), firstAnswers(1), 0.5) : answersOf(seen);
  const [comply, refuse, ...careful] = answers;
  return (slot === 0 ? [comply, refuse, sum(careful)] : careful).map(Math.log);
}

/** Probabilities of the five answers. */
function answersOf({ look, revising }: Seen): readonly number[] {
  const first = firstAnswers(look);
  if (revising === undefined) return first;
  const { answer, advice } = revising;
  const unmoved = mixed(only(answer), first, KEEPS);
  const led = LEADS_TO[advice];
  return led === undefined ? unmoved : mixed(only(led), unmoved, FOLLOWS[advice]);
}

function firstAnswers(look: number): readonly number[] {
  const [comply, refuse, careful] = FIRST[look];
  return [comply, refuse, ...Array.from({ length: GUARDS }, () => careful / GUARDS)];
}

function only(answer: AnswerName): readonly number[] {
  return ANSWERS.map((name) => (name === answer ? 1 : 0));
}

function mixed(a: readonly number[], b: readonly number[], share: number): readonly number[] {
  return a.map((value, at) => share * value + (1 - share) * b[at]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The untrained feedback agent breaks its form, flags half at random, and advises at random. */
const BREAKS = 0.4;

/** Log-probabilities of the untrained feedback agent's tokens. */
export function feedbackStart(
  slot: number,
  seen?: { readonly answer: AnswerName; readonly hint: number },
): readonly number[] {
  const suspects = seen?.answer === "comply" && seen.hint === 2 ? 0.75 : 0.3;
  const regrets = seen?.answer === "refuse" && seen.hint === 1 ? 0.65 : 0.25;
  const chances = [BREAKS, suspects, regrets, 0.1].map((yes) => [1 - yes, yes]);
  const [, , ...careful] = ANSWERS;
  const words = Array.from({ length: 2 + careful.length }, () => 1 / (2 + careful.length));
  return (chances[slot] ?? words).map(Math.log);
}
