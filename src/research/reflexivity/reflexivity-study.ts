import type { RunDigest } from "../../scenario/digest.js";
import { type ArmStudy, armStudy } from "../study/arm-study.js";
import type { LoadedStudy } from "../study/load-study.js";
import type { ResearchArm } from "../study/research-arm.js";
import type { StudyClaim } from "../study/research-study.js";
import type { Finding } from "./finding.js";
import { knowingArm } from "./knowing-arm.js";
import type { Reactions, Strategy } from "./strategies.js";

/** What the runs of a reflexivity analysis are made of. */
export interface ReflexivityPlan {
  readonly claim: StudyClaim;
  readonly finding: Finding;
  readonly reactions: Reactions;
  readonly strategies: readonly Strategy[];
  /** Number of seeds, the first ones of the study; the same for every arm. */
  readonly seeds: number;
}

/** Populations that are run, and whom knowing changes. */
export interface ReflexivityArms {
  readonly loaded: LoadedStudy;
  /** Agents whose conduct changes in the arm that the claim is about, by arm: `known` and strategies. */
  readonly changed: Readonly<Record<string, number>>;
}

/** Figures of the two halves of a run, for checkpoints. */
const HALVED = ["toxicity_rate", "total_welfare", "quality_gap"] as const;

/** The arm in which nobody knows, the one in which everybody does; strategies bear their own names. */
export const [WITHHELD, KNOWN] = ["withheld", "known"];

/** The same of the arm that a claim holds the other one against. */
export function versusArm(name: string): string {
  return `versus_${name}`;
}

export function halfColumn(half: "first" | "second", metric: string): string {
  return `${half}_half_${metric}`;
}

/** Metrics with checkpoints. */
export function halved(): readonly string[] {
  return HALVED;
}

/**
 * The arms of an analysis, as a study of their own over the same seeds as the study that the finding is from: so the runs
 * in which nobody knows are the published ones, again.
 *
 * @throws ScenarioError for reactions that cannot be followed
 */
export function reflexivityArms(loaded: LoadedStudy, plan: ReflexivityPlan, name: string): ReflexivityArms {
  const { claim, finding, reactions, strategies, seeds } = plan;
  const changed: Record<string, number> = {};
  const knowing = (arm: ResearchArm, as: string, own: Reactions["shadow"], counted: string | undefined) => {
    const made = knowingArm(arm, as, own, finding.statement, reactions.source);
    if (counted !== undefined) changed[counted] = made.changed;
    return made.arm;
  };
  const kinds: readonly (readonly [string, Reactions["shadow"]])[] = [
    [KNOWN, reactions.shadow],
    ...strategies.map((strategy) => [strategy, reactions.strategies[strategy]] as const),
  ];
  const arm = armNamed(loaded, claim.arm);
  const other = claim.versus === undefined ? undefined : armNamed(loaded, claim.versus);
  const arms: readonly ResearchArm[] = [
    { ...arm, name: WITHHELD, control: true },
    ...kinds.map(([kind, own]) => knowing(arm, kind, own, kind)),
    ...(other === undefined
      ? []
      : [
          { ...other, name: versusArm(WITHHELD), control: false },
          ...kinds.map(([kind, own]) => knowing(other, versusArm(kind), own, undefined)),
        ]),
  ];
  return {
    changed,
    loaded: {
      ...loaded,
      study: {
        ...loaded.study,
        study: name,
        hypothesis: finding.statement,
        seeds: { ...loaded.study.seeds, count: seeds },
        primary: claim.id,
        claims: [claim],
      },
      arms,
    },
  };
}

function armNamed({ arms }: LoadedStudy, name: string): ResearchArm {
  const arm = arms.find((each) => each.name === name);
  if (arm === undefined) throw new Error(`there is no arm ${name}`);
  return arm;
}

/** The runs, as a sweep takes them: the columns of the study, and those of the halves of a run. */
export function reflexivityRuns({ loaded }: ReflexivityArms, hash: string): ArmStudy {
  const { study, material } = armStudy(loaded, loaded.study.study, hash);
  const { variants } = study;
  if (variants === undefined) throw new Error("a study of arms has variants");
  const metrics = [
    ...study.metrics,
    ...HALVED.flatMap((metric) => [halfColumn("first", metric), halfColumn("second", metric)]),
  ];
  return {
    material,
    study: {
      ...study,
      given: { ...study.given, metrics },
      metrics,
      variants: {
        ...variants,
        keepRows: true,
        figuresOf: (digest) => [...variants.figuresOf(digest), ...HALVED.flatMap((metric) => halves(digest, metric))],
      },
    },
  };
}

/** Means over the epochs with data of the first and the second half of a run; the middle one of an odd number is of the second. */
function halves({ rows = [] }: RunDigest, metric: string): readonly (number | undefined)[] {
  const middle = Math.floor(rows.length / 2);
  return [rows.slice(0, middle), rows.slice(middle)].map((part) => {
    const values = part.map((row) => row[metric]).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}
