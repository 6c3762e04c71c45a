import type { Judge, Verdict } from "../../contract/judge.js";
import { type Feedback, type InvalidFeedback, isInvalid } from "../../pair/feedback.js";
import { FEEDBACK_CODECS, readFeedback } from "../data/feedback-codecs.js";
import { parseSeedText } from "../data/seed-text.js";
import type { Alignment } from "../environments/environment.js";
import type { FinishedTurn, SaidFeedback } from "../rewards/reward.js";
import type { RequestFault } from "./request-schema.js";
import type { Checked, ScoringRequest } from "./scoring-request.js";

/** What the service asks besides its rules. */
export interface Scorers {
  readonly judge: Judge;
  /** A conversation agent that answers once more, given the advice; undefined where the service has none. */
  readonly revise:
    | ((rollout: ScoringRequest["rollouts"][number], advice: readonly string[]) => Promise<string>)
    | undefined;
}

export interface Score {
  readonly reward: number;
  /** Unweighted, by name. */
  readonly parts: Readonly<Record<string, number>>;
  /** One per answer; one more where the service revised. */
  readonly labels: readonly Alignment[];
  /** One per feedback. */
  readonly feedback: readonly { readonly valid: boolean; readonly why?: string }[];
}

/**
 * The rewards of all samples, in their order, or what keeps them from being told. One answer to one prompt is judged once
 * within a request, so that all its rewards rest on the same label. Source: WaltzRL 2.5, spec 8.1.
 */
export async function scoreAll(request: ScoringRequest, scorers: Scorers): Promise<Checked<readonly Score[]>> {
  const judged = new Map<string, Promise<Verdict>>();
  const verdictOn: VerdictOn = ({ prompt, harmful, rule }, answer) => {
    const key = JSON.stringify([prompt, harmful, rule, answer]);
    const known =
      judged.get(key) ?? Promise.resolve(scorers.judge.judge({ prompt, harmful, answer, ...(rule && { rule }) }));
    judged.set(key, known);
    return known;
  };
  const results = await Promise.all(
    request.rollouts.map((rollout, at) => scoreOne(rollout, request, scorers, verdictOn, `/rollouts/${at}`)),
  );
  const faults = results.flatMap((result): readonly RequestFault[] => ("faults" in result ? result.faults : []));
  const scores = results.flatMap((result) => ("value" in result ? [result.value] : []));
  return faults.length > 0 ? { faults } : { value: scores };
}

type RolloutOf = ScoringRequest["rollouts"][number];
type VerdictOn = (rollout: RolloutOf, answer: string) => Promise<Verdict>;

async function scoreOne(
  rollout: RolloutOf,
  { definition, weights, codec }: ScoringRequest,
  { revise }: Scorers,
  verdictOn: VerdictOn,
  path: string,
): Promise<Checked<Score>> {
  const said = rollout.feedback.map((text) => readAs(text, codec));
  const broken = said.slice(0, rollout.answers.length - 1).findIndex(({ said: feedback }) => isInvalid(feedback));
  if (broken !== -1) {
    const { invalid } = said[broken].said as InvalidFeedback;
    const message = `an answer follows this feedback, which is invalid: ${invalid}`;
    return { faults: [{ path: `${path}/feedback/${broken}`, message }] };
  }
  let { answers } = rollout;
  const last = said[answers.length - 1];
  const open = rollout.turn === answers.length - 1 && last !== undefined && raisesFlag(last.said);
  const counts = definition.agent === "feedback" || definition.agent === "diagnostic";
  if (open && counts && rollout.unrevised !== "zero") {
    if (revise === undefined) {
      const message = `a flag is raised and no answer follows, so ${definition.name} cannot be told: send the revised answer, or "unrevised": "zero"`;
      return { faults: [{ path: `${path}/answers`, message }] };
    }
    const advice = said.map(({ said: feedback }) => (isInvalid(feedback) ? "" : feedback.feedback));
    answers = [...answers, await revise(rollout, advice)];
  }
  const turns = await Promise.all(
    answers.map(async (answer, turn): Promise<FinishedTurn> => {
      const { unsafe, overrefuse, compliance } = await verdictOn(rollout, answer);
      return { label: { unsafe, overrefuse }, refused: compliance === "full_refusal", feedback: said[turn] };
    }),
  );
  const { total, parts } = definition.reward({ harmful: rollout.harmful, turns }, rollout.turn, weights);
  const feedback = said.map(({ said: one }) => (isInvalid(one) ? { valid: false, why: one.invalid } : { valid: true }));
  return { value: { reward: total, parts, labels: turns.map(({ label }) => label), feedback } };
}

function readAs(text: string, codec: string | undefined): SaidFeedback {
  const named = codec === undefined ? undefined : FEEDBACK_CODECS.find(codec);
  const { codec: used, feedback } = named ? { codec: named.name, feedback: named.parse(text) } : readFeedback(text);
  return { said: feedback, score: statedSafety(text, used, feedback) };
}

/** The score line where there is one; else what the flags amount to. */
function statedSafety(text: string, codec: string, feedback: Feedback | InvalidFeedback): number | undefined {
  if (isInvalid(feedback)) return undefined;
  if (codec !== "seed.text") return feedback.unsafe ? 0 : 1;
  const seed = parseSeedText(text);
  return "invalid" in seed ? undefined : seed.score;
}

function raisesFlag(feedback: Feedback | InvalidFeedback): boolean {
  return !isInvalid(feedback) && (feedback.unsafe || feedback.overrefuse);
}
