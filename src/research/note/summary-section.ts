import type { Comparison } from "../../analysis/compare/comparison.js";
import { bullets } from "../../analysis/report/markdown-blocks.js";
import { SAFETY_FIGURES } from "../../metrics/safety-figures.js";
import { gapTo, levelOf, type NamedFigure, sideOf, turnOf } from "./figures.js";
import { against } from "./metric-sections.js";
import type { ArmPair, StudyArms } from "./study-arms.js";
import { gapText, levels, number } from "./words.js";

/** Goal, key observation, and what got worse for whom; all but the goal follows from intervals. */
export function summarySection(goal: string, comparison: Comparison, arms: StudyArms): string {
  const [primary] = comparison.metrics;
  const { tests } = comparison.design;
  return bullets([
    `Goal: ${goal}`,
    `Key observation: ${against(arms)
      .map((control) => observation(primary, arms, control, tests))
      .join(" ")}`,
    ...against(arms).flatMap((control) => [
      `Risks or regressions against "${control.label}": ${regressions(comparison, control)}.`,
      `For whom: ${losers(comparison, control)}.`,
    ]),
  ]);
}

function observation(figure: NamedFigure | undefined, { own }: StudyArms, control: ArmPair, tests: number): string {
  if (figure === undefined) return "no metric was compared.";
  const gap = gapTo(figure, control);
  const [here, there] = levels(levelOf(figure, own), levelOf(figure, control));
  const both = `${figure.metric} is ${here} with the scenario's own levers and ${there} with "${control.label}"`;
  if (!gap.defined) return `${both}; their difference is not defined: ${gap.why}.`;
  const { corrected, percent } = gap.value;
  const side = sideOf(gap);
  const turn = turnOf(side, figure.direction);
  const reading = turn === undefined ? "no difference is shown:" : `a change for the ${turn} of`;
  const share = percent === undefined ? "" : `, ${number(percent)} % of the former`;
  const p = corrected === null ? "" : `, p = ${number(corrected)} corrected for ${tests} tests`;
  return `${both}: ${reading} ${gapText(gap)}${share}${p}.`;
}

function regressions({ metrics, price }: Comparison, control: ArmPair): string {
  const worse = [...metrics.filter(({ metric }) => SAFETY_FIGURES.includes(metric)), ...price]
    .map((figure) => ({ figure, gap: gapTo(figure, control) }))
    .filter(({ figure, gap }) => turnOf(sideOf(gap), figure.direction) === "worse")
    .map(({ figure, gap }) => `${figure.metric} ${gapText(gap)}`);
  return worse.length === 0 ? "none shown, no interval lies wholly on the worse side" : worse.join("; ");
}

function losers({ types }: Comparison, control: ArmPair): string {
  const found = types
    .map(({ type, payoff }) => ({ type, gap: gapTo(payoff, control) }))
    .filter(({ gap }) => sideOf(gap) === "down")
    .map(({ type, gap }) => `${type} ${gapText(gap)}`);
  if (found.length === 0) return "no agent type is shown to lose payoff";
  return `less payoff for an agent of the types ${found.join("; ")}`;
}
