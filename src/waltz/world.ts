import { type Static, Type } from "@sinclair/typebox";
import { Ajv } from "ajv";
import { InputError } from "../base/errors.js";
import { hashedNgrams } from "../learning/text/hashed-ngrams.js";
import { type Embeddings, standardisedEmbeddings } from "../learning/text/standardised-embeddings.js";
import { HOUSE_PROMPTS } from "../pair/house-prompts/all.js";
import { HouseWorld, XsTestWorld } from "../pair/kinds/worlds.js";
import { fingerprint } from "../records/canonical-json.js";
import type { XsTest } from "../records/xstest.js";
import type { Environment } from "./environments/environment.js";
import { houseEnvironment } from "./environments/house/house.js";
import { toyEnvironment } from "./environments/toy/toy.js";
import type { PromptSplit } from "./environments/xstest/folds.js";
import type { PartialRule } from "./environments/xstest/labels.js";
import { xstestEnvironment } from "./environments/xstest/xstest.js";

const ToyWorld = Type.Object(
  { kind: Type.Literal("toy"), prompts_seed: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
);

/** What fixes the contexts and outputs of a world, besides its prompts: plain JSON, kept with every agent that is trained in it. */
export type World = Static<typeof ToyWorld> | XsTestWorld | HouseWorld;

const valid = new Ajv({ allErrors: true, strict: false }).compile(Type.Union([ToyWorld, XsTestWorld, HouseWorld]));

/** @throws InputError for a world that this version does not know */
export function worldOf(value: unknown, file: string): World {
  if (valid(value)) return value as World;
  throw new InputError([
    { message: "the agent was trained in a world that this version does not know", place: { file } },
  ]);
}

/** The world for records and messages: how embeddings are standardised stands in it as a fingerprint. */
export function worldTold(world: World): Readonly<Record<string, unknown>> {
  if (world.kind !== "xstest" || world.encoding.method === "ngrams") return { ...world };
  const { method, model, ...standardisation } = world.encoding;
  return { ...world, encoding: { method, model, standardisation: fingerprint(standardisation) } };
}

/** What a world of kinds is filled with. */
export interface WorldMaterial {
  readonly split: PromptSplit;
  /** Of XSTest. */
  readonly data?: XsTest;
  /** Of all prompts, and in the variant with texts of all answers, where the world encodes by embeddings. */
  readonly embeddings?: Embeddings;
  /** Reads partial refusals otherwise than the world says: for evaluation. */
  readonly partial?: PartialRule;
}

/**
 * The environment of a world.
 *
 * @throws Error where material that the world needs is not given
 */
export function environmentOf(world: World, material?: WorldMaterial): Environment {
  if (world.kind === "toy") return toyEnvironment(world.prompts_seed);
  if (material === undefined) throw new Error("a world of kinds needs its split");
  const { data, split, embeddings, partial = world.partial } = material;
  if (world.kind === "house") {
    const { encoding, crossing } = world;
    return houseEnvironment(HOUSE_PROMPTS, { split, dimension: encoding.dimension, partial, crossing });
  }
  if (data === undefined) throw new Error("a world on XSTest needs its prompts");
  const { encoding, crossing, variant } = world;
  const encode = () => {
    if (encoding.method === "ngrams") return hashedNgrams({ dimension: encoding.dimension });
    if (embeddings === undefined) throw new Error("this world needs the embeddings of its texts");
    return standardisedEmbeddings(embeddings, encoding);
  };
  return xstestEnvironment(data, { split, encoding: encode, partial, crossing, variant });
}
