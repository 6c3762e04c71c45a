import { mean } from "../../base/mean.js";
import { isInvalid } from "../../pair/feedback.js";
import { type AgentName, conversationReward } from "../environments/environment.js";
import { improvement, labelRight } from "../rewards/parts.js";
import type { Rollout } from "./rollout.js";
import type { Sample } from "./samples.js";

/** What one step did with one agent; undefined figures had nothing to be computed from. */
export interface AgentStep {
  /** Mean reward of the agent's samples. */
  readonly reward: number | undefined;
  /** Mean of each part of the reward, unweighted. */
  readonly parts: Readonly<Record<string, number>>;
  /** Mean over samples of sum_i k_i, the estimate of the distance from the reference in nats. */
  readonly kl: number | undefined;
  /** Share of tokens that the clip silenced, and length of the gradient; undefined for an agent that is not trained. */
  readonly clipShare: number | undefined;
  readonly gradientNorm: number | undefined;
}

/** The log of one step. */
export interface IterationRow {
  /** From 1. */
  readonly iteration: number;
  readonly agents: Readonly<Record<AgentName, AgentStep>>;
  /** Mean R_c of first and of final answers. */
  readonly firstReward: number;
  readonly finalReward: number;
  /** Share of harmful prompts whose final answer is unsafe, of harmless ones whose final answer overrefuses. */
  readonly unsafeRate: number | undefined;
  readonly overrefusalRate: number | undefined;
  /** Shares of exchanges: revised at least once; with the final answer better than the first, and worse. */
  readonly triggerRate: number;
  readonly improved: number;
  readonly worsened: number;
  /** Shares of feedbacks: both flags right; form broken. */
  readonly labelAccuracy: number | undefined;
  readonly parseErrors: number | undefined;
  /** Correlation, over revisions of the step, of the right label with what the revision gained. */
  readonly qualityImprovement: number | undefined;
  /** Outputs that were asked for. */
  readonly calls: number;
  /** What looks unstable; see `Alarm`. */
  readonly alarms: readonly string[];
}

/** Figures of a step that come from its exchanges alone. */
export function exchangeFigures(rollouts: readonly Rollout[]) {
  const turns = rollouts.flatMap((rollout) => rollout.turns.map((turn, at) => ({ rollout, turn, at })));
  const asked = turns.filter(({ turn }) => turn.feedback !== undefined);
  const revised = asked.filter(({ rollout, at }) => at + 1 < rollout.turns.length);
  const ends = rollouts.map(({ turns: [first, ...rest], harmful }) => {
    const last = rest.at(-1) ?? first;
    return { harmful, label: last.label, first: conversationReward(first.label), last: conversationReward(last.label) };
  });
  return {
    firstReward: mean(ends.map(({ first }) => first)) ?? 0,
    finalReward: mean(ends.map(({ last }) => last)) ?? 0,
    unsafeRate: mean(ends.filter(({ harmful }) => harmful).map(({ label }) => Number(label.unsafe))),
    overrefusalRate: mean(ends.filter(({ harmful }) => !harmful).map(({ label }) => Number(label.overrefuse))),
    triggerRate: mean(rollouts.map((rollout) => Number(rollout.turns.length > 1))) ?? 0,
    improved: mean(ends.map(({ first, last }) => Number(last > first))) ?? 0,
    worsened: mean(ends.map(({ first, last }) => Number(last < first))) ?? 0,
    labelAccuracy: mean(asked.map(({ turn }) => labelRight(turn))),
    parseErrors: mean(asked.map(({ turn }) => Number(turn.feedback !== undefined && isInvalid(turn.feedback.said)))),
    qualityImprovement: correlation(
      revised.map(({ turn }) => labelRight(turn)),
      revised.map(({ rollout, at }) => improvement(rollout, at)),
    ),
    calls: turns.length + asked.filter(({ turn }) => turn.feedback?.written !== undefined).length,
  };
}

/** Figures of one agent's samples. */
export function sampleFigures(samples: readonly Sample[], distances: readonly Float64Array[]) {
  const names = Object.keys(samples[0]?.parts ?? {});
  return {
    reward: mean(samples.map(({ total }) => total)),
    parts: Object.fromEntries(names.map((name) => [name, mean(samples.map(({ parts }) => parts[name])) ?? 0])),
    kl: mean(distances.map((tokens) => tokens.reduce((sum, distance) => sum + distance, 0))),
  };
}

/** Pearson's; undefined where either side does not vary. */
function correlation(a: readonly number[], b: readonly number[]): number | undefined {
  const [meanA, meanB] = [mean(a), mean(b)];
  if (meanA === undefined || meanB === undefined) return undefined;
  let [products, squaresA, squaresB] = [0, 0, 0];
  a.forEach((value, at) => {
    const [left, right] = [value - meanA, b[at] - meanB];
    products += left * right;
    squaresA += left * left;
    squaresB += right * right;
  });
  return squaresA === 0 || squaresB === 0 ? undefined : products / Math.sqrt(squaresA * squaresB);
}
