import { existsSync } from "node:fs";
import { InputError } from "../../base/errors.js";
import { fingerprint } from "../../records/canonical-json.js";
import { readXsTestTables, type XsTest } from "../../records/xstest.js";
import { type Environment, SPLITS } from "../../waltz/environments/environment.js";
import { groupFolds } from "../../waltz/environments/xstest/folds.js";
import { withBothKinds } from "../../waltz/environments/xstest/recorded-texts.js";
import { environmentOf, type World } from "../../waltz/world.js";

export const ENVIRONMENTS = ["toy", "xstest"] as const;

/** What a world to train in is chosen by on the command line. */
export interface WorldOptions {
  readonly environment: (typeof ENVIRONMENTS)[number];
  readonly xstest: string;
  readonly folds: number;
  readonly fold: number;
  readonly partial: "strict" | "lenient";
  readonly variant: "kinds" | "text";
  readonly dimension: number;
  readonly crossing?: "none" | "kind" | "situation" | undefined;
}

/** A world with its prompts, and what of it makes one training another. */
export interface TrainingWorld {
  readonly world: World;
  readonly environment: Environment;
  readonly identity: Readonly<Record<string, unknown>>;
}

/** Prompts of the toy world are the same for every training, so that trainings can be held against each other. */
const TOY_PROMPTS = 1;
/** Groups are dealt out to folds the same way in every training. */
const FOLD_SEED = 1;

/** @param hidden whether the policies have a hidden layer, which crosses features by itself */
export function trainingWorld(options: WorldOptions, hidden: boolean): TrainingWorld {
  if (options.environment === "toy") {
    const world: World = { kind: "toy", prompts_seed: TOY_PROMPTS };
    return { world, environment: environmentOf(world), identity: { world } };
  }
  const { folds, fold, partial, variant, dimension, crossing = hidden ? "none" : "kind" } = options;
  if (fold > folds) throw new InputError([{ message: `there is no fold ${fold} of ${folds}` }]);
  const data = xstestIn(options.xstest);
  const { prompts } = variant === "text" ? withBothKinds(data) : data;
  const { split, name } = groupFolds(prompts, folds, FOLD_SEED)[fold - 1];
  const empty = SPLITS.find((part) => split[part].length === 0);
  if (empty !== undefined) {
    const message = `${prompts.length} prompts in whole groups are too few for ${folds} folds: ${name} has none for ${empty}`;
    throw new InputError([{ message, place: { file: options.xstest } }]);
  }
  const world: World = { kind: "xstest", variant, partial, crossing, encoding: { method: "ngrams", dimension } };
  const identity = {
    world,
    fold: name,
    split: fingerprint(split),
    prompts: fingerprint(data.prompts.map(({ id, text }) => [id, text])),
  };
  return { world, environment: environmentOf(world, { data, split }), identity };
}

/** @throws InputError where there is no such folder, and with every fault of its tables */
function xstestIn(folder: string): XsTest {
  if (existsSync(folder)) return readXsTestTables(folder);
  const message = "XSTest is not there: set XSTEST_DIR or give --xstest";
  throw new InputError([{ message, place: { file: folder } }]);
}
