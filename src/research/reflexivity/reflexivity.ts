import type { Difference } from "../../analysis/compare/comparison.js";
import { differenceOf } from "../../analysis/compare/difference.js";
import { rangeOf } from "../../analysis/compare/metric-catalogue.js";
import type { Series } from "../../analysis/frame.js";
import type { PayoffParameters } from "../../model/payoff.js";
import { claimColumn } from "../study/columns.js";
import type { StudyClaim } from "../study/research-study.js";
import type { ArmRunTable } from "../verdict/arm-runs.js";
import { type AttackCells, type Attacks, attacksOf } from "./attack.js";
import { type Checkpoint, publicationEffect } from "./checkpoints.js";
import { classify, combinedClassification, EPISTEMIC_NOTES, type Robustness } from "./classification.js";
import type { EvasionThresholds } from "./evasion.js";
import type { Finding } from "./finding.js";
import { type GoodhartCheck, goodhartChecks } from "./goodhart-checks.js";
import type { Margin } from "./margins.js";
import { halfColumn, halved, KNOWN, versusArm, WITHHELD } from "./reflexivity-study.js";
import { type Shadow, type ShadowCells, shadowOf } from "./shadow.js";
import type { Reactions, Strategy } from "./strategies.js";

/** The columns behind the names of thresholds. */
const THRESHOLD_COLUMNS: Readonly<Record<string, string>> = {
  toxicity: "toxicity_rate",
  welfare: "total_welfare",
  quality_gap: "quality_gap",
};

/** A finding among those who know it: the claim's own difference again. */
interface FindingAgain {
  readonly among: string;
  /** Arm less the other one, all of them knowing. */
  readonly difference: Difference;
  /** Whether the interval still lies on the side that was published. */
  readonly holds: boolean;
}

/** What making a finding known does, as `<study>_reflexivity.json` holds it: plain JSON, `null` where there is nothing. */
export interface Reflexivity {
  readonly reflexivity_version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly study: string;
  /** Of the study that the finding is from. */
  readonly plan: string;
  /** Of the runs made here, whose table bears it in every row. */
  readonly runs_plan: string;
  /** Nothing of this was in the locked plan. */
  readonly status: "exploratory";
  readonly finding: Finding;
  readonly reactions: Pick<Reactions, "source" | "shadow"> & {
    readonly strategies: Readonly<Record<string, Reactions["shadow"]>>;
    /** Agents of the claim's arm whose conduct changes, by arm. */
    readonly changed: Readonly<Record<string, number>>;
  };
  readonly seeds: { readonly first: number; readonly step: number; readonly count: number };
  readonly margins: readonly Margin[];
  readonly shadow: Shadow;
  /** Empty for a claim of one arm. */
  readonly finding_again: readonly FindingAgain[];
  readonly attacks: Attacks;
  readonly goodhart: readonly GoodhartCheck[];
  readonly checkpoints: readonly Checkpoint[];
  readonly publication_effect: Readonly<Record<string, number>> | null;
  readonly classification: Robustness;
  /** What the reference system's figures would make of the same runs. */
  readonly classification_by_size: Robustness;
  readonly epistemic_note: string;
  /** Rows of the table of runs, by arm, first to last. */
  readonly runs: Readonly<Record<string, { readonly first: number; readonly last: number; readonly failed: number }>>;
  readonly command: readonly string[];
  readonly files: readonly {
    readonly role: string;
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

export interface ReflexivityFacts
  extends Pick<
    Reflexivity,
    "tool" | "study" | "plan" | "runs_plan" | "finding" | "seeds" | "margins" | "command" | "files"
  > {
  readonly claim: StudyClaim;
  readonly reactions: Reactions;
  readonly strategies: readonly Strategy[];
  readonly changed: Reflexivity["reactions"]["changed"];
  readonly thresholds: EvasionThresholds;
  readonly payoffs: readonly PayoffParameters[];
  /** Epochs of a run. */
  readonly epochs: number;
}

/** What the rows of the table say. */
export function reflexivity(facts: ReflexivityFacts, table: ArmRunTable): Reflexivity {
  const { claim, strategies, reactions, thresholds, payoffs, margins, ...rest } = facts;
  const shadow = shadowOf(shadowCells(facts, table));
  const attacks = attacksOf(
    strategies.map((strategy) => attackCells(strategy, table, thresholds, payoffs)),
    thresholds,
  );
  const checkpoints = checkpointsOf(table, facts.epochs);
  const classification = classify(shadow.outcome, attacks.outcome);
  const held = attacks.attacks.every(({ by_rate }) => by_rate === "held");
  const arms = [WITHHELD, KNOWN, ...strategies];
  const { tool, study, plan, runs_plan, finding, seeds, command, files, changed } = rest;
  return {
    reflexivity_version: 1,
    tool,
    study,
    plan,
    runs_plan,
    status: "exploratory",
    finding,
    reactions: {
      source: reactions.source,
      shadow: reactions.shadow,
      strategies: Object.fromEntries(strategies.map((strategy) => [strategy, reactions.strategies[strategy]])),
      changed,
    },
    seeds,
    margins,
    shadow,
    finding_again: findingAgain(claim, [KNOWN, ...strategies], table, payoffs, finding),
    attacks,
    goodhart: goodhartChecks(claim, strategies, table, margins),
    checkpoints,
    publication_effect: publicationEffect(checkpoints) ?? null,
    classification,
    classification_by_size: combinedClassification(shadow.robust_by_size === true, held),
    epistemic_note: [EPISTEMIC_NOTES[classification], idleNote([KNOWN, ...strategies], table)].join(" ").trim(),
    runs: Object.fromEntries(
      arms
        .flatMap((name) => (claim.versus === undefined ? [name] : [name, versusArm(name)]))
        .map((name) => [name, table.extent(name)]),
    ),
    command,
    files,
  };
}

/** Says which arms came out as the published one to the last digit; empty where none did. */
function idleNote(arms: readonly string[], table: ArmRunTable): string {
  const idle = arms.filter((arm) => table.isSame(WITHHELD, arm));
  if (idle.length === 0) return "";
  const which = idle.map((arm) => `"${arm}"`).join(", ");
  return `Every figure of every run of ${which} is that of "${WITHHELD}": what is assumed of those who know never came into play, so that nothing is shown of it.`;
}

/** The watched figures of the claim's arm; and the finding itself, where it is a difference of two arms. */
function shadowCells({ claim, margins, payoffs }: ReflexivityFacts, table: ArmRunTable): readonly ShadowCells[] {
  const own = margins.map(({ metric, unit, margin }): ShadowCells => {
    const range = rangeOf(metric, payoffs);
    return { metric, unit, margin, withheld: table.cells(WITHHELD, metric), known: table.cells(KNOWN, metric), range };
  });
  const column = claimColumn(claim);
  const [first] = margins;
  if (claim.versus === undefined || first === undefined) return own;
  const finding = (kind: string) => less(table.cells(kind, column), table.cells(versusArm(kind), column));
  return [
    {
      metric: `${column}, ${claim.arm} less ${claim.versus}`,
      unit: first.unit,
      margin: first.margin,
      withheld: finding(WITHHELD),
      known: finding(KNOWN),
    },
    ...own,
  ];
}

function less(arm: Series, other: Series): Series {
  return arm.map((value, at) => {
    const against = other[at];
    return value === undefined || against === undefined ? undefined : value - against;
  });
}

function attackCells(
  strategy: Strategy,
  table: ArmRunTable,
  thresholds: EvasionThresholds,
  payoffs: readonly PayoffParameters[],
): AttackCells {
  const metrics = Object.keys(thresholds).map((name) => {
    const column = thresholdColumn(name);
    const [baseline, attacked] = [table.cells(WITHHELD, column), table.cells(strategy, column)];
    return [name, { baseline, attacked, range: rangeOf(column, payoffs) }] as const;
  });
  return { strategy, metrics: Object.fromEntries(metrics) };
}

/** The column that a threshold is about. */
function thresholdColumn(name: string): string {
  const column = THRESHOLD_COLUMNS[name];
  if (column === undefined) throw new Error(`there is no column for the threshold ${name}`);
  return column;
}

function findingAgain(
  claim: StudyClaim,
  kinds: readonly string[],
  table: ArmRunTable,
  payoffs: readonly PayoffParameters[],
  { confidence_interval: published }: Finding,
): readonly FindingAgain[] {
  const { versus } = claim;
  if (versus === undefined) return [];
  const column = claimColumn(claim);
  const range = claim.kind === "trend" ? undefined : rangeOf(claim.metric, payoffs);
  return kinds.map((among) => {
    const difference = differenceOf(table.cells(versusArm(among), column), table.cells(among, column), {
      arm: claim.arm,
      against: versus,
      design: "paired",
      key: ["reflexivity", "finding", among, column],
      range,
      margin: claim.margin,
      tests: kinds.length,
    });
    return { among, difference, holds: sameSide(published, difference, claim) };
  });
}

/** A difference holds on its published side, and a claim that nothing changes within its margin. */
function sameSide(
  published: Finding["confidence_interval"],
  { interval, equivalence }: Difference,
  { expected }: StudyClaim,
): boolean {
  if (expected === "zero") return equivalence?.defined === true && equivalence.value.verdict === "equivalent";
  if (published === null || !interval.defined) return false;
  const { low, high } = interval.value;
  return (published[0] > 0 && low > 0) || (published[1] < 0 && high < 0);
}

/**
 * T0 the first half of the runs in which nobody knows, T1 their second half, after which the finding is published, T2 the
 * second half of the runs in which all know it: the same time of a run as T1, so that what changes by itself is in both.
 */
function checkpointsOf(table: ArmRunTable, epochs: number): readonly Checkpoint[] {
  const at = (arm: string, half: "first" | "second") =>
    Object.fromEntries(
      halved().flatMap((metric) => {
        const values = table.cells(arm, halfColumn(half, metric)).filter((value) => value !== undefined);
        const mean = values.reduce((sum, value) => sum + value / values.length, 0);
        return values.length === 0 ? [] : [[metric, mean] as const];
      }),
    );
  return [
    { label: "T0", timestamp: Math.floor(epochs / 2), metrics: at(WITHHELD, "first"), is_publication_event: false },
    { label: "T1", timestamp: epochs, metrics: at(WITHHELD, "second"), is_publication_event: true },
    { label: "T2", timestamp: 2 * epochs, metrics: at(KNOWN, "second"), is_publication_event: false },
  ];
}
