import type { RandomStream } from "../base/random/random-source.js";
import type { Signals } from "../model/signal-profile.js";

/** `adaptive` changes between `policy_obfuscation` and `activation_obfuscation`. */
export const OBFUSCATION_STRATEGIES = ["blatant", "policy_obfuscation", "activation_obfuscation", "adaptive"] as const;

export type ObfuscationStrategy = (typeof OBFUSCATION_STRATEGIES)[number];

interface Disguise {
  /** Most that is added to progress and to engagement, >= 0. */
  readonly signal_inflation_cap: number;
  /** Growth per epoch, in [0, 1]. */
  readonly drift_rate: number;
  /** Standard deviation at full growth, >= 0. */
  readonly activation_noise_scale: number;
}

/**
 * Alters raw signals; progress and engagement stay in [-1, 1], counts whole and >= 0. Draw order: progress, rework,
 * rejections, engagement, misuse for `policy_obfuscation`; progress (two), engagement (two), rework, rejections for
 * `activation_obfuscation`, whose noise grows with the epoch. `blatant` draws and alters nothing.
 * Source: SWARM v1.9.0, the signal generator that no run of it installs.
 */
export function disguise(
  strategy: Exclude<ObfuscationStrategy, "adaptive">,
  { signal_inflation_cap: cap, drift_rate, activation_noise_scale }: Disguise,
  epoch: number,
  signals: Signals,
  stream: RandomStream,
): void {
  if (strategy === "blatant") return;
  if (strategy === "policy_obfuscation") {
    signals.progress += Math.min(cap, stream.uniform(0.15, 0.35));
    signals.rework -= stream.uniform(0.5, 1.5);
    signals.rejections -= stream.uniform(0.3, 1);
    signals.engagement += Math.min(cap, stream.uniform(0.1, 0.25));
    signals.misuse -= stream.uniform(0.3, 0.8);
  } else {
    const drift = Math.min(1, epoch * drift_rate);
    const noise = activation_noise_scale * drift;
    signals.progress += drift * stream.uniform(-0.1, 0.1) + stream.gauss(0, noise);
    signals.engagement += drift * stream.uniform(-0.1, 0.1) + stream.gauss(0, noise);
    signals.rework += stream.gauss(0, noise);
    signals.rejections += stream.gauss(0, noise / 2);
  }
  signals.progress = Math.max(-1, Math.min(1, signals.progress));
  signals.engagement = Math.max(-1, Math.min(1, signals.engagement));
  signals.rework = Math.max(0, Math.round(signals.rework));
  signals.rejections = Math.max(0, Math.round(signals.rejections));
  signals.misuse = Math.max(0, Math.round(signals.misuse));
}
