import { Ajv } from "ajv";
import { type Fault, ScenarioError } from "../../base/errors.js";
import { objection } from "../../scenario/diagnostics.js";
import { type Path, SourceDocument } from "../../scenario/document.js";
import { readSource } from "../../scenario/source-text.js";
import type { AnnotatedArm, PaperAnnotation, VerifiableClaim } from "./annotation.js";
import { annotationFaults, unknownClaimMetric } from "./annotation-faults.js";
import { annotationSchema } from "./annotation-schema.js";

/** An annotation that can be used, and where its parts stand. */
export interface AnnotationDocument {
  readonly file: string;
  readonly annotation: PaperAnnotation;
  locate(path: Path, at?: "key" | "value"): Fault["place"];
}

type Given = Record<string, unknown>;

const validate = new Ajv({ allErrors: true, strict: false, strictNumbers: true, verbose: true }).compile(
  annotationSchema,
);

/** @throws ScenarioError with all faults at once and their places */
export function readAnnotation(file: string): AnnotationDocument {
  return parseAnnotation(readSource(file, "paper annotation"), file);
}

/** The same for text that is at hand; JSON is YAML, too. */
export function parseAnnotation(text: string, file: string): AnnotationDocument {
  const document = SourceDocument.parse(file, text, "1.2", "paper annotation");
  const data = withUnderscores(structuredClone(document.data) as Given);
  const locate: AnnotationDocument["locate"] = (path, at) => document.placeOf(path, at);
  if (!validate(data)) {
    const faults = (validate.errors ?? []).flatMap((error) => {
      const found = objection(error, data, "annotation");
      return found === undefined ? [] : [{ message: found.message, place: locate(found.path, found.at) }];
    });
    throw new ScenarioError([...faults, ...metricFaults(data, locate)]);
  }
  const annotation = complete(data);
  const faults = annotationFaults(annotation, locate);
  if (faults.length > 0) throw new ScenarioError(faults);
  return { file, annotation, locate };
}

/** Metrics that there are not, told together with what else is wrong, although the form of the file is not right either. */
function metricFaults({ claims }: Given, locate: AnnotationDocument["locate"]): readonly Fault[] {
  if (!Array.isArray(claims)) return [];
  return claims.flatMap((claim: Given | null, i) => {
    const metric = claim?.metric;
    const unknown = typeof metric === "string" && metric !== "" ? unknownClaimMetric(metric) : undefined;
    const message = `claims[${i}].metric ${unknown}`;
    return unknown === undefined ? [] : [{ message, place: locate(["claims", i, "metric"]) }];
  });
}

/** Words of the risk profile may be written with hyphens. */
function withUnderscores(data: Given): Given {
  const profile = data.risk_profile;
  if (typeof profile !== "object" || profile === null) return data;
  for (const list of Object.values(profile as Given)) {
    if (!Array.isArray(list)) continue;
    for (const [at, word] of list.entries()) if (typeof word === "string") list[at] = word.replaceAll("-", "_");
  }
  return data;
}

/** Fills in what the reference system takes for keys that are missing. */
function complete(data: Given): PaperAnnotation {
  const given = data as Partial<PaperAnnotation>;
  const claims = (given.claims ?? []) as readonly (Partial<VerifiableClaim> & Pick<VerifiableClaim, "claim">)[];
  return {
    ...given,
    paper_id: given.paper_id ?? "",
    arxiv_id: given.arxiv_id ?? "",
    title: given.title ?? "",
    annotator: given.annotator ?? { kind: "person", name: "" },
    risk_profile: {
      interaction_density: given.risk_profile?.interaction_density ?? "medium",
      failure_modes: given.risk_profile?.failure_modes ?? [],
      assumptions: given.risk_profile?.assumptions ?? [],
      roles: given.risk_profile?.roles ?? [],
    },
    claims: claims.map((claim) => {
      const expected = claim.expected ?? (claim.kind === "equivalence" ? "zero" : "positive");
      return {
        ...claim,
        testable: claim.testable ?? true,
        metric: claim.metric ?? "",
        expected,
        parameters: claim.parameters ?? {},
        kind: claim.kind ?? (expected === "zero" ? "equivalence" : "difference"),
      };
    }),
    swarm_scenarios: withControl(given.swarm_scenarios ?? []),
  };
}

/** Arms of the reference system's form mark no control: then it is the one called so, or the baseline. */
function withControl(arms: PaperAnnotation["swarm_scenarios"]): PaperAnnotation["swarm_scenarios"] {
  if (Array.isArray(arms)) return arms as readonly string[];
  const named = arms as Readonly<Record<string, AnnotatedArm>>;
  if (Object.values(named).some(({ control }) => control !== undefined)) return named;
  const control = ["control", "baseline"].find((name) => Object.hasOwn(named, name));
  return control === undefined ? named : { ...named, [control]: { ...named[control], control: true } };
}
