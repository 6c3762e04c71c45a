import { counted, short } from "../../analysis/validity/words.js";
import type { StudyVerdict } from "./verdict.js";

type Facts = Pick<StudyVerdict, "arms" | "claims" | "design" | "registration" | "validity" | "paper">;

/** What a reader has to keep in mind, from recorded facts alone. There is always something. */
export function limitationsOf({ arms, claims, design, registration, validity, paper }: Facts): readonly string[] {
  const open = claims.filter(({ outcome }) => outcome === "inconclusive");
  const untested = claims.filter(({ outcome }) => outcome === "not testable");
  const weak = claims.filter(({ outcome, detectable, min_effect, margin }) => {
    const wanted = min_effect ?? margin;
    return outcome === "inconclusive" && wanted !== null && detectable.defined && detectable.value > wanted;
  });
  const serious = (validity ?? []).filter(({ severity }) => severity === "serious");
  const broken = claims.filter(({ difference }) => (difference?.broken_pairs ?? 0) > 0);
  const failed = arms.reduce((sum, { runs }) => sum + runs.failed, 0);
  return [
    "A simulated population stands for the paper's models and people: a verdict is on the claim as it reads here, and " +
      "neither repeats nor refutes the paper's own experiment.",
    ...(paper.annotator.startsWith("person")
      ? []
      : [`The claims were read by ${paper.annotator}, and may be misread.`]),
    ...(registration.status === "exploratory"
      ? ["The plan was changed after it was locked: everything here is exploratory."]
      : []),
    ...(open.length > 0 ? [`Inconclusive is not the same as no effect: ${ids(open)}.`] : []),
    ...weak.map(
      ({ id, detectable, min_effect, margin }) =>
        `${id}: ${counted(design.seeds.count, "seed")} find ${detectable.defined ? short(detectable.value) : "-"}, and ` +
        `${short(min_effect ?? margin ?? 0)} was to be seen.`,
    ),
    ...(untested.length > 0 ? [`${counted(untested.length, "claim")} of the paper cannot be tested here.`] : []),
    ...(broken.length > 0 ? [`Some runs do not define the figure of ${ids(broken)}: their pairs are left out.`] : []),
    ...(failed > 0 ? [`${counted(failed, "run")} failed.`] : []),
    ...serious.map(({ message, arms: whose = [] }) => `Validity, ${whose.join(", ") || "all arms"}: ${message}.`),
  ];
}

function ids(claims: readonly { readonly id: string }[]): string {
  return claims.map(({ id }) => id).join(", ");
}
