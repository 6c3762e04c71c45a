import { holm } from "../statistics/holm.js";
import type { ValueRange } from "../statistics/missing-cells.js";
import { valueIn } from "./chain.js";
import type { Difference, FigureComparison } from "./comparison.js";
import { differenceOf } from "./difference.js";
import { levelOf } from "./level.js";
import type { ArmRuns, Match } from "./match-arms.js";
import type { RunFigures } from "./run-figures.js";

/** The arms of a comparison, the control first, and how each of the others is matched with it. */
export interface MatchedArms {
  readonly arms: readonly ArmRuns[];
  /** One per arm after the control. */
  readonly matches: readonly Match[];
}

export interface FigureOptions {
  /** Names the figure, for the random numbers. */
  readonly key: string;
  readonly range?: ValueRange | undefined;
  /** Margin of equivalence, > 0. */
  readonly margin?: number | undefined;
  /** Wanted width of the interval, > 0. */
  readonly width?: number | undefined;
  /** Whether the p-values of all arms are corrected together. */
  readonly corrected?: boolean;
}

/** One figure of a run in every arm, and the differences of the others from the control. */
export function compareFigure(
  { arms, matches }: MatchedArms,
  pick: (run: RunFigures) => number | undefined,
  { key, range, margin, width, corrected = false }: FigureOptions,
): FigureComparison {
  const cells = arms.map(({ runs }) => runs.map(pick));
  const differences = matches.map((match, at) => {
    const [control, treatment] = [cells[0], cells[at + 1]];
    return differenceOf(
      match.control.map((place) => control[place]),
      match.arm.map((place) => treatment[place]),
      {
        arm: arms[at + 1].name,
        against: arms[0].name,
        design: match.design,
        key: [key, at + 1],
        range,
        margin,
        width,
        tests: corrected ? matches.length : 1,
      },
    );
  });
  return {
    arms: arms.map(({ name }, at) => levelOf(name, cells[at], [key, at])),
    differences: corrected ? withHolm(differences) : differences,
  };
}

function withHolm(differences: readonly Difference[]): readonly Difference[] {
  const adjusted = holm(differences.map(({ test }) => valueIn(test)?.p));
  return differences.map((difference, at) => ({ ...difference, p_holm: adjusted[at] ?? null }));
}
