import type { StudyRow } from "./study-job.js";
import type { StudyPlan } from "./study-plan.js";

/** A study as its file holds it. */
export interface MacpoStudy extends StudyPlan {
  readonly macpo_study_version: 1;
  readonly rows: readonly StudyRow[];
}

/** What its file must look like, as far as the note relies on it. */
export const STUDY_FILE = {
  type: "object",
  required: ["macpo_study_version", "tool", "presets", "seeds", "seed_start", "folds", "configs", "rows"],
  properties: {
    macpo_study_version: { const: 1 },
    presets: { type: "array", items: { type: "string" }, minItems: 1, contains: { const: "full" } },
    configs: { type: "object", required: ["full"] },
    rows: {
      type: "array",
      minItems: 2,
      items: {
        type: "object",
        required: ["preset", "seed", "fold", "student", "teachers", "best_teacher", "labeller", "ceiling"],
        properties: { student: { type: "array", minItems: 2, items: { type: "number" } } },
      },
    },
  },
};
