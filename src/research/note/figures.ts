import type { Comparison, FigureComparison } from "../../analysis/compare/comparison.js";
import { type Answer, answer, lacking } from "../../analysis/statistics/answer.js";
import type { ArmPair, StudyArms } from "./study-arms.js";

/** A difference with the ends of its interval. */
export interface Gap {
  readonly estimate: number;
  /** Undefined where the difference is the same for every seed. */
  readonly interval: readonly [low: number, high: number] | undefined;
  /** p of the primary metric, corrected over the arms. */
  readonly corrected: number | null;
  /** The estimate in per cent of the scenario's own mean. */
  readonly percent: number | undefined;
}

/** Where a difference lies: wholly on one side of 0, around it, or exactly there in every run. */
export type Side = "up" | "down" | "open" | "same" | "unknown";

/** A figure of a comparison that is told better from worse, or not. */
export interface NamedFigure extends FigureComparison {
  readonly metric: string;
  readonly direction: string;
}

/** Metrics and prices of a comparison, by name. */
export function figureOf({ metrics, price }: Comparison, name: string): NamedFigure | undefined {
  return [...metrics, ...price].find(({ metric }) => metric === name);
}

/** Mean over the runs of an arm; from its twin that measures where only that one defines it. */
export function levelOf({ arms }: FigureComparison, pair: ArmPair): Answer<number> {
  const means = [pair.plain, pair.watched].map((name) => arms.find(({ arm }) => arm === name)?.mean);
  return (
    means.find((mean) => mean?.defined) ?? means.find((mean) => mean !== undefined) ?? lacking("there is no such arm")
  );
}

/**
 * The scenario less one of its controls. A comparison states control less scenario, seed by seed: both ends of its
 * interval change sign and place.
 */
export function gapTo({ differences }: FigureComparison, pair: ArmPair): Answer<Gap> {
  const found = [pair.plain, pair.watched].map((name) => differences.find(({ arm }) => arm === name));
  const difference = found.find((each) => each?.estimate.defined) ?? found.find((each) => each !== undefined);
  if (difference === undefined) return lacking("there is no such arm");
  if (!difference.estimate.defined) return difference.estimate;
  const { estimate, interval, percent, p_holm } = difference;
  const ends = interval.defined ? ([minus(interval.value.high), minus(interval.value.low)] as const) : undefined;
  return answer({
    estimate: minus(estimate.value),
    interval: ends,
    corrected: p_holm,
    percent: percent.defined ? minus(percent.value) : undefined,
  });
}

export function sideOf(gap: Answer<Gap>): Side {
  if (!gap.defined) return "unknown";
  const { estimate, interval } = gap.value;
  const [low, high] = interval ?? [estimate, estimate];
  if (low > 0) return "up";
  if (high < 0) return "down";
  return interval === undefined ? "same" : "open";
}

/** What a side means for a figure that is better one way than the other. */
export function turnOf(side: Side, direction: string): "better" | "worse" | undefined {
  if (side !== "up" && side !== "down") return undefined;
  if (direction === "higher is worse") return side === "up" ? "worse" : "better";
  if (direction === "higher is better") return side === "up" ? "better" : "worse";
  return undefined;
}

/** Figures in which an arm and its measuring twin differ, over everything that both define; none where measuring is free. */
export function movedByWatching(comparison: Comparison, arms: StudyArms): readonly string[] {
  const figures = [...comparison.metrics, ...comparison.price].map((each) => [each.metric, each] as const);
  const ofTypes = comparison.types.flatMap(({ type, payoff, governance_cost, freezes }) => [
    [`payoff of ${type}`, payoff] as const,
    [`governance cost of ${type}`, governance_cost] as const,
    [`freezes of ${type}`, freezes] as const,
  ]);
  const pairs = Object.values(arms).flatMap(({ plain, watched }: ArmPair) =>
    plain === undefined || watched === undefined ? [] : [[plain, watched] as const],
  );
  const moved = new Set<string>();
  for (const [plain, watched] of pairs) {
    for (const [name, { arms: levels }] of [...figures, ...ofTypes]) {
      const [a, b] = [plain, watched].map((arm) => levels.find((level) => level.arm === arm));
      if (a === undefined || b === undefined || !a.mean.defined) continue;
      if (JSON.stringify([a.mean, a.sd, a.missing]) !== JSON.stringify([b.mean, b.sd, b.missing])) moved.add(name);
    }
    for (const { metric, arm, n, mean, sd } of comparison.trajectories) {
      const twin = comparison.trajectories.find((each) => each.metric === metric && each.arm === watched);
      if (arm !== plain || twin === undefined || !mean.some((value) => value !== null)) continue;
      if (JSON.stringify([n, mean, sd]) !== JSON.stringify([twin.n, twin.mean, twin.sd]))
        moved.add(`${metric} by epoch`);
    }
  }
  return [...moved];
}

function minus(value: number): number {
  return value === 0 ? 0 : -value;
}
