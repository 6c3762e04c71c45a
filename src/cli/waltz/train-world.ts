import { existsSync } from "node:fs";
import { InputError } from "../../base/errors.js";
import { HOUSE_PROMPTS } from "../../pair/house-prompts/all.js";
import { fingerprint } from "../../records/canonical-json.js";
import { readXsTestTables, type XsTest } from "../../records/xstest.js";
import { type Environment, SPLITS } from "../../waltz/environments/environment.js";
import { houseGroups } from "../../waltz/environments/house/house.js";
import { embeddingEncoding, type ModelEmbeddings } from "../../waltz/environments/xstest/embedding-encoding.js";
import { type Fold, type GroupedPrompt, groupFolds } from "../../waltz/environments/xstest/folds.js";
import { withBothKinds } from "../../waltz/environments/xstest/recorded-texts.js";
import { environmentOf, type World, worldTold } from "../../waltz/world.js";

export const ENVIRONMENTS = ["toy", "xstest", "house"] as const;

/** What a world to train in is chosen by on the command line. */
export interface WorldOptions {
  readonly environment: (typeof ENVIRONMENTS)[number];
  readonly xstest: string;
  readonly folds: number;
  readonly fold: number;
  readonly partial: "strict" | "lenient";
  readonly variant: "kinds" | "text";
  readonly dimension: number;
  /** A GGUF model whose embeddings of prompts are read in place of n-grams. */
  readonly embeddings?: string | undefined;
  readonly crossing?: "none" | "kind" | "situation" | undefined;
}

/** A world with its prompts, and what of it makes one training another. */
export interface TrainingWorld {
  readonly world: World;
  readonly environment: Environment;
  readonly identity: Readonly<Record<string, unknown>>;
  /** What is written beside the pair, by name of the file. */
  readonly beside: Readonly<Record<string, string>>;
}

/** Prompts that the training held out, as agents of a population can ask them. */
const HELD_OUT = "held_out.jsonl";

/** Prompts of the toy world are the same for every training, so that trainings can be held against each other. */
const TOY_PROMPTS = 1;
/** Groups are dealt out to folds the same way in every training. */
const FOLD_SEED = 1;

/**
 * @param hidden whether the policies have a hidden layer, which crosses features by itself
 * @param embed the embeddings of prompts, where they are asked for
 * @throws InputError where the world lacks something, and what `embed` throws
 */
export async function trainingWorld(
  options: WorldOptions,
  hidden: boolean,
  embed: (texts: readonly string[]) => Promise<ModelEmbeddings>,
): Promise<TrainingWorld> {
  if (options.environment === "toy") {
    const world: World = { kind: "toy", prompts_seed: TOY_PROMPTS };
    return { world, environment: environmentOf(world), identity: { world }, beside: {} };
  }
  const { partial, variant, dimension, crossing = hidden ? "none" : "kind" } = options;
  if (options.fold > options.folds) {
    throw new InputError([{ message: `there is no fold ${options.fold} of ${options.folds}` }]);
  }
  if (options.environment === "house") {
    const { split, name } = foldOf(houseGroups(HOUSE_PROMPTS), options, undefined);
    const world: World = { kind: "house", partial, crossing, encoding: { method: "ngrams", dimension } };
    const heldOut = new Set(split.test);
    const kept = HOUSE_PROMPTS.filter(({ id }) => heldOut.has(id));
    return {
      world,
      environment: environmentOf(world, { split }),
      identity: { world, fold: name, split: fingerprint(split), prompts: fingerprint(HOUSE_PROMPTS) },
      beside: { [HELD_OUT]: kept.map((prompt) => `${JSON.stringify(prompt)}\n`).join("") },
    };
  }
  const data = xstestIn(options.xstest);
  const { prompts } = variant === "text" ? withBothKinds(data) : data;
  const { split, name } = foldOf(prompts, options, options.xstest);
  const embedded = options.embeddings === undefined ? undefined : await embed(data.prompts.map(({ text }) => text));
  const encoding =
    embedded === undefined ? ({ method: "ngrams", dimension } as const) : embeddingEncoding(embedded, data, split);
  const world: World = { kind: "xstest", variant, partial, crossing, encoding };
  const identity = {
    world: worldTold(world),
    fold: name,
    split: fingerprint(split),
    prompts: fingerprint(data.prompts.map(({ id, text }) => [id, text])),
  };
  const material = { data, split, ...(embedded && { embeddings: embedded.of }) };
  return { world, environment: environmentOf(world, material), identity, beside: {} };
}

/** @throws InputError where a part of the fold is empty */
function foldOf(
  prompts: readonly GroupedPrompt[],
  { folds, fold }: Pick<WorldOptions, "folds" | "fold">,
  file: string | undefined,
): Fold {
  const found = groupFolds(prompts, folds, FOLD_SEED)[fold - 1];
  const empty = SPLITS.find((part) => found.split[part].length === 0);
  if (empty === undefined) return found;
  const message = `${prompts.length} prompts in whole groups are too few for ${folds} folds: ${found.name} has none for ${empty}`;
  throw new InputError([{ message, ...(file !== undefined && { place: { file } }) }]);
}

/** @throws InputError where there is no such folder, and with every fault of its tables */
function xstestIn(folder: string): XsTest {
  if (existsSync(folder)) return readXsTestTables(folder);
  const message = "XSTest is not there: set XSTEST_DIR or give --xstest";
  throw new InputError([{ message, place: { file: folder } }]);
}
