import type { RandomStream } from "../base/random/random-source.js";

/** What an adaptive adversary can try; of equal scores the first wins. */
const STRATEGIES = [
  "reputation_farming",
  "collusion",
  "sybil",
  "griefing",
  "low_profile",
  "intermittent",
  "mimicry",
  "threshold_dancing",
  "governance_gaming",
  "information_laundering",
  "timing_attack",
  "adaptive_blend",
] as const;

export type Strategy = (typeof STRATEGIES)[number];

/** What came of a strategy. Plain JSON. */
interface Trial {
  attempts: number;
  successes: number;
  detections: number;
  /** Sum of payoffs earned, payoff units. */
  payoff: number;
}

export type Trials = Record<Strategy, Trial>;

/** Attempts below which a strategy is neither good nor bad. */
const TOO_FEW = 3;

export function newTrials(): Trials {
  const blank = (): Trial => ({ attempts: 0, successes: 0, detections: 0, payoff: 0 });
  return Object.fromEntries(STRATEGIES.map((strategy) => [strategy, blank()])) as Trials;
}

/**
 * 0.3 success rate + 0.4 (1 - detection rate) + 0.3 max(0, mean payoff / 5); 0.5 with fewer than three attempts. The
 * detection rate is cut at 1. Source: SWARM v1.9.0.
 */
function scoreOf({ attempts, successes, detections, payoff }: Readonly<Trial>): number {
  if (attempts < TOO_FEW) return 0.5;
  const undetected = 1 - Math.min(1, detections / attempts);
  return 0.3 * (successes / attempts) + 0.4 * undetected + 0.3 * Math.max(0, payoff / attempts / 5);
}

/** Any strategy with probability `exploration`, else the best. Two draws when it explores, one otherwise. */
export function chooseStrategy(trials: Trials, exploration: number, stream: RandomStream): Strategy {
  if (stream.random() < exploration) return STRATEGIES[stream.below(STRATEGIES.length)];
  let best: Strategy = STRATEGIES[0];
  for (const strategy of STRATEGIES) if (scoreOf(trials[strategy]) > scoreOf(trials[best])) best = strategy;
  return best;
}

/** A strategy other than the blend, drawn in proportion to the scores. */
export function drawStrategy(trials: Trials, stream: RandomStream): Exclude<Strategy, "adaptive_blend"> {
  const pure = STRATEGIES.filter((strategy) => strategy !== "adaptive_blend");
  const scores = pure.map((strategy) => scoreOf(trials[strategy]));
  let left = stream.random() * scores.reduce((sum, score) => sum + score, 0);
  const drawn = scores.findIndex((score) => {
    left -= score;
    return left < 0;
  });
  return pure[drawn === -1 ? pure.length - 1 : drawn];
}
