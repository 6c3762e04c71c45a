import { InputError } from "../../base/errors.js";
import { DESIGN } from "../lock/plan.js";
import type { LoadedStudy } from "../study/load-study.js";
import type { PowerPlan, ResearchStudy, StudyClaim } from "../study/research-study.js";
import { limitFor } from "./limits.js";
import { PILOT_START, type PilotRuns, pilotCells, pilotMean, powerOf } from "./pilot.js";

/** Seeds of a study whose number nobody has named: no fewer, however small the deviation, and no more. */
const FEWEST_SEEDS = 20;
const MOST_SEEDS = 200;

/** Without a pilot. */
const UNPLANNED = 50;

/** What is known before the number of seeds is chosen. */
export interface PlanInput {
  /** `undefined` where no pilot was run. */
  readonly pilot: PilotRuns | undefined;
  readonly pilotSeeds: number;
  /** Named by the user; chosen by power where it is not. */
  readonly seeds: number | undefined;
}

/**
 * The study with margins, smallest effects and a number of seeds. A claim whose metric no pilot run defines is taken out
 * and named among those that cannot be tested.
 *
 * @throws InputError where no claim is left, and where a margin cannot be told without a pilot
 */
export function planStudy({ study, arms }: LoadedStudy, { pilot, pilotSeeds, seeds }: PlanInput): ResearchStudy {
  const undefinedIn = (claim: StudyClaim) =>
    pilot === undefined
      ? undefined
      : [claim.arm, claim.versus].find(
          (arm) => arm !== undefined && pilotCells(pilot, claim, arm).every((value) => value === undefined),
        );
  const kept = study.claims.filter((claim) => undefinedIn(claim) === undefined);
  const dropped = study.claims.filter((claim) => !kept.includes(claim));
  if (kept.length === 0) {
    const list = dropped.map((claim) => `${claim.metric} in the arm ${undefinedIn(claim)}`).join(", ");
    throw new InputError(
      `no claim can be tested by these arms: no pilot run defines ${list}; name arms whose runs do in swarm_scenarios`,
    );
  }
  const epochsOf = (name: string) => arms.find((arm) => arm.name === name)?.scenario.spec.simulation.n_epochs ?? 1;
  const claims = kept.map((claim) => {
    const level = pilot && pilotMean(pilot, claim, claim.versus ?? claim.arm);
    return withLimits(claim, limitFor(claim, level, epochsOf(claim.arm)));
  });
  const needed = pilot && claims.map((claim) => powerOf(claim, pilot, claims.length, 0).seeds_needed ?? 0);
  const count = seeds ?? chosen(needed);
  const power = pilot && claims.map((claim) => powerOf(claim, pilot, claims.length, count));
  const primary = claims.some(({ id }) => id === study.primary) ? study.primary : claims[0].id;
  const hypothesis = claims.find(({ id }) => id === primary)?.claim ?? study.hypothesis;
  const untested = dropped.map(({ claim, where, metric, ...rest }) => ({
    claim,
    ...(where === undefined ? {} : { where }),
    why: `no pilot run of the arm ${undefinedIn({ claim, metric, ...rest })} defines ${metric}`,
  }));
  const { not_testable = [], power: _, metrics, ...others } = study;
  const all = [...not_testable, ...untested];
  return {
    ...others,
    hypothesis,
    seeds: { ...study.seeds, count },
    primary,
    claims,
    ...(all.length === 0 ? {} : { not_testable: all }),
    ...(metrics === undefined ? {} : { metrics }),
    power: powerPlan(power, pilotSeeds, seeds, count),
  };
}

function chosen(needed: readonly number[] | undefined): number {
  if (needed === undefined) return UNPLANNED;
  return Math.min(MOST_SEEDS, Math.max(FEWEST_SEEDS, ...needed));
}

function withLimits(claim: StudyClaim, limit: number | undefined): StudyClaim {
  if (claim.expected === "zero") {
    if (claim.margin !== undefined) return claim;
    if (limit === undefined) {
      throw new InputError(
        `claim ${claim.id} needs a margin: how much of ${claim.metric} does not matter? (no pilot tells)`,
      );
    }
    return { ...claim, margin: limit };
  }
  return claim.min_effect !== undefined || limit === undefined ? claim : { ...claim, min_effect: limit };
}

function powerPlan(
  claims: PowerPlan["claims"] | undefined,
  pilotSeeds: number,
  asked: number | undefined,
  count: number,
): PowerPlan {
  const notes: string[] = [];
  if (claims === undefined) notes.push("no pilot was run: what this number of seeds can find is not known");
  if (asked !== undefined) notes.push(`${count} seeds were asked for`);
  for (const { id, seeds_needed } of claims ?? []) {
    if (seeds_needed === null) notes.push(`${id}: the pilot does not tell how many seeds it takes`);
    else if (seeds_needed > count) {
      notes.push(`${id} would take ${seeds_needed} seeds: an effect as small as planned for may stay unseen`);
    }
  }
  return {
    power: DESIGN.power,
    pilot: claims === undefined ? null : { start: PILOT_START, count: pilotSeeds },
    claims: claims ?? [],
    notes,
  };
}
