import type { Path } from "../scenario/document.js";
import { gridPoints, gridSize } from "./design-grid.js";
import { latinHypercubePoints } from "./design-latin-hypercube.js";
import { randomPoints } from "./design-random.js";
import { saltelliPoints, saltelliSize } from "./design-saltelli.js";
import type { Scale, Setting } from "./design-scale.js";
import type { DesignKind } from "./study-schema.js";

/** Something that is varied: one key of a scenario, or several that move together. */
export interface Factor {
  /** Differs from the names of all others in the design. */
  readonly name: string;
  readonly paths: readonly Path[];
  readonly scale: Scale;
}

/** One setting per factor. */
export interface Point {
  /** From 0, in plan order. */
  readonly index: number;
  readonly settings: readonly Setting[];
}

/** Which points are run, in which order. */
export interface Design {
  readonly kind: DesignKind;
  readonly size: number;
  /** The same points each time. */
  points(): Iterable<Point>;
}

/**
 * @param count points to draw, N of a Saltelli design; of no meaning to a grid
 * @param seed of the draws; each factor has a stream of its own, named after it
 */
export function designOf(kind: DesignKind, factors: readonly Factor[], count: number, seed: number): Design {
  switch (kind) {
    case "grid":
      return { kind, size: gridSize(factors), points: () => numbered(gridPoints(factors)) };
    case "random":
      return { kind, size: count, points: () => numbered(randomPoints(factors, count, seed)) };
    case "latin_hypercube":
      return { kind, size: count, points: () => numbered(latinHypercubePoints(factors, count, seed)) };
    case "saltelli":
      return { kind, size: saltelliSize(factors, count), points: () => numbered(saltelliPoints(factors, count, seed)) };
  }
}

function* numbered(points: Iterable<readonly Setting[]>): Iterable<Point> {
  let index = 0;
  for (const settings of points) {
    yield { index, settings };
    index += 1;
  }
}
