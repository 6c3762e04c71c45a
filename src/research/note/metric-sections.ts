import type { Comparison } from "../../analysis/compare/comparison.js";
import { table } from "../../analysis/report/markdown-blocks.js";
import { listed } from "../../analysis/validity/words.js";
import { SAFETY_FIGURES } from "../../metrics/safety-figures.js";
import { figureOf, gapTo, levelOf, movedByWatching, type NamedFigure, sideOf, turnOf } from "./figures.js";
import type { ArmPair, StudyArms } from "./study-arms.js";
import { gapText, levels, numbers } from "./words.js";

/** A table per control: the scenario, the control, the difference between the two and how it reads. */
export function metricsSection(comparison: Comparison, arms: StudyArms): string {
  return against(arms)
    .flatMap((control) => [
      figuresTable(named(comparison, SAFETY_FIGURES), arms, control),
      ...named(comparison, SAFETY_FIGURES).flatMap((figure) => brokenPairs(figure, control)),
    ])
    .join("\n\n");
}

/** Pairs that no difference has in it, and how far they could move it. */
function brokenPairs({ metric, differences }: NamedFigure, { label, plain, watched }: ArmPair): readonly string[] {
  const difference = differences.find(({ arm }) => arm === (plain ?? watched));
  if (difference === undefined || difference.broken_pairs === 0) return [];
  const { broken_pairs, worst_case } = difference;
  const [least, most] = worst_case?.defined ? numbers([0 - worst_case.value.high, 0 - worst_case.value.low]) : [];
  const bounds =
    least === undefined
      ? "how far they could move it is not known"
      : `whatever they had been, the mean difference would lie from ${least} to ${most}`;
  const pairs = broken_pairs === 1 ? "1 pair lacks" : `${broken_pairs} pairs lack`;
  return [`${metric} against "${label}": ${pairs} a value, as a run does not define it; ${bounds}.`];
}

/** What the comparison measured besides the six, passively where the lever of those figures is off. */
export function detectorSection(comparison: Comparison, arms: StudyArms, kind: "security" | "collusion"): string {
  const figures = comparison.metrics.filter(({ metric }) => !SAFETY_FIGURES.includes(metric));
  const tables = against(arms).map((control) => figuresTable(figures, arms, control));
  return [watching(comparison, arms, kind), ...tables].join("\n\n");
}

/** Levers charge, freeze, and stop useful work too. */
export function priceSection({ price }: Comparison, arms: StudyArms): string {
  return against(arms)
    .map((control) => figuresTable(price, arms, control))
    .join("\n\n");
}

export function against({ off, strict }: StudyArms): readonly ArmPair[] {
  return [off, strict];
}

function named(comparison: Comparison, names: readonly string[]): readonly NamedFigure[] {
  return names.flatMap((name) => figureOf(comparison, name) ?? []);
}

function figuresTable(figures: readonly NamedFigure[], { own }: StudyArms, control: ArmPair): string {
  const head = [
    "metric",
    `scenario (${own.label})`,
    `control (${control.label})`,
    "difference (95 % interval)",
    "reads",
  ];
  const rows = figures.map((figure) => {
    const gap = gapTo(figure, control);
    const side = sideOf(gap);
    const turn = turnOf(side, figure.direction);
    const words = { up: "higher", down: "lower", open: "not shown to differ", same: "the same", unknown: "-" };
    return [
      figure.metric,
      ...levels(levelOf(figure, own), levelOf(figure, control)),
      gapText(gap),
      turn === undefined ? words[side] : `${words[side]}: ${turn}`,
    ];
  });
  return table([head, ...rows]);
}

function watching(comparison: Comparison, arms: StudyArms, kind: string): string {
  const twins = [arms.own, arms.off, arms.strict].filter(({ watched }) => watched !== undefined);
  if (twins.length === 0) return `The ${kind} lever is on in every arm.`;
  const moved = movedByWatching(comparison, arms);
  const proof =
    moved.length === 0
      ? "Each of these arms was also run without it: means and deviations of every metric, price and payoff that both " +
        "define, and every trajectory, are the same to the last digit, so measuring moved nothing."
      : `Measuring did move the runs: ${listed(moved)} differ from the same arms without it. Read the figures below as ` +
        "those of other runs.";
  const names = listed(twins.map(({ label }) => `"${label}"`));
  return `In ${names} the ${kind} lever is off; there it was switched on with penalties of 0 to measure only. ${
    twins.some(({ plain }) => plain === undefined) ? "Not every arm was also run without it." : proof
  }`;
}
