import { levelLabels } from "../../batch/design-scale.js";
import { type Answer, answer, lacking } from "../statistics/answer.js";
import {
  type Interval,
  type MeanDifference,
  pairedDifference,
  tInterval,
  unpairedDifference,
} from "../statistics/mean-difference.js";
import { LEVEL, type MeanWithInterval, meanWithInterval } from "./mean-with-interval.js";
import type { PointFigures } from "./point-figures.js";
import type { SweepPlan } from "./sweep-plan.js";

/** A figure at one level of a factor, averaged over everything else that is varied. */
export interface LevelEffect {
  readonly level: string;
  readonly mean: Answer<MeanWithInterval>;
  /** Less the first level; of the first one there is none. */
  readonly contrast: Answer<Contrast>;
}

export interface Contrast {
  readonly difference: number;
  readonly interval: Answer<Interval>;
}

export interface FactorEffects {
  readonly factor: string;
  readonly levels: readonly LevelEffect[];
}

/**
 * What a mean and its interval are over. In a grid the values are chosen and chance is in the seeds alone: for each seed
 * the level's points are averaged, and levels are compared seed by seed. In the other designs points are drawn: each
 * point's mean over its seeds counts once, and levels are compared by Welch's t.
 */
export type EffectUnit = "seeds" | "points";

export function effectUnit({ design }: SweepPlan): EffectUnit {
  return design.kind === "grid" ? "seeds" : "points";
}

/** Main effects of every factor on one figure. A Saltelli design enters with A and B alone: its other points repeat them. */
export function mainEffects(plan: SweepPlan, figures: PointFigures): readonly FactorEffects[] {
  const unit = effectUnit(plan);
  const values = unit === "seeds" ? valuesBySeed(figures) : valuesByPoint(plan, figures);
  return plan.factors.map(({ name, scale }, factor) => {
    const labels = levelLabels(scale);
    const [control] = values[factor];
    const levels = values[factor].map((level, i): LevelEffect => {
      const own = i === 0 ? lacking("it is what the others are compared with") : contrast(unit, control, level);
      const defined = level.filter((value) => value !== undefined);
      return { level: labels[i], mean: meanWithInterval(defined, unit), contrast: own };
    });
    return { factor: name, levels };
  });
}

/** By factor and level; undefined for a seed that has no figure at any of the level's points. */
type Values = readonly (readonly (readonly (number | undefined)[])[])[];

function valuesBySeed({ levels }: PointFigures): Values {
  return levels.map((factor) =>
    factor.map(({ sums, counts }) =>
      Array.from(sums, (sum, seed) => (counts[seed] === 0 ? undefined : sum / counts[seed])),
    ),
  );
}

function valuesByPoint({ factors, design }: SweepPlan, { means }: PointFigures): Values {
  const values: number[][][] = factors.map(({ scale }) => levelLabels(scale).map(() => []));
  const block = design.kind === "saltelli" ? factors.length + 2 : 1;
  for (const { index, settings } of design.points()) {
    if (index % block >= 2 || Number.isNaN(means[index])) continue;
    settings.forEach(({ level }, factor) => {
      values[factor][level].push(means[index]);
    });
  }
  return values;
}

function contrast(
  unit: EffectUnit,
  control: readonly (number | undefined)[],
  level: readonly (number | undefined)[],
): Answer<Contrast> {
  const found = unit === "seeds" ? paired(control, level) : unpairedDifference(defined(control), defined(level));
  if (!found.defined) return found;
  return answer({ difference: found.value.estimate, interval: tInterval(found.value, LEVEL) });
}

function paired(
  control: readonly (number | undefined)[],
  level: readonly (number | undefined)[],
): Answer<MeanDifference> {
  const pairs = control.flatMap((a, seed) => {
    const b = level[seed];
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  return pairedDifference(
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
  );
}

function defined(values: readonly (number | undefined)[]): readonly number[] {
  return values.filter((value) => value !== undefined);
}
