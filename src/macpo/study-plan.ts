import { TOOL } from "../records/tool.js";
import { type MacpoConfig, macpoConfig } from "./config.js";
import { PRESETS } from "./presets.js";
import type { StudyJob, StudyRow } from "./study-job.js";

/** Everything that the rows of a study follow from; plain JSON. */
export interface StudyPlan {
  readonly tool: typeof TOOL;
  readonly presets: readonly string[];
  readonly seeds: number;
  readonly seed_start: number;
  readonly folds: number;
  /** Of every preset; null where each has its own. */
  readonly rounds: number | null;
  /** By preset: what each run is made with, but for its seed and fold. */
  readonly configs: Readonly<Record<string, Omit<MacpoConfig, "seed" | "fold">>>;
}

/** @param presets names that there are, each once */
export function studyPlan(
  presets: readonly string[],
  asked: { readonly seeds: number; readonly seedStart: number; readonly folds: number; readonly rounds?: number },
): StudyPlan {
  const { seeds, seedStart, folds, rounds } = asked;
  const configs = presets.map((preset) => {
    const { changes } = PRESETS.find(preset) ?? {};
    const {
      seed: _,
      fold: __,
      ...config
    } = macpoConfig({ ...changes, folds, ...(rounds !== undefined && { rounds }) });
    return [preset, config] as const;
  });
  return {
    tool: TOOL,
    presets,
    seeds,
    seed_start: seedStart,
    folds,
    rounds: rounds ?? null,
    configs: Object.fromEntries(configs),
  };
}

/** The runs of a study in the order of its rows: by preset, then seed, then fold. */
export function studyJobs({ presets, seeds, seed_start, folds, rounds }: StudyPlan): readonly StudyJob[] {
  return presets.flatMap((preset) =>
    Array.from({ length: seeds }, (_, i) => seed_start + i).flatMap((seed) =>
      Array.from({ length: folds }, (_, fold) => ({
        preset,
        seed,
        fold,
        folds,
        ...(rounds !== null && { rounds }),
      })),
    ),
  );
}

/** Whether something that was read is the row of that run. */
export function isRowOf(row: unknown, job: StudyJob): row is StudyRow {
  if (typeof row !== "object" || row === null) return false;
  const { preset, seed, fold, folds, student } = row as Partial<StudyRow>;
  return (
    preset === job.preset && seed === job.seed && fold === job.fold && folds === job.folds && Array.isArray(student)
  );
}
