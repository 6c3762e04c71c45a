import { InputError } from "../../base/errors.js";
import type { RunFigures } from "./run-figures.js";

/** The runs of one arm, one per seed. */
export interface ArmRuns {
  readonly name: string;
  readonly runs: readonly RunFigures[];
}

/** Which runs of an arm and of the control are held against each other. */
export interface Match {
  readonly design: "paired" | "unpaired";
  /** Positions of the control's runs, and of the arm's; of pairs, position i of both is of the same seed. */
  readonly control: readonly number[];
  readonly arm: readonly number[];
}

/**
 * Pairs where both have the same seeds, independent arms where they have none in common or no seeds at all.
 * @throws InputError for an arm with a seed twice, and for arms that share some of their seeds and not others
 */
export function matchArms(control: ArmRuns, arm: ArmRuns): Match {
  const places = [control, arm].map(placesOfSeeds);
  const [own, other] = places;
  const all = (runs: ArmRuns) => [...runs.runs.keys()];
  if (own === undefined || other === undefined) {
    return { design: "unpaired", control: all(control), arm: all(arm) };
  }
  const shared = [...own.keys()].filter((seed) => other.has(seed));
  if (shared.length === 0) return { design: "unpaired", control: all(control), arm: all(arm) };
  if (shared.length < own.size || shared.length < other.size) {
    throw new InputError(
      `"${arm.name}" has ${shared.length} of its ${other.size} seeds in common with "${control.name}", which has ${own.size}: ` +
        "give the same seeds to both, for pairs, or none in common; is one of the tables cut?",
    );
  }
  return {
    design: "paired",
    control: shared.map((seed) => own.get(seed) ?? 0),
    arm: shared.map((seed) => other.get(seed) ?? 0),
  };
}

/** Undefined where a run has no seed. */
function placesOfSeeds({ name, runs }: ArmRuns): ReadonlyMap<number, number> | undefined {
  const places = new Map<number, number>();
  for (const [place, { seed }] of runs.entries()) {
    if (seed === undefined) return undefined;
    if (places.has(seed)) throw new InputError(`"${name}" has two runs of seed ${seed}`);
    places.set(seed, place);
  }
  return places;
}
