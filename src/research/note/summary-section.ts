import type { Comparison } from "../../analysis/compare/comparison.js";
import { gapTo, levelOf, type NamedFigure, sideOf, turnOf } from "./figures.js";
import { against, SIX } from "./metric-sections.js";
import type { ArmPair, StudyArms } from "./study-arms.js";
import { bullets, gapText, number, shown } from "./words.js";

/** Goal, key observation, and what got worse for whom; all but the goal follows from intervals. */
export function summarySection(goal: string, comparison: Comparison, arms: StudyArms): string {
  const [primary] = comparison.metrics;
  return bullets([
    `Goal: ${goal}`,
    `Key observation: ${against(arms)
      .map((control) => observation(primary, arms, control, comparison.design.tests))
      .join(" ")}`,
    ...against(arms).map(
      (control) => `Risks or regressions against "${control.label}": ${regressions(comparison, control)}.`,
    ),
  ]);
}

function observation(figure: NamedFigure | undefined, { own }: StudyArms, control: ArmPair, tests: number): string {
  if (figure === undefined) return "no metric was compared.";
  const gap = gapTo(figure, control);
  const levels = `${figure.metric} is ${shown(levelOf(figure, own))} with the scenario's own levers and ${shown(levelOf(figure, control))} with "${control.label}"`;
  if (!gap.defined) return `${levels}; their difference is not defined: ${gap.why}.`;
  const { corrected } = gap.value;
  const p = corrected === null ? "" : `, p = ${number(corrected)} corrected for ${tests} tests`;
  const readings = { up: "higher", down: "lower", open: "no difference shown", same: "no difference", unknown: "" };
  const side = sideOf(gap);
  const turn = turnOf(side, figure.direction);
  return `${levels}: ${readings[side]}${turn === undefined ? "" : `, which is ${turn}`}, ${gapText(gap)}${p}.`;
}

function regressions({ metrics, price, types }: Comparison, control: ArmPair): string {
  const figures = [...metrics.filter(({ metric }) => SIX.includes(metric)), ...price];
  const worse = figures
    .map((figure) => ({ figure, gap: gapTo(figure, control) }))
    .filter(({ figure, gap }) => turnOf(sideOf(gap), figure.direction) === "worse")
    .map(({ figure, gap }) => `${figure.metric} ${gapText(gap)}`);
  const losers = types
    .map(({ type, payoff }) => ({ type, gap: gapTo(payoff, control) }))
    .filter(({ gap }) => sideOf(gap) === "down")
    .map(({ type, gap }) => `${type} ${gapText(gap)}`);
  if (worse.length + losers.length === 0) return "none shown: no interval lies wholly on the worse side";
  const parts = [
    worse.length === 0 ? "no metric is shown to be worse" : worse.join("; "),
    losers.length === 0 ? "no agent type is shown to lose payoff" : `payoff lost by an agent: ${losers.join("; ")}`,
  ];
  return parts.join(". ").replace(". p", "; p");
}
