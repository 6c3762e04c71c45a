import { differenceOf } from "../../analysis/compare/difference.js";
import { metricNamed, rangeOf } from "../../analysis/compare/metric-catalogue.js";
import { citationsFor } from "../../analysis/report/citations.js";
import type { Finding } from "../../analysis/validity/finding.js";
import { counted, short } from "../../analysis/validity/words.js";
import { fingerprint } from "../../records/canonical-json.js";
import { DESIGN } from "../lock/plan.js";
import { columnsOf } from "../study/columns.js";
import type { LoadedStudy } from "../study/load-study.js";
import type { ArmRunTable } from "./arm-runs.js";
import { type ClaimFigures, claimFigures } from "./claim-figures.js";
import { type Decision, decide } from "./decide.js";
import { gatesOf } from "./gates.js";
import { limitationsOf } from "./limitations.js";
import { type ClaimVerdict, OUTCOMES, type RegistrationState, type StudyArm, type StudyVerdict } from "./verdict.js";

/** What a verdict is made of besides the study and its runs. */
export interface VerdictFacts {
  readonly tool: StudyVerdict["tool"];
  readonly registration: RegistrationState;
  /** `null` where nobody looked. */
  readonly validity: readonly Finding[] | null;
  /** Runs that were watched for validity. */
  readonly watched: number;
  readonly commands: StudyVerdict["commands"];
  readonly files: StudyVerdict["files"];
}

/** A verdict on each claim of a study, from the rows of its table alone. */
export function studyVerdict(loaded: LoadedStudy, table: ArmRunTable, facts: VerdictFacts): StudyVerdict {
  const { study } = loaded;
  const payoffs = loaded.arms.map(({ scenario }) => scenario.spec.payoff);
  const figures = study.claims.map((claim) => claimFigures(claim, table, study.claims.length, payoffs));
  const decisions = decide(figures);
  const claims = [
    ...figures.map((found, at) => claimVerdict(found, decisions[at], found.claim.id === study.primary)),
    ...(study.not_testable ?? []).map((claim, at) => untested(claim, at)),
  ];
  const arms = loaded.arms.map((arm): StudyArm => {
    const { name, control, file, stands_for, scenario } = arm;
    return {
      name,
      role: control ? "control" : "treatment",
      scenario: file,
      scenario_id: scenario.spec.scenario_id,
      stands_for,
      parameters_sha256: fingerprint(scenario.spec),
      runs: table.extent(name),
    };
  });
  const { start: first, step, count } = study.seeds;
  const design: StudyVerdict["design"] = {
    seeds: { first, step, count },
    estimand: "pooled",
    ...DESIGN,
    correction: { method: "Holm", family: study.claims.length },
  };
  const { registration, validity, watched, tool, commands, files } = facts;
  const known = { arms, claims, design, registration, validity, paper: study.paper };
  const limitations = limitationsOf(known);
  const rows = table.all.length;
  return {
    verdict_version: 1,
    tool,
    study: study.study,
    title: study.title,
    hypothesis: study.hypothesis,
    summary: summaryOf(claims, registration),
    paper: study.paper,
    registration,
    design,
    arms,
    claims,
    exploratory: exploratoryOf(loaded, table),
    gates: gatesOf({ ...known, limitations, rows, planned: arms.length * count, watched }),
    limitations,
    validity,
    references: referencesOf(loaded),
    commands,
    files,
  };
}

function claimVerdict(found: ClaimFigures, decision: Decision, primary: boolean): ClaimVerdict {
  const { claim, column, n, estimate, interval, p, test, detectable, difference } = found;
  return {
    id: claim.id,
    claim: claim.claim,
    where: claim.where ?? "",
    role: primary ? "primary" : "secondary",
    kind: claim.kind,
    metric: claim.metric,
    column,
    expected: claim.expected,
    arm: claim.arm,
    versus: claim.versus ?? "",
    threshold: claim.threshold ?? null,
    margin: claim.margin ?? null,
    min_effect: claim.min_effect ?? null,
    outcome: decision.outcome,
    because: `${decision.because}${brokenText(found)}`,
    estimate,
    interval,
    effect_size: difference?.effect_size ?? null,
    p: p.defined ? p.value : null,
    p_corrected: decision.corrected ?? null,
    test,
    n,
    detectable,
    difference,
  };
}

/** Pairs that are left out could turn the finding; then it says so. */
function brokenText({ difference }: ClaimFigures): string {
  if (difference === null || difference.broken_pairs === 0) return "";
  const { broken_pairs: broken, n, worst_case } = difference;
  const far = worst_case?.defined
    ? `; with them at their worst anywhere from ${short(worst_case.value.low)} to ${short(worst_case.value.high)}`
    : "";
  return `; ${broken} of ${broken + n[1]} pairs do not define it${far}`;
}

function untested({ claim, where, why }: { claim: string; where?: string; why: string }, at: number): ClaimVerdict {
  const none = { defined: false, why } as const;
  return {
    id: `n${at + 1}`,
    claim,
    where: where ?? "",
    role: "not testable",
    kind: "difference",
    metric: "",
    column: "",
    expected: "zero",
    arm: "",
    versus: "",
    threshold: null,
    margin: null,
    min_effect: null,
    outcome: "not testable",
    because: why,
    estimate: none,
    interval: none,
    effect_size: null,
    p: null,
    p_corrected: null,
    test: "",
    n: [0, 0],
    detectable: none,
    difference: null,
  };
}

/** Every treatment against the control in whatever is kept and no claim is about. */
function exploratoryOf({ study, arms }: LoadedStudy, table: ArmRunTable): StudyVerdict["exploratory"] {
  const [control, ...treatments] = arms;
  const payoffs = arms.map(({ scenario }) => scenario.spec.payoff);
  return columnsOf(study)
    .filter(({ of }) => of !== "trend")
    .flatMap(({ name, metric }) =>
      treatments.flatMap((arm) => {
        const claimed = study.claims.some(
          (claim) => claim.metric === name && claim.arm === arm.name && claim.versus === control.name,
        );
        if (claimed) return [];
        const difference = differenceOf(table.cells(control.name, name), table.cells(arm.name, name), {
          arm: arm.name,
          against: control.name,
          design: "paired",
          key: ["study", "exploratory", name, arm.name],
          range: rangeOf(metric, payoffs),
          tests: 1,
        });
        return [{ metric: name, unit: metricNamed(metric).unit, difference }];
      }),
    );
}

/** `2 of 4 claims supported, 1 contradicted and 1 inconclusive; 1 more cannot be tested here` */
function summaryOf(claims: readonly ClaimVerdict[], { status, deviations }: RegistrationState): string {
  const tested = claims.filter(({ outcome }) => outcome !== "not testable");
  const parts = OUTCOMES.filter((outcome) => outcome !== "not testable").flatMap((outcome) => {
    const count = tested.filter((claim) => claim.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  const rest = claims.length - tested.length;
  const more = rest === 0 ? "" : `; ${rest} more cannot be tested here`;
  const changed =
    status === "exploratory" ? `; exploratory, as the plan has ${counted(deviations.length, "deviation")}` : "";
  const primary = claims.find(({ role }) => role === "primary");
  return `Of ${counted(tested.length, "claim")} ${parts.join(", ")}${more}; the primary one is ${primary?.outcome}${changed}.`;
}

/** The reference system, the paper, and what the scenarios themselves rest on. */
function referencesOf({ study: { paper }, arms }: LoadedStudy): readonly string[] {
  const known = citationsFor(arms.map(({ scenario }) => scenario.spec.scenario_id));
  const number = paper.arxiv_id === "" ? "" : `, arXiv:${paper.arxiv_id}`;
  const own = paper.citation || (paper.title === "" ? "" : `"${paper.title}"${number}.`);
  const there = own === "" || known.some((each) => paper.arxiv_id !== "" && each.includes(paper.arxiv_id));
  return there ? known : [...known, own];
}
