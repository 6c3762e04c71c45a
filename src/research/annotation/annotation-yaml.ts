import { Document } from "yaml";
import type { PaperAnnotation, VerifiableClaim } from "./annotation.js";

/** The annotation as a YAML file, keys in the order of the reference system, ours after its own. */
export function annotationYaml(annotation: PaperAnnotation): string {
  const { paper_id, arxiv_id, title, citation, annotator, risk_profile, claims, swarm_scenarios, annotated_at } =
    annotation;
  const document = new Document({
    paper_id,
    arxiv_id,
    title,
    ...(citation === undefined ? {} : { citation }),
    annotator,
    risk_profile,
    claims: claims.map(ordered),
    swarm_scenarios,
    ...(annotated_at === undefined ? {} : { annotated_at }),
  });
  return document.toString({ lineWidth: 120 });
}

function ordered({ claim, testable, metric, expected, parameters, kind, ...rest }: VerifiableClaim): VerifiableClaim {
  return { claim, testable, metric, expected, parameters, kind, ...rest };
}
