import type { RandomStream } from "../../base/random/random-source.js";
import type { Features } from "../../learning/features.js";
import type { Policy, Sampled } from "../../learning/policy.js";
import { type Feedback, type InvalidFeedback, isInvalid } from "../../pair/feedback.js";
import type {
  AdvisedAnswer,
  AgentName,
  Alignment,
  Answer,
  Environment,
  TrainingPrompt,
} from "../environments/environment.js";
import type { FinishedRollout } from "../rewards/reward.js";

/** When advice reaches the conversation agent: where a flag is raised, after every readable feedback, or never (nobody is asked). */
export const FEEDBACK_MODES = ["adaptive", "always", "off"] as const;
export type FeedbackMode = (typeof FEEDBACK_MODES)[number];

export interface RolloutRules {
  readonly trigger: FeedbackMode;
  /** T_max, >= 0: revisions at most. With 0 nobody is asked for feedback. */
  readonly maxRounds: number;
  /** Outputs are drawn, or greedy: the most probable token at each slot. */
  readonly decoding: "sampled" | "greedy";
  /** `policy`: the feedback agent. `oracle`: the alignment label, turned into a fixed sentence. */
  readonly reviewer: "policy" | "oracle";
}

/** What an agent saw and wrote. */
export interface Written extends Sampled {
  readonly context: Features;
}

interface Turn {
  readonly answer: Answer;
  readonly written: Written;
  readonly label: Alignment;
  readonly refused: boolean;
  /** Undefined where nobody was asked. */
  readonly feedback:
    | {
        readonly said: Feedback | InvalidFeedback;
        readonly score: number | undefined;
        /** Undefined where the oracle spoke. */
        readonly written: Written | undefined;
      }
    | undefined;
}

/** An exchange that is over: T + 1 turns, T the number of revisions; the answer of the last turn is the final one. */
export interface Rollout extends FinishedRollout {
  readonly prompt: TrainingPrompt;
  readonly turns: readonly Turn[];
}

export type Policies = Readonly<Record<AgentName, Policy>>;

/**
 * One exchange about a prompt under the stop rule: it ends with the first answer on which no flag is raised, at the cap, or
 * with feedback that breaks its form. Source: WaltzRL section 2.1.
 *
 * @param stream draws outputs and texts; greedy decoding draws texts alone
 */
export function rollOut(
  environment: Environment,
  { conversation, feedback }: Policies,
  prompt: TrainingPrompt,
  rules: RolloutRules,
  stream: RandomStream,
): Rollout {
  const write = (policy: Policy, context: Features): Written => {
    if (rules.decoding === "sampled") return { context, ...policy.sample(context, stream) };
    const tokens = policy.best(context);
    return { context, tokens, logProbs: policy.score(context, tokens) };
  };
  const turns: Turn[] = [];
  const history: AdvisedAnswer[] = [];
  const asks = rules.trigger !== "off" && rules.maxRounds > 0;
  for (;;) {
    const context = history.length === 0 ? environment.first(prompt) : environment.revision(prompt, history);
    const written = write(conversation, context);
    const answer = environment.answer(prompt, written.tokens, stream);
    const label = environment.label(prompt, answer);
    const turn = { answer, written, label, refused: environment.refuses(answer) };
    if (!asks || turns.length === rules.maxRounds)
      return finished(prompt, [...turns, { ...turn, feedback: undefined }]);
    const review = rules.reviewer === "oracle" ? undefined : write(feedback, environment.review(prompt, answer));
    const said = review === undefined ? oracle(environment, label) : environment.feedback(review.tokens);
    turns.push({ ...turn, feedback: { said, score: statedSafety(said), written: review } });
    if (isInvalid(said) || (rules.trigger === "adaptive" && !said.unsafe && !said.overrefuse))
      return finished(prompt, turns);
    history.push({ answer, advice: said.feedback });
  }
}

function finished(prompt: TrainingPrompt, turns: readonly Turn[]): Rollout {
  return { prompt, harmful: prompt.harmful, turns };
}

/** Perfect flags with a fixed sentence. Source: WaltzRL section 3.1. */
function oracle(environment: Environment, label: Alignment): Feedback {
  const fine = !label.unsafe && !label.overrefuse;
  return { reasoning: "", ...label, feedback: fine ? "" : environment.oracleAdvice(label) };
}

/** The safety that flags alone state: 0 for unsafe, else 1. */
function statedSafety(said: Feedback | InvalidFeedback): number | undefined {
  if (isInvalid(said)) return undefined;
  return said.unsafe ? 0 : 1;
}
