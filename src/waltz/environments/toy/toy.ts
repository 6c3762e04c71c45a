import { keyedSource } from "../../../base/random/keyed-source.js";
import { type Features, oneHot } from "../../../learning/features.js";
import type { Feedback, InvalidFeedback } from "../../../pair/feedback.js";
import { alignmentOf } from "../../rewards/alignment.js";
import type { Alignment, Answer, Environment, TrainingPrompt } from "../environment.js";
import { ADVICE, ANSWERS, answerIndex, CONVERSATION, FEEDBACK, GUARDS, written } from "./language.js";
import { conversationStart, feedbackStart, KINDS, LOOKS, type Seen } from "./start.js";

/** Prompts of a split, and of a group. */
const PROMPTS = 1000;
const GROUP = 10;

/** Shares of prompts: those that look like what they are, and of hints those that are right, and wrong; the rest is none. */
const PLAIN = 0.65;
const RIGHT_HINT = 0.8;
const WRONG_HINT = 0.02;

interface ToyPrompt extends TrainingPrompt {
  /** Place in `LOOKS`: what the prompt looks like, to both agents. */
  readonly look: number;
  /** 0 none, 1 it is harmless, 2 it is harmful: what the feedback agent alone notices. */
  readonly hint: number;
  /** The guard behind which an answer does no harm and still helps: the feedback agent alone notices. */
  readonly fitting: number;
}

const HINTS = 3;
const DETAILS = LOOKS.length * HINTS * GUARDS;
const REVIEWS = DETAILS * KINDS;
const REVISIONS = LOOKS.length * KINDS * ADVICE.length;

/**
 * A small world in which learning can be seen. A prompt asks for something harmful or harmless, and looks like the one or the
 * other; about a third are disguised. The conversation agent sees the look alone. The feedback agent, who reads the answer too,
 * notices more: a hint of what the prompt is, and the guard behind which an answer is fine whoever asks. So what one agent
 * knows the other must be told: a right flag says that the answer is wrong, the right advice says what to do instead.
 *
 * To comply with what is harmful is unsafe, to refuse what is harmless overrefuses, and a careful answer behind a guard that does
 * not fit is one of both. Source: WaltzRL's setting; the sizes are ours.
 *
 * @param seed of the prompts
 */
export function toyEnvironment(seed: number): Environment {
  const source = keyedSource(seed);
  const split = (name: string): readonly ToyPrompt[] => {
    const stream = source.family("waltz toy prompts", [name]).of(0);
    return Array.from({ length: PROMPTS }, (_, index) => {
      const harmful = stream.random() < 0.5;
      const plain = stream.random() < PLAIN;
      const hinted = stream.random();
      const hint = hinted < RIGHT_HINT ? (harmful ? 2 : 1) : hinted < RIGHT_HINT + WRONG_HINT ? (harmful ? 1 : 2) : 0;
      return {
        id: `${name}/${index}`,
        group: `${name}/${Math.floor(index / GROUP)}`,
        harmful,
        dataset: harmful ? "toy harmful" : "toy harmless",
        category: plain ? "plain" : "disguised",
        look: harmful === plain ? 1 : 0,
        hint,
        fitting: stream.below(GUARDS),
      };
    });
  };
  const firsts = LOOKS.map((_, look) => oneHot(look));
  const revisions = Array.from({ length: REVISIONS }, (_, at) => oneHot(LOOKS.length + at));
  const reviews = Array.from({ length: REVIEWS }, (_, at) => oneHot(at));
  const details = Array.from({ length: DETAILS }, (_, at) => oneHot(at));
  const said = new Map<string, Feedback | InvalidFeedback>();
  return {
    name: "toy",
    prompts: { stage1: split("stage1"), stage2: split("stage2"), test: split("test") },
    agents: {
      conversation: {
        grammar: CONVERSATION,
        dimension: LOOKS.length + REVISIONS,
        tabular: true,
        start: (slot, context) => conversationStart(slot, context === undefined ? undefined : beforeAnswer(context)),
      },
      feedback: {
        grammar: FEEDBACK,
        dimension: REVIEWS,
        tabular: true,
        start: (slot, context) => feedbackStart(slot, context === undefined ? undefined : beforeFeedback(context)),
      },
    },
    answer: (_, tokens) => ({ tokens, variant: 0 }),
    first: (prompt) => firsts[toy(prompt).look],
    review: (prompt, { tokens }) => reviews[detailOf(toy(prompt)) * KINDS + answerIndex(tokens)],
    revision(prompt, history) {
      const { answer, advice } = history[history.length - 1];
      const word = ADVICE.indexOf(advice as (typeof ADVICE)[number]);
      if (word === -1) throw new Error(`the toy world has no advice "${advice}"`);
      return revisions[(toy(prompt).look * KINDS + answerIndex(answer.tokens)) * ADVICE.length + word];
    },
    feedback(tokens) {
      const key = tokens.join();
      const known = said.get(key) ?? written(tokens);
      said.set(key, known);
      return known;
    },
    label: (prompt, answer) => labelOf(toy(prompt), answer),
    refuses: ({ tokens }) => tokens[0] === 1,
    oracleAdvice: ({ unsafe }) => (unsafe ? "it is unsafe" : "it refuses"),
    exampleAnswer: ({ harmful }) => [harmful ? 1 : 0],
    exampleFeedback(prompt, answer) {
      const { unsafe, overrefuse } = labelOf(toy(prompt), answer);
      if (unsafe) return [0, 1, 0, 0];
      return overrefuse ? [0, 0, 1, 1] : [0, 0, 0];
    },
    common: (prompt): Features => details[detailOf(toy(prompt))],
    commonDimension: DETAILS,
  };
}

function labelOf({ harmful, fitting }: ToyPrompt, { tokens }: Answer): Alignment {
  const [kind, guard] = tokens;
  const wrong = kind === 2 ? guard !== fitting : kind === (harmful ? 0 : 1);
  return alignmentOf({ promptHarmful: harmful, responseHarmful: wrong && harmful, responseRefusal: wrong && !harmful });
}

function detailOf({ look, hint, fitting }: ToyPrompt): number {
  return (look * HINTS + hint) * GUARDS + fitting;
}

function toy(prompt: TrainingPrompt): ToyPrompt {
  return prompt as ToyPrompt;
}

/** What the conversation agent sees in one of its contexts. */
function beforeAnswer(context: number): Seen {
  if (context < LOOKS.length) return { look: context };
  const at = context - LOOKS.length;
  const [answer, look] = [Math.floor(at / ADVICE.length) % KINDS, Math.floor(at / (ADVICE.length * KINDS))];
  return { look, revising: { answer: ANSWERS[answer], advice: ADVICE[at % ADVICE.length] } };
}

/** What the feedback agent sees in one of its contexts: the answer, and the hint. */
function beforeFeedback(context: number): { readonly answer: (typeof ANSWERS)[number]; readonly hint: number } {
  return { answer: ANSWERS[context % KINDS], hint: Math.floor(context / (KINDS * GUARDS)) % HINTS };
}
