import type { Comparison } from "../../analysis/compare/comparison.js";
import { listed } from "../../analysis/validity/words.js";
import { figureOf, gapTo, levelOf, type Side, sideOf } from "./figures.js";
import { against } from "./metric-sections.js";
import type { ArmPair, StudyArms } from "./study-arms.js";
import { gapText, number, shown } from "./words.js";

/** How each sentence below follows from an interval; printed with the answers. */
const RULES =
  "Rules: a figure counts as higher or lower when its 95 % interval of differences leaves out 0, and as the same when " +
  "it is equal for every seed; otherwise nothing is said of it. Harm is toxicity_rate. Quality is quality_gap: positive " +
  "where what is accepted is better than what is rejected. Adverse selection grows when quality_gap or a conditional " +
  "loss is lower. Work is accepted_interactions, its worth net_social_welfare.";

/** Answers to the three questions of the analysis. */
export function interpretationSection(comparison: Comparison, arms: StudyArms, kind: "security" | "collusion"): string {
  const three = kind === "security" ? triggers(comparison, arms) : collusion(comparison, arms);
  return [
    RULES,
    `1. **Do the interventions reduce harm without harming quality?** ${against(arms)
      .map((control) => harm(comparison, control))
      .join(" ")}`,
    `2. **Is adverse selection increasing or decreasing?** ${selection(comparison, arms)}`,
    `3. **Are there signs of collusion, or of security triggers amplifying each other?** ${three}`,
  ].join("\n\n");
}

/** Harm and quality against one control, and what they came with. */
function harm(comparison: Comparison, control: ArmPair): string {
  const [toxicity, quality] = ["toxicity_rate", "quality_gap"].map((name) => reading(comparison, name, control));
  const cost = ["accepted_interactions", "net_social_welfare"]
    .map((name) => reading(comparison, name, control))
    .filter(({ side }) => side === "up" || side === "down")
    .map(({ name, side, text }) => `${name} is ${side === "up" ? "higher" : "lower"}, ${text},`);
  const after = cost.length === 0 ? "" : ` At the same time ${listed(cost).replace(/,$/, "")}.`;
  return `Against "${control.label}": ${verdict(toxicity.side, quality.side)}: ${HARM[toxicity.side]}, ${toxicity.text}, and ${QUALITY[quality.side]}, ${quality.text}.${after}`;
}

/** The answer to the first question that two sides come to. */
function verdict(harm: Side, quality: Side): string {
  if (harm === "unknown" || quality === "unknown") return "it cannot be told";
  if (harm === "open") return "not shown";
  if (harm !== "down") return "no";
  return quality === "down" ? "in part" : "yes";
}

const HARM: Readonly<Record<Side, string>> = {
  down: "harm is lower",
  up: "harm is higher",
  open: "no reduction of harm is shown",
  same: "harm is the same",
  unknown: "harm cannot be told",
};

const QUALITY: Readonly<Record<Side, string>> = {
  down: "quality filtering is worse",
  up: "quality filtering is better",
  open: "no change of quality filtering is shown",
  same: "quality filtering is the same",
  unknown: "quality filtering cannot be told",
};

function selection(comparison: Comparison, arms: StudyArms): string {
  const gap = comparison.metrics.find(({ metric }) => metric === "quality_gap");
  const level = gap?.arms.find(({ arm }) => arm === (arms.own.plain ?? arms.own.watched));
  const now = level === undefined ? "" : `${presence(level.mean, level.interval)} `;
  return (
    now +
    against(arms)
      .map((control) => trend(comparison, control))
      .join(" ")
  );
}

type Level = Comparison["metrics"][number]["arms"][number];

function presence(mean: Level["mean"], interval: Level["interval"]): string {
  if (!mean.defined || !interval.defined) return "Under the scenario's own levers the quality gap has no interval.";
  const { low, high } = interval.value;
  const said = `quality_gap ${number(mean.value)}, ${number(low)} to ${number(high)}`;
  if (high < 0) return `Under the scenario's own levers selection is adverse (${said}).`;
  if (low > 0) return `Under the scenario's own levers selection is not adverse (${said}).`;
  return `Under the scenario's own levers it is open whether selection is adverse (${said}).`;
}

function trend(comparison: Comparison, control: ArmPair): string {
  const names = ["quality_gap", "conditional_loss_initiator", "conditional_loss_counterparty"];
  const readings = names.map((name) => reading(comparison, name, control));
  const of = (side: Side) => readings.filter((each) => each.side === side).map(({ name, text }) => `${name} ${text}`);
  const [less, more] = [of("up"), of("down")];
  const start = `Against "${control.label}"`;
  if (more.length > 0 && less.length > 0)
    return `${start} the figures disagree: more by ${listed(more)}; less by ${listed(less)}.`;
  if (more.length > 0) return `${start} it is increasing: ${listed(more)}.`;
  if (less.length > 0) return `${start} it is decreasing: ${listed(less)}.`;
  return `${start} neither is shown: ${listed(readings.map(({ name, text }) => `${name} ${text}`))}.`;
}

/** Security that feeds on itself would show more threat where it acts than where it only watches. */
function triggers(comparison: Comparison, arms: StudyArms): string {
  const threats = ["ecosystem_threat_level", "active_threats", "contagion_depth"];
  const readings = threats.map((name) => reading(comparison, name, arms.off));
  const up = readings.filter(({ side }) => side === "up").map(({ name, text }) => `${name} ${text}`);
  const down = readings.filter(({ side }) => side === "down").map(({ name, text }) => `${name} ${text}`);
  const first =
    up.length > 0
      ? `Yes: with the levers acting rather than only watching, ${listed(up)}.`
      : `No amplification is shown: no threat figure is higher with the levers acting than where they only watch${
          down.length > 0 ? `, and lower are ${listed(down)}` : ""
        }.`;
  const quarantined = figureOf(comparison, "quarantined_agents");
  const locked =
    quarantined === undefined
      ? ""
      : ` Quarantined at the end of a run: ${shown(levelOf(quarantined, arms.own))} agents.`;
  return `${first}${locked} Collusion was not looked for in this comparison.`;
}

function collusion(comparison: Comparison, arms: StudyArms): string {
  const names = ["ecosystem_collusion_risk", "flagged_pairs", "flagged_groups"];
  const said = [arms.own, arms.off, arms.strict].map((pair) => {
    const levels = names.flatMap((name) => {
      const figure = figureOf(comparison, name);
      const mean = figure === undefined ? undefined : levelOf(figure, pair);
      return mean?.defined ? [{ name, mean: mean.value }] : [];
    });
    if (levels.length === 0) return `"${pair.label}": not measured.`;
    const positive = levels
      .filter(({ mean }) => mean > 0)
      .map(({ name, mean }) => `${name} ${number(mean)} on average`);
    if (positive.length === 0)
      return `"${pair.label}": none, ${listed(levels.map(({ name }) => name))} are 0 in every run.`;
    return `"${pair.label}": some, ${listed(positive)}.`;
  });
  const strict = names.map((name) => reading(comparison, name, arms.strict)).filter(({ side }) => side === "down");
  const more =
    strict.length === 0
      ? ""
      : ` Under "${arms.strict.label}" more is flagged: the scenario's own levers less those come to ${listed(strict.map(({ name, text }) => `${text} in ${name}`))}.`;
  return `Signs of collusion by arm. ${said.join(" ")}${more} Security triggers were not looked for in this comparison.`;
}

function reading(comparison: Comparison, name: string, control: ArmPair): { name: string; side: Side; text: string } {
  const figure = figureOf(comparison, name);
  if (figure === undefined) return { name, side: "unknown", text: "not measured" };
  const gap = gapTo(figure, control);
  return { name, side: sideOf(gap), text: gapText(gap) };
}
