import { createHash } from "node:crypto";
import { byCodePoint, registrationJson } from "./registration-json.js";

/** What is stated before the first run, in the form of the reference system. */
export interface Registration {
  readonly hypothesis: string;
  readonly secondary_hypotheses: readonly string[];
  readonly methodology: Readonly<Record<string, unknown>>;
  readonly analysis_plan: Readonly<Record<string, unknown>>;
}

/** Something that is not as it was registered. */
export interface Deviation {
  /** `hypothesis`, `methodology.<key>`, ... */
  readonly field: string;
  readonly registered: string;
  readonly actual: string;
  readonly severity: "minor" | "major" | "critical";
  readonly justification: string;
}

/**
 * `sha256:` and the SHA-256 of the UTF-8 text of a JSON object with the keys analysis_plan, hypothesis, methodology,
 * secondary_hypotheses, of which the first and the third are texts that hold their own JSON and the last is sorted. The
 * same as the reference system's, hash for hash.
 */
export function registrationHash({
  hypothesis,
  secondary_hypotheses,
  methodology,
  analysis_plan,
}: Registration): string {
  const text = registrationJson({
    analysis_plan: registrationJson(analysis_plan),
    hypothesis,
    methodology: registrationJson(methodology),
    secondary_hypotheses: [...secondary_hypotheses].sort(byCodePoint),
  });
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
