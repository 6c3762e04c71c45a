import { levelLabels } from "../../batch/design-scale.js";
import { type Answer, answer, lacking } from "../statistics/answer.js";
import { type Interval, pairedDifference, tInterval } from "../statistics/mean-difference.js";
import { momentsOf } from "../statistics/moments.js";
import { type DrawnLevel, drawnContrast, drawnMean } from "./drawn-levels.js";
import { LEVEL, type MeanWithInterval, meanWithInterval } from "./mean-with-interval.js";
import type { PointFigures } from "./point-figures.js";
import { isOwnPoint, type SweepPlan } from "./sweep-plan.js";

/** A figure at one level of a factor, averaged over everything else that is varied. */
export interface LevelEffect {
  readonly level: string;
  readonly mean: Answer<MeanWithInterval>;
  /** Less the first level; of the first one there is none. */
  readonly contrast: Answer<Contrast>;
}

interface Contrast {
  readonly difference: number;
  readonly interval: Answer<Interval>;
}

export interface FactorEffects {
  readonly factor: string;
  readonly levels: readonly LevelEffect[];
}

/**
 * What a mean is over. In a grid the values are chosen and chance is in the seeds alone: for each seed the level's points
 * are averaged, and levels are compared seed by seed. In the other designs points are drawn, each counts once, and chance
 * is in the points and in the seeds.
 */
export type EffectUnit = "seeds" | "points";

export function effectUnit({ design }: SweepPlan): EffectUnit {
  return design.kind === "grid" ? "seeds" : "points";
}

/** Main effects of every factor on one figure. A Saltelli design enters with A and B alone: its other points repeat them. */
export function mainEffects(plan: SweepPlan, figures: PointFigures): readonly FactorEffects[] {
  const drawn = effectUnit(plan) === "points" ? drawnLevels(plan, figures) : undefined;
  return plan.factors.map(({ name, scale }, factor) => {
    const own = drawn?.[factor];
    const effects = own === undefined ? gridEffects(figures, factor) : drawnEffects(own);
    const labels = levelLabels(scale);
    return { factor: name, levels: effects.map((effect, i) => ({ level: labels[i], ...effect })) };
  });
}

type Effect = Omit<LevelEffect, "level">;

const FIRST = lacking("it is what the others are compared with");

function gridEffects({ levels }: PointFigures, factor: number): readonly Effect[] {
  const values = levels[factor].map((level) => level.bySeed());
  const [control] = values;
  return values.map((level, i) => ({
    mean: meanWithInterval(
      level.filter((value) => value !== undefined),
      "seeds",
    ),
    contrast: i === 0 ? FIRST : paired(control, level),
  }));
}

type BySeed = readonly (number | undefined)[];

function paired(control: BySeed, level: BySeed): Answer<Contrast> {
  const pairs = control.flatMap((a, seed) => {
    const b = level[seed];
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  const found = pairedDifference(
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
  );
  if (!found.defined) return found;
  return answer({ difference: found.value.estimate, interval: tInterval(found.value, LEVEL) });
}

function drawnEffects(levels: readonly DrawnLevel[]): readonly Effect[] {
  const [control] = levels;
  return levels.map((level, i) => ({
    mean: drawnMean(level),
    contrast: i === 0 ? FIRST : contrast(control, level),
  }));
}

function contrast(control: DrawnLevel, level: DrawnLevel): Answer<Contrast> {
  if (control.points.length === 0) return lacking("no run defines it at the first level");
  if (level.points.length === 0) return lacking("no run defines it");
  const difference = momentsOf(level.points).mean - momentsOf(control.points).mean;
  return answer({ difference, interval: drawnContrast(control, level, difference) });
}

/** By factor and level. */
function drawnLevels(plan: SweepPlan, { means, levels }: PointFigures): readonly (readonly DrawnLevel[])[] {
  const points: number[][][] = levels.map((factor) => factor.map(() => []));
  for (const { index, settings } of plan.design.points()) {
    if (!isOwnPoint(plan, index) || Number.isNaN(means[index])) continue;
    settings.forEach(({ level }, factor) => {
      points[factor][level].push(means[index]);
    });
  }
  return levels.map((factor, f) => factor.map((runs, level) => ({ points: points[f][level], runs })));
}
