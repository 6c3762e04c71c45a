import { resolve } from "node:path";
import type { XsTest } from "../../records/xstest.js";
import { SPLITS } from "../../waltz/environments/environment.js";
import type { ModelEmbeddings } from "../../waltz/environments/xstest/embedding-encoding.js";
import { groupFolds } from "../../waltz/environments/xstest/folds.js";
import { withBothKinds } from "../../waltz/environments/xstest/recorded-texts.js";
import { FOLD_SEED, type StudyJob } from "../../waltz/study/study-job.js";

/** What trainings on XSTest are made by. */
interface OnXsTest {
  /** Folder of its tables. */
  readonly xstest: string;
  readonly seeds: number;
  readonly folds: number;
  readonly xstestIterations: number;
  readonly dimension: number;
  readonly ablations: boolean;
}

/** A training of all arms for each seed, with ablations. */
export function jobsInToyWorld(seeds: number, iterations: number): readonly StudyJob[] {
  const world = { kind: "toy", prompts_seed: 1 } as const;
  const policy = { make: "tabular", hidden: 0 };
  return counted(seeds).map((seed) => ({ world, policy, iterations, seed, ablations: true, sizes: false }));
}

/** A training of all arms for each seed and fold; with ablations, where they are asked for, for the first seed of the variant without texts. */
export function jobsOnXsTest(
  { xstest, seeds, folds, xstestIterations: iterations, dimension, ablations: asked }: OnXsTest,
  variant: "kinds" | "text",
  embeddings: ModelEmbeddings | undefined,
): readonly StudyJob[] {
  const encoding = { method: "ngrams", dimension } as const;
  const world = { kind: "xstest", variant, partial: "strict", crossing: "kind", encoding } as const;
  const policy = { make: "linear", hidden: 0 };
  const folder = resolve(xstest);
  return counted(seeds).flatMap((seed) =>
    counted(folds).map((fold): StudyJob => {
      const ablations = seed === 1 && asked && variant === "kinds";
      const material = { folder, folds, fold: fold - 1, ...(embeddings && { embeddings }) };
      return { world, xstest: material, policy, iterations, seed, ablations, sizes: ablations };
    }),
  );
}

/** The prompts of the variant with texts, with their answers; why there are not enough of them, where a part of a fold would be empty. */
export function promptsWithTexts(data: XsTest, folds: number): XsTest | string {
  const found = withBothKinds(data);
  const { length } = found.prompts;
  const isShort =
    length === 0 ||
    groupFolds(found.prompts, folds, FOLD_SEED).some(({ split }) => SPLITS.some((part) => split[part].length === 0));
  if (!isShort) return found;
  return `Of ${length} prompts both kinds of answers are on record, too few for ${folds} folds, so this part was not run.`;
}

function counted(to: number): readonly number[] {
  return Array.from({ length: to }, (_, at) => at + 1);
}
