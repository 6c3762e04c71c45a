import { detectableAt } from "../../analysis/compare/plan-seeds.js";
import { type Answer, lacking } from "../../analysis/statistics/answer.js";
import { pairedDifference } from "../../analysis/statistics/mean-difference.js";
import { momentsOf } from "../../analysis/statistics/moments.js";
import { pilotSpread, type Spread, seedsForPower } from "../../analysis/statistics/plan.js";
import { type ManyOptions, simulateMany } from "../../batch/simulate-many.js";
import { withSeed } from "../../batch/study-point.js";
import type { RunDigest } from "../../scenario/digest.js";
import { DESIGN } from "../lock/plan.js";
import { claimColumn, figureOf, type StudyColumn } from "../study/columns.js";
import type { ResearchArm } from "../study/research-arm.js";
import type { PowerPlan, StudyClaim } from "../study/research-study.js";

/** First seed of pilots: far from those of studies, which begin at 1. */
export const PILOT_START = 900_000_001;

/** The runs of a pilot, by arm, in the order of its seeds. */
export type PilotRuns = ReadonlyMap<string, readonly RunDigest[]>;

/** Runs every arm with a few seeds that the study does not use. @throws Error when a run fails */
export async function runPilot(
  arms: readonly ResearchArm[],
  count: number,
  options: ManyOptions & { readonly ran?: () => Promise<void> },
): Promise<PilotRuns> {
  const { ran, ...many } = options;
  const seeds = Array.from({ length: count }, (_, at) => PILOT_START + at);
  const runs = arms.flatMap((arm) => seeds.map((seed) => ({ arm, scenario: withSeed(arm.scenario, seed) })));
  const digests = new Map<string, RunDigest[]>(arms.map(({ name }) => [name, []]));
  let at = 0;
  for await (const { digest, error } of simulateMany(
    runs.map(({ scenario }) => scenario),
    { ...many, keepRows: true },
  )) {
    const { arm } = runs[at];
    if (digest === undefined) throw new Error(`the pilot run of arm "${arm.name}" failed: ${error.stack}`);
    digests.get(arm.name)?.push(digest);
    at += 1;
    await ran?.();
  }
  return digests;
}

/** The figures that a claim rests on, one per pilot run of an arm. */
export function pilotCells(runs: PilotRuns, claim: StudyClaim, arm: string): readonly (number | undefined)[] {
  const column: StudyColumn = {
    name: claimColumn(claim),
    metric: claim.metric,
    of: claim.kind === "trend" ? "trend" : "pooled",
  };
  return (runs.get(arm) ?? []).map((digest) => figureOf(column, digest));
}

/**
 * How many seeds a claim takes, from the deviation of the pilot alone: what the pilot says of the difference itself is not
 * looked at. Alpha is divided by the number of claims, the strictest that Holm's correction can be. A claim that nothing
 * changes takes as many as show it within the margin if it is so.
 */
export function powerOf(
  claim: StudyClaim,
  runs: PilotRuns,
  family: number,
  seeds: number,
): PowerPlan["claims"][number] {
  const { spread, share } = spreadOf(claim, runs);
  const alpha = DESIGN.alpha / family;
  const zero = claim.expected === "zero";
  const effect = (zero ? claim.margin : claim.min_effect) ?? null;
  // Two one-sided tests with power 1 - b against 0 need what a two-sided one of level 2 alpha with power 1 - b / 2 does.
  const [power, level] = zero ? [1 - (1 - DESIGN.power) / 2, 1 - 2 * alpha] : [DESIGN.power, 1 - alpha];
  const usable = Math.floor(seeds * share);
  const needed = effect === null ? lacking("") : mappedSeeds(spread, effect, power, level);
  return {
    id: claim.id,
    deviation: spread.defined ? spread.value.deviation : null,
    effect,
    seeds_needed: needed.defined ? Math.ceil(needed.value / share) : null,
    detectable: spread.defined && usable >= 2 ? detectableAt(spread.value, usable, alpha) : null,
  };
}

function mappedSeeds(spread: Answer<Spread>, effect: number, power: number, level: number): Answer<number> {
  return spread.defined ? seedsForPower(spread.value, effect, power, level) : spread;
}

/**
 * Deviation of the paired difference, or of the level where a claim is about one arm alone; and the share of seeds that
 * define it, above 0.
 */
function spreadOf(claim: StudyClaim, runs: PilotRuns): { readonly spread: Answer<Spread>; readonly share: number } {
  const own = pilotCells(runs, claim, claim.arm);
  const other = claim.versus === undefined ? own.map(() => 0) : pilotCells(runs, claim, claim.versus);
  const pairs = own.flatMap((value, at) => {
    const against = other[at];
    return value === undefined || against === undefined ? [] : [[against, value] as const];
  });
  if (pairs.length < 2) return { spread: lacking("too few pilot runs define it"), share: 1 };
  const [control, arm] = [pairs.map(([value]) => value), pairs.map(([, value]) => value)];
  const difference = pairedDifference(control, arm);
  const spread = difference.defined ? pilotSpread(difference.value) : difference;
  return { spread, share: pairs.length / own.length };
}

/** Mean of a claim's metric in an arm of the pilot; undefined where no run defines it. */
export function pilotMean(runs: PilotRuns, claim: StudyClaim, arm: string): number | undefined {
  const values = pilotCells(runs, claim, arm).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : momentsOf(values).mean;
}
