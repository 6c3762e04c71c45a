import { type Embeddings, standardisationOf } from "../../learning/text/standardised-embeddings.js";
import { readXsTestTables, type XsTest } from "../../records/xstest.js";
import { groupFolds, type PromptSplit } from "../environments/xstest/folds.js";
import type { PolicyChoice } from "../trained-pair.js";
import { environmentOf, type World } from "../world.js";
import { ARMS, RECIPES, SIZE_ARMS, SIZE_RECIPES } from "./arms.js";
import { type ArmCases, trainAndEvaluate } from "./train-and-evaluate.js";

/** One training of all arms: plain JSON, so that it can cross threads. */
export interface StudyJob {
  readonly world: World;
  /** Of XSTest: the folder of its tables, how many folds, and which one is held out, from 0. */
  readonly xstest?: {
    readonly folder: string;
    readonly folds: number;
    readonly fold: number;
    /** Of all prompts, where agents read those in place of n-grams; and what tells the model that made them from others. */
    readonly embeddings?: { readonly model: string; readonly of: Embeddings };
  };
  readonly policy: PolicyChoice;
  readonly iterations: number;
  readonly seed: number;
  /** Whether ablations are trained as well, and networks of several sizes. */
  readonly ablations: boolean;
  readonly sizes: boolean;
}

/** Groups are dealt out to folds the same way in every study. */
export const FOLD_SEED = 1;

export async function runStudyJob(job: StudyJob): Promise<Readonly<Record<string, ArmCases>>> {
  const { policy, iterations, seed } = job;
  const { environment, lenient } = worldOfJob(job);
  const arms = ARMS.filter(({ table }) => table === "main" || job.ablations);
  const wanted = [...arms, ...(job.sizes ? SIZE_ARMS : [])];
  const recipes = needed(
    [...RECIPES, ...SIZE_RECIPES],
    wanted.flatMap(({ pair }) => pair ?? []),
  );
  return trainAndEvaluate({ environment, lenient, policy, iterations }, recipes, wanted, seed);
}

let read: { readonly folder: string; readonly data: XsTest } | undefined;

function worldOfJob({ world, xstest }: StudyJob) {
  if (xstest === undefined) return { environment: environmentOf(world), lenient: undefined };
  const { folder, folds, fold, embeddings } = xstest;
  if (read?.folder !== folder) read = { folder, data: readXsTestTables(folder) };
  const { data } = read;
  const { split } = groupFolds(data.prompts, folds, FOLD_SEED)[fold];
  const material = { data, split, ...(embeddings && { embeddings: embeddings.of }) };
  const filled = embeddings === undefined ? world : embedded(world, embeddings, data, split);
  return {
    environment: environmentOf(filled, material),
    lenient: environmentOf(filled, { ...material, partial: "lenient" }),
  };
}

/** The world with embeddings in place of n-grams, standardised by the prompts that are trained on. */
function embedded(
  world: World,
  { model, of }: NonNullable<NonNullable<StudyJob["xstest"]>["embeddings"]>,
  { prompts }: XsTest,
  { stage1, stage2 }: PromptSplit,
): World {
  if (world.kind !== "xstest") return world;
  const trained = new Set([...stage1, ...stage2]);
  const texts = prompts.filter(({ id }) => trained.has(id)).map(({ text }) => text);
  const { means, deviations } = standardisationOf(of, texts);
  return { ...world, encoding: { method: "embeddings", model, means: [...means], deviations: [...deviations] } };
}

/** The recipes that lead to the pairs, in their order. */
function needed<R extends { readonly id: string; readonly from: string | undefined }>(
  recipes: readonly R[],
  pairs: readonly string[],
): readonly R[] {
  const wanted = new Set(pairs);
  for (const { id, from } of [...recipes].reverse()) if (wanted.has(id) && from !== undefined) wanted.add(from);
  return recipes.filter(({ id }) => wanted.has(id));
}
