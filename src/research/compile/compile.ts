import { type Fault, InputError, ScenarioError } from "../../base/errors.js";
import type { AnnotatedArm, VerifiableClaim } from "../annotation/annotation.js";
import { armsOf } from "../annotation/annotation-faults.js";
import type { AnnotationDocument } from "../annotation/parse-annotation.js";
import { columnOf } from "../annotation/vocabulary.js";
import type { ResearchStudy, StudyClaim } from "../study/research-study.js";
import { type DefaultArm, defaultArms } from "./default-arms.js";
import { referenceScenario, type ScenarioData } from "./reference-scenario.js";
import { slug } from "./slug.js";

/** Seeds of a study before its number of seeds is chosen. */
const SEEDS = { start: 1, count: 2, step: 1 } as const;

/** A study before its pilot, and the scenario that goes with it. */
export interface CompiledStudy {
  readonly study: ResearchStudy;
  /** Written beside the study; absent where all arms name scenarios of their own. */
  readonly scenario?: { readonly file: string; readonly data: ScenarioData };
}

export interface CompileOptions {
  /** Name of the study; made of the paper's id or title where it is not given. */
  readonly name?: string | undefined;
  /** A path that the annotation names, as the study has to name it. */
  relocate(path: string): string;
}

/**
 * An annotation as a study: its arms, or a control and a treatment from its risk profile; its testable claims in their
 * order, the first of them primary.
 *
 * @throws InputError for an annotation without claims that can be tested
 */
export function compileStudy({ annotation, file, locate }: AnnotationDocument, options: CompileOptions): CompiledStudy {
  const testable = annotation.claims.filter((claim) => claim.testable);
  if (testable.length === 0) {
    const count = annotation.claims.length;
    const why = count === 0 ? "the annotation has no claims" : `none of the ${count} claims can be tested here`;
    const message = `${why}: a study needs one with testable: true and a metric`;
    throw new ScenarioError([{ message, ...placed(locate(["claims"], "key")) }]);
  }
  const name = options.name ?? nameOf(annotation, file);
  if (slug(name) !== name || name === "") {
    throw new InputError([
      { message: `"${name}" is no name of a study: letters, digits, . _ -`, place: { file: "--name" } },
    ]);
  }
  const data = referenceScenario(annotation);
  const scenarioFile = `${name}.scenario.yaml`;
  const named = armsOf(annotation);
  const arms =
    named === undefined
      ? Object.fromEntries(defaultArms(annotation, data).map((arm) => [arm.name, bare(arm, scenarioFile)]))
      : Object.fromEntries(Object.entries(named).map(([key, arm]) => [key, armOf(arm, scenarioFile, options)]));
  const [control] = Object.entries(arms).filter(([, arm]) => arm.control === true);
  const [treatment] = Object.keys(arms).filter((arm) => arm !== control[0]);
  const claims = testable.map((claim, at) => claimOf(claim, at, control[0], treatment));
  const untested = annotation.claims.filter((claim) => !claim.testable);
  const kept = named === undefined ? [] : Object.values(named).flatMap(({ metrics = [] }) => metrics.map(columnOf));
  const generated = Object.values(arms).some(({ scenario }) => scenario === scenarioFile);
  return {
    study: {
      study: name,
      title: annotation.title || name,
      hypothesis: testable[0].claim,
      paper: {
        paper_id: annotation.paper_id,
        arxiv_id: annotation.arxiv_id,
        title: annotation.title,
        citation: annotation.citation ?? "",
        annotator: [annotation.annotator.kind, annotation.annotator.name].filter((part) => part !== "").join(": "),
      },
      arms,
      seeds: SEEDS,
      primary: claims[0].id,
      claims,
      ...(untested.length === 0 ? {} : { not_testable: untested.map(untestedOf) }),
      ...(kept.length === 0 ? {} : { metrics: [...new Set(kept)] }),
    },
    ...(generated ? { scenario: { file: scenarioFile, data } } : {}),
  };
}

function nameOf({ paper_id, title }: AnnotationDocument["annotation"], file: string): string {
  const stem = file.replace(/^.*[/\\]/, "").replace(/(?:\.annotation)?\.[^.]+$/, "");
  return (
    slug(paper_id) ||
    slug(title.toLowerCase())
      .slice(0, 50)
      .replace(/[._]+$/, "") ||
    slug(stem) ||
    "study"
  );
}

function bare({ control, set, stands_for }: DefaultArm, scenario: string): ResearchStudy["arms"][string] {
  return { ...(control ? { control } : {}), scenario, ...(Object.keys(set).length === 0 ? {} : { set }), stands_for };
}

function armOf(arm: AnnotatedArm, generated: string, { relocate }: CompileOptions): ResearchStudy["arms"][string] {
  const { control, scenario, agent_roles, governance = {}, overrides = {}, stands_for, name } = arm;
  const agents = agent_roles && { agents: Object.entries(agent_roles).map(([type, count]) => ({ type, count })) };
  const levers = Object.fromEntries(Object.entries(governance).map(([key, value]) => [`governance.${key}`, value]));
  const set = { ...agents, ...levers, ...overrides };
  const words = stands_for ?? name;
  return {
    ...(control === true ? { control } : {}),
    scenario: scenario === undefined ? generated : relocate(scenario),
    ...(Object.keys(set).length === 0 ? {} : { set }),
    ...(words === undefined ? {} : { stands_for: words }),
  };
}

function claimOf(claim: VerifiableClaim, at: number, control: string, treatment: string): StudyClaim {
  const { kind, metric, expected, where, threshold, margin, min_effect } = claim;
  const arm = claim.arm ?? treatment;
  const alone = kind === "level" || (kind === "trend" && claim.versus === undefined);
  const versus = alone ? undefined : (claim.versus ?? (arm === control ? treatment : control));
  return {
    id: `c${at + 1}`,
    claim: claim.claim,
    ...(where === undefined ? {} : { where }),
    kind,
    metric: columnOf(metric),
    expected,
    arm,
    ...(versus === undefined ? {} : { versus }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(margin === undefined ? {} : { margin }),
    ...(min_effect === undefined ? {} : { min_effect }),
  };
}

function untestedOf({ claim, where, why_not }: VerifiableClaim) {
  return { claim, ...(where === undefined ? {} : { where }), why: why_not ?? "the annotation does not say why" };
}

function placed(place: Fault["place"]) {
  return place === undefined ? {} : { place };
}
