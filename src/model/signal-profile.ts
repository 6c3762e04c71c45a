import type { RandomStream } from "../base/random/random-source.js";
import type { Archetype } from "./archetype.js";
import type { Observables } from "./observables.js";

/** Observables that are being filled in. */
export type Signals = { -readonly [K in keyof Observables]: Observables[K] };

/** Ranges, both ends included, from which the signals of an interaction are drawn. A range of one point draws nothing. */
export interface SignalProfile {
  readonly progress: readonly [number, number];
  /** Counts: uniform integers. */
  readonly rework: readonly [number, number];
  readonly rejections: readonly [number, number];
  readonly misuse: readonly [number, number];
  readonly engagement: readonly [number, number];
}

const HONEST: SignalProfile = {
  progress: [0.3, 0.8],
  rework: [0, 1],
  rejections: [0, 0],
  misuse: [0, 0],
  engagement: [0.2, 0.6],
};

const HARMFUL: SignalProfile = {
  progress: [-0.3, 0.2],
  rework: [1, 3],
  rejections: [1, 2],
  misuse: [0, 1],
  engagement: [-0.5, -0.1],
};

/**
 * The profile of an archetype whose agents bring none of their own. As in the reference system, every archetype without
 * a row of its own looks like an attacker; a definition's `profile` says otherwise. Source: SWARM v1.9.0.
 */
export const PROFILES: Readonly<Record<Archetype, SignalProfile>> = {
  honest: HONEST,
  opportunistic: {
    progress: [0.1, 0.5],
    rework: [0, 2],
    rejections: [0, 1],
    misuse: [0, 0],
    engagement: [-0.2, 0.3],
  },
  deceptive: {
    progress: [0.2, 0.6],
    rework: [0, 2],
    rejections: [0, 1],
    misuse: [0, 0],
    engagement: [0, 0.4],
  },
  adversarial: HARMFUL,
  cautious: HARMFUL,
  collaborative: HARMFUL,
  adaptive: HARMFUL,
};

function count(stream: RandomStream, [low, high]: readonly [number, number]): number {
  return low === high ? low : stream.integer(low, high);
}

/**
 * Draws the raw signals of one interaction into `into`. Draw order: progress, rework, rejections, misuse, engagement.
 */
export function drawSignals(profile: SignalProfile, stream: RandomStream, into: Signals): void {
  into.progress = stream.uniform(profile.progress[0], profile.progress[1]);
  into.rework = count(stream, profile.rework);
  into.rejections = count(stream, profile.rejections);
  into.misuse = count(stream, profile.misuse);
  into.engagement = stream.uniform(profile.engagement[0], profile.engagement[1]);
}

/**
 * Scales progress and engagement by f = 0.75 + 0.25 clamp(reputation, -1, 1) and cuts the engagement of a rejected
 * interaction at 0. f multiplies signed values, so a good reputation also sharpens bad signals.
 */
export function weighSignals(reputation: number, accepted: boolean, signals: Signals): void {
  const f = 0.75 + 0.25 * Math.max(-1, Math.min(1, reputation));
  signals.progress *= f;
  signals.engagement *= f;
  if (!accepted) signals.engagement = Math.min(signals.engagement, 0);
}
