import { readXsTestTables, type XsTest } from "../../records/xstest.js";
import { embeddingEncoding, type ModelEmbeddings } from "../environments/xstest/embedding-encoding.js";
import { groupFolds } from "../environments/xstest/folds.js";
import { withBothKinds } from "../environments/xstest/recorded-texts.js";
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
    /** Of all prompts, where agents read those in place of n-grams. */
    readonly embeddings?: ModelEmbeddings;
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
  if (world.kind !== "xstest") throw new Error(`tables of XSTest are of no use in the world ${world.kind}`);
  if (read?.folder !== folder) read = { folder, data: readXsTestTables(folder) };
  const data = world.variant === "text" ? withBothKinds(read.data) : read.data;
  const { split } = groupFolds(data.prompts, folds, FOLD_SEED)[fold];
  const material = { data, split, ...(embeddings && { embeddings: embeddings.of }) };
  const filled = embeddings === undefined ? world : { ...world, encoding: embeddingEncoding(embeddings, data, split) };
  return {
    environment: environmentOf(filled, material),
    lenient: environmentOf(filled, { ...material, partial: "lenient" }),
  };
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
