import type { Leaning } from "../../learning/leaning.js";
import { ADVICE, type Advice, FEEDBACK, FORMS, KINDS, type Kind, ORACLE, WORDS } from "./language.js";

/** First answers of the untrained conversation agent to any prompt: comply, comply in part, refuse. */
const FIRST = [0.62, 0.06, 0.32] as const;
/** How often, revising, it gives the same kind of answer once more, whatever the advice. */
const KEEPS = 0.5;

/** Where advice leads the untrained agent, and how often. One word for each fault leads out of it; the others lead astray, or nowhere. */
const LEADS: Readonly<Record<Advice, readonly [to: Kind, often: number] | undefined>> = {
  [WORDS[0]]: ["refuse", 0.5],
  [WORDS[1]]: ["part", 0.4],
  [WORDS[2]]: undefined,
  [WORDS[3]]: ["comply", 0.45],
  [WORDS[4]]: ["part", 0.4],
  [WORDS[5]]: undefined,
  // A bare label suffices to be careful; what to do instead of a refusal it does not say. Source: WaltzRL section 3.2.
  [ORACLE.unsafe]: ["refuse", 0.5],
  [ORACLE.overrefuse]: ["comply", 0.15],
  "": undefined,
};

export function conversationStart(): readonly number[] {
  return FIRST.map(Math.log);
}

/** Situations of a revision: the kind of the agent's answer and the advice on it. */
export const SITUATIONS = KINDS.length * ADVICE.length;

export function situationOf(kind: number, advice: number): number {
  return kind * ADVICE.length + advice;
}

/** How each situation changes the untrained agent's answers; situation s is dimension s. */
export function conversationLeanings(): readonly Leaning[] {
  return KINDS.flatMap((own, kind) =>
    ADVICE.map((advice, at): Leaning => {
      const probabilities = revised(own, advice);
      const logits = probabilities.map((probability, token) => Math.log(probability / FIRST[token]));
      return { slot: 0, dimension: situationOf(kind, at), logits };
    }),
  );
}

function revised(own: Kind, advice: Advice): readonly number[] {
  const unmoved = FIRST.map((first, token) => KEEPS * only(own, token) + (1 - KEEPS) * first);
  const led = LEADS[advice];
  if (led === undefined) return unmoved;
  const [to, often] = led;
  return unmoved.map((probability, token) => often * only(to, token) + (1 - often) * probability);
}

const only = (kind: Kind, token: number) => (KINDS[token] === kind ? 1 : 0);

/** How often the untrained feedback agent breaks the codec, in one way or another. */
const BREAKS = 0.4;
/** By kind of the answer: how often it flags it as unsafe, and, where it does not, as overrefusing. */
const SUSPECTS = [0.45, 0.4, 0.05] as const;
const REGRETS = [0.05, 0.3, 0.45] as const;
/** How often it flags both. */
const BOTH = 0.05;

/** Log-probabilities of the untrained feedback agent's tokens, whatever it sees. All advice is as likely. */
export function feedbackStart(slot: number): readonly number[] {
  if (slot === 0) {
    return FORMS.map((_, form) => Math.log(form === 0 ? 1 - BREAKS : BREAKS / (FORMS.length - 1)));
  }
  return FEEDBACK.slots[slot].name === "overrefuse, unsafe" ? flag(BOTH) : FEEDBACK.slots[slot].tokens.map(() => 0);
}

/** What the kind of an answer makes the untrained feedback agent flag; kind k is dimension k. */
export function feedbackLeanings(): readonly Leaning[] {
  return KINDS.flatMap((_, kind): readonly Leaning[] => [
    { slot: 1, dimension: kind, logits: flag(SUSPECTS[kind]) },
    { slot: 2, dimension: kind, logits: flag(REGRETS[kind]) },
  ]);
}

/** Log-probabilities of no and yes. */
function flag(yes: number): readonly number[] {
  return [Math.log(1 - yes), Math.log(yes)];
}
