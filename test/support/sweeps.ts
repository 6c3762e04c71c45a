import type { SweepPlan } from "../../src/analysis/sweep/sweep-plan.js";
import { designOf, type Factor } from "../../src/batch/design.js";
import type { FinishedRun } from "../../src/batch/study-runs.js";
import type { DesignKind } from "../../src/batch/study-schema.js";

export interface Planned {
  readonly kind: DesignKind;
  readonly factors: readonly Factor[];
  readonly points?: number;
  readonly seed?: number;
  readonly seeds?: number;
  readonly metrics?: readonly string[];
}

export function sweepPlan({ kind, factors, points = 0, seed = 1, seeds = 1, metrics = ["y"] }: Planned): SweepPlan {
  return { factors, design: designOf(kind, factors, points, seed), seeds: { count: seeds }, metrics };
}

type Figures = readonly (number | undefined)[];

/** Runs of a plan whose figures are functions of the values at a point and of the position of the seed; text is an error. */
export async function* runsOf(
  { design, seeds }: SweepPlan,
  figures: (values: readonly unknown[], position: number) => Figures | string,
): AsyncGenerator<FinishedRun> {
  for (const point of design.points()) {
    for (let position = 0; position < seeds.count; position += 1) {
      const planned = { run: point.index * seeds.count + position, point, position, seed: position + 1 };
      const found = figures(
        point.settings.flatMap(({ values }) => values),
        position,
      );
      yield typeof found === "string" ? { ...planned, error: found } : { ...planned, figures: found };
    }
  }
}
