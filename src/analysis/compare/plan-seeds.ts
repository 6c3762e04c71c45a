import { type Answer, lacking } from "../statistics/answer.js";
import { type MeanDifference, pairedDifference, unpairedDifference } from "../statistics/mean-difference.js";
import { keptPairs, keptValues } from "../statistics/missing-cells.js";
import { type Pairing, pairing } from "../statistics/pairing.js";
import { pilotSpread, prospect, type Range, type Spread, seedsForPower, seedsForWidth } from "../statistics/plan.js";
import { chain, mapped } from "./chain.js";
import { ALPHA, LEVEL } from "./difference.js";
import type { Estimand } from "./estimand.js";
import { type ArmRuns, type Match, matchArms } from "./match-arms.js";
import { figureIn } from "./run-figures.js";

/** Power that a plan is made for. */
const POWER = 0.8;

/** Numbers of seeds that a plan looks at. */
const SEEDS = [6, 10, 20, 30, 50, 100, 200, 500, 1000];

/** What a pilot tells of larger experiments. It holds no difference: who plans must not know the outcome. */
export interface SeedPlan {
  readonly primary: string;
  readonly estimand: Estimand;
  /** The true difference that power is reckoned for; `null` where none was given. */
  readonly effect: number | null;
  readonly width: number | null;
  readonly power: number;
  /** Level of each test: alpha over the number of arms, the strictest that Holm's correction can be. */
  readonly test_alpha: number;
  readonly arms: readonly ArmPlan[];
}

export interface ArmPlan {
  readonly arm: string;
  readonly against: string;
  readonly design: Match["design"];
  /** Values of the pilot, by side; of pairs the same number twice. */
  readonly n: readonly [control: number, arm: number];
  readonly broken_pairs: number;
  readonly pairing: Answer<Pick<Pairing, "correlation" | "verdict"> & { readonly variance_saved: number }>;
  /** The error of the difference with n seeds is this over sqrt(n); the ends are those of its 95 % interval. */
  readonly deviation: Answer<Range>;
  readonly prospects: readonly SeedProspect[];
  /** Seeds that find the effect with the power; `null` without an effect. */
  readonly seeds_for_effect: Answer<number> | null;
  /** Seeds whose interval has the width; `null` without one. */
  readonly seeds_for_width: Answer<number> | null;
}

/** What a number of seeds (per arm) would give, at the pilot's deviation and at the ends of its interval. */
interface SeedProspect {
  readonly seeds: number;
  /** Half of the width of the 95 % interval. */
  readonly half_width: Range;
  /** The true difference that is found with the power. */
  readonly detectable: Range;
  /** Chance to find the effect; `null` without one. */
  readonly power: Range | null;
}

export interface PlanQuestion {
  readonly primary: string;
  readonly estimand: Estimand;
  /** Not 0. */
  readonly effect: number | undefined;
  /** > 0. */
  readonly width: number | undefined;
}

/** @throws InputError for arms whose seeds do not fit */
export function planSeeds({ primary, estimand, effect, width }: PlanQuestion, arms: readonly ArmRuns[]): SeedPlan {
  const [control, ...treatments] = arms;
  const testAlpha = ALPHA / treatments.length;
  return {
    primary,
    estimand,
    effect: effect ?? null,
    width: width ?? null,
    power: POWER,
    test_alpha: testAlpha,
    arms: treatments.map((arm) => {
      const match = matchArms(control, arm);
      const cells = (runs: ArmRuns["runs"], places: readonly number[]) =>
        places.map((place) => figureIn(runs[place], primary, estimand));
      const paired = match.design === "paired";
      const { kept, brokenPairs } = (paired ? keptPairs : keptValues)(
        cells(control.runs, match.control),
        cells(arm.runs, match.arm),
      );
      const mean = (paired ? pairedDifference : unpairedDifference)(kept.control, kept.treatment);
      const spread = chain<MeanDifference, Spread>(mean, pilotSpread);
      return {
        arm: arm.name,
        against: control.name,
        design: match.design,
        n: [kept.control.length, kept.treatment.length],
        broken_pairs: brokenPairs,
        pairing: paired
          ? mapped(pairing(kept.control, kept.treatment), ({ correlation, varianceSaved, verdict }) => {
              return { correlation, variance_saved: varianceSaved, verdict };
            })
          : lacking("the arms do not share seeds"),
        deviation: mapped(spread, ({ deviation, low, high }) => ({ at: deviation, low, high })),
        prospects: spread.defined ? SEEDS.map((seeds) => prospectOf(spread.value, seeds, testAlpha, effect)) : [],
        seeds_for_effect:
          effect === undefined ? null : chain(spread, (found) => seedsForPower(found, effect, POWER, 1 - testAlpha)),
        seeds_for_width: width === undefined ? null : chain(spread, (found) => seedsForWidth(found, width, LEVEL)),
      };
    }),
  };
}

function prospectOf(spread: Spread, seeds: number, testAlpha: number, effect: number | undefined): SeedProspect {
  const detectable = detectableAt(spread, seeds, testAlpha);
  return {
    seeds,
    half_width: prospect(spread, seeds, LEVEL).halfWidth,
    detectable: {
      at: detectable,
      low: (detectable * spread.low) / spread.deviation,
      high: (detectable * spread.high) / spread.deviation,
    },
    power: effect === undefined ? null : (prospect(spread, seeds, 1 - testAlpha, effect).power ?? null),
  };
}

/**
 * The true difference that so many seeds find with the power of a plan. Power grows with the size of the effect, and
 * only with its ratio to the deviation.
 */
export function detectableAt(spread: Spread, seeds: number, testAlpha: number): number {
  const powerAt = (effect: number) => prospect(spread, seeds, 1 - testAlpha, effect).power?.at ?? 0;
  let [low, high] = [0, spread.deviation / Math.sqrt(seeds)];
  while (powerAt(high) < POWER) [low, high] = [high, 2 * high];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (powerAt(middle) < POWER) low = middle;
    else high = middle;
  }
  return high;
}
