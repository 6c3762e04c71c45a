import type { PayoffParameters } from "../../model/payoff.js";
import { compareFigure, type MatchedArms } from "./compare-figure.js";
import { compareTypes } from "./compare-types.js";
import type {
  ArmActivity,
  ArmInfo,
  Compared,
  Comparison,
  ComparisonDesign,
  MetricComparison,
  Trajectory,
} from "./comparison.js";
import { ALPHA, LEVEL } from "./difference.js";
import { ESTIMANDS, type Estimand } from "./estimand.js";
import { type ArmRuns, matchArms } from "./match-arms.js";
import { metricNamed, rangeOf } from "./metric-catalogue.js";
import { figureIn } from "./run-figures.js";
import { verdictOf } from "./verdict.js";

/** Everything that is known of one arm. */
export interface ArmInput extends ArmRuns {
  readonly info: Omit<ArmInfo, "name" | "role" | "runs">;
  readonly trajectories: readonly Trajectory[];
  readonly activity: readonly ArmActivity[];
}

/** What was asked, before anything ran. */
export type ComparisonQuestion = Pick<Comparison, "tool" | "name" | "command"> &
  Pick<ComparisonDesign, "source" | "seeds" | "estimand" | "primary" | "semantics" | "epochs" | "steps"> & {
    /** Besides the primary one. */
    readonly metrics: readonly string[];
    readonly margin: number | undefined;
    readonly width: number | undefined;
  };

/** Figures that say what an arm costs, summed or counted over whole runs. */
export const PRICE: readonly string[] = [
  "governance_cost",
  "mean_frozen_agents",
  "accepted_interactions",
  "total_welfare",
  "net_social_welfare",
];

/**
 * Holds arms against the first of them, the control.
 *
 * @param remarks what others have found out about the runs
 * @throws InputError for arms whose seeds do not fit
 */
export function compareArms(
  question: ComparisonQuestion,
  arms: readonly ArmInput[],
  remarks: Pick<Comparison, "validity" | "notes" | "warnings">,
): Compared {
  const [control, ...treatments] = arms;
  const matched: MatchedArms = { arms, matches: treatments.map((arm) => matchArms(control, arm)) };
  const { tool, name, command, primary, metrics, estimand, margin, width, ...asked } = question;
  const payoffs = arms.flatMap(({ info }) => payoffOf(info));
  const metric = (named: string, role: MetricComparison["role"], by: Estimand): MetricComparison => {
    const { unit, direction, formula } = metricNamed(named);
    const first = role === "primary";
    const figures = compareFigure(matched, (run) => figureIn(run, named, by), {
      key: `${by} ${named}`,
      range: rangeOf(named, payoffs),
      ...(first ? { margin, width, corrected: true } : {}),
    });
    return { metric: named, unit, direction, formula, estimand: by, role, ...figures };
  };
  const others =
    estimand === "as_tabled" ? [] : ESTIMANDS.filter((by) => by !== estimand && isThere(arms, primary, by));
  const priced: Estimand = estimand === "as_tabled" ? estimand : "pooled";
  const figures = {
    metrics: [metric(primary, "primary", estimand), ...metrics.map((named) => metric(named, "exploratory", estimand))],
    other_estimands: others.map((by) => metric(primary, "exploratory", by)),
    price: PRICE.filter((named) => isThere(arms, named, priced)).map((named) => metric(named, "price", priced)),
  };
  return {
    comparison_version: 1,
    tool,
    name,
    command,
    question: asQuestion(primary, control.name, treatments),
    verdict: verdictOf(figures, remarks.validity ?? []),
    design: {
      ...asked,
      ...pairingOf(matched),
      estimand,
      primary,
      margin: margin ?? null,
      width: width ?? null,
      level: LEVEL,
      alpha: ALPHA,
      tests: treatments.length,
    },
    arms: arms.map(({ name, info, runs }, at) => {
      return { name, role: at === 0 ? "control" : "treatment", ...info, runs: runs.length };
    }),
    ...figures,
    types: compareTypes(matched),
    activity: arms.flatMap(({ activity }) => activity),
    trajectories: arms.flatMap(({ trajectories }) => trajectories),
    ...remarks,
  };
}

/** Whether any run of any arm defines the figure. */
function isThere(arms: readonly ArmRuns[], metric: string, by: Estimand): boolean {
  return arms.some(({ runs }) => runs.some((run) => figureIn(run, metric, by) !== undefined));
}

function pairingOf({ arms, matches }: MatchedArms): Pick<ComparisonDesign, "pairing" | "pairing_reason"> {
  const unpaired = arms.slice(1).filter((_, at) => matches[at].design === "unpaired");
  if (unpaired.length === 0) return { pairing: "paired by seed", pairing_reason: "the arms share their seeds" };
  const known = arms.every(({ runs }) => runs.every(({ seed }) => seed !== undefined));
  const reason = known ? "the arms have no seed in common" : "not all seeds are known";
  if (unpaired.length === matches.length) return { pairing: "unpaired", pairing_reason: reason };
  const names = unpaired.map(({ name }) => name).join(", ");
  return { pairing: "mixed", pairing_reason: `${names}: no seed in common with the control, or seeds not known` };
}

function asQuestion(primary: string, control: string, treatments: readonly ArmRuns[]): string {
  const names = treatments.map(({ name }) => name);
  if (names.length === 1) return `Does "${names[0]}" change ${primary} against "${control}"?`;
  return `Which of ${names.map((name) => `"${name}"`).join(", ")} change ${primary} against "${control}"?`;
}

function payoffOf({ parameters }: Pick<ArmInfo, "parameters">): readonly PayoffParameters[] {
  return parameters === null ? [] : [parameters.payoff as PayoffParameters];
}
