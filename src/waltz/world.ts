import { type Static, Type } from "@sinclair/typebox";
import { Ajv } from "ajv";
import { InputError } from "../base/errors.js";
import { hashedNgrams } from "../learning/text/hashed-ngrams.js";
import { type Embeddings, standardisedEmbeddings } from "../learning/text/standardised-embeddings.js";
import type { XsTest } from "../records/xstest.js";
import type { Environment } from "./environments/environment.js";
import { toyEnvironment } from "./environments/toy/toy.js";
import type { PromptSplit } from "./environments/xstest/folds.js";
import type { PartialRule } from "./environments/xstest/labels.js";
import { xstestEnvironment } from "./environments/xstest/xstest.js";

const ToyWorld = Type.Object(
  { kind: Type.Literal("toy"), prompts_seed: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
);

const Encoding = Type.Union([
  Type.Object(
    { method: Type.Literal("ngrams"), dimension: Type.Integer({ minimum: 1 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      method: Type.Literal("embeddings"),
      /** What tells the model that embeds from others. */
      model: Type.String(),
      means: Type.Array(Type.Number()),
      deviations: Type.Array(Type.Number({ exclusiveMinimum: 0 })),
    },
    { additionalProperties: false },
  ),
]);

const XsTestWorld = Type.Object(
  {
    kind: Type.Literal("xstest"),
    variant: Type.Union([Type.Literal("kinds"), Type.Literal("text")]),
    partial: Type.Union([Type.Literal("strict"), Type.Literal("lenient")]),
    crossing: Type.Union([Type.Literal("none"), Type.Literal("kind"), Type.Literal("situation")]),
    encoding: Encoding,
  },
  { additionalProperties: false },
);

/** What fixes the contexts and outputs of a world, besides its prompts: plain JSON, kept with every agent that is trained in it. */
export type World = Static<typeof ToyWorld> | Static<typeof XsTestWorld>;

const valid = new Ajv({ allErrors: true, strict: false }).compile(Type.Union([ToyWorld, XsTestWorld]));

/** @throws InputError for a world that this version does not know */
export function worldOf(value: unknown, file: string): World {
  if (valid(value)) return value as World;
  throw new InputError([
    { message: "the agent was trained in a world that this version does not know", place: { file } },
  ]);
}

/** What a world on XSTest is filled with. */
export interface XsTestMaterial {
  readonly data: XsTest;
  readonly split: PromptSplit;
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
export function environmentOf(world: World, material?: XsTestMaterial): Environment {
  if (world.kind === "toy") return toyEnvironment(world.prompts_seed);
  if (material === undefined) throw new Error("a world on XSTest needs its prompts");
  const { data, split, embeddings, partial = world.partial } = material;
  const { encoding, crossing, variant } = world;
  const encode = () => {
    if (encoding.method === "ngrams") return hashedNgrams({ dimension: encoding.dimension });
    if (embeddings === undefined) throw new Error("this world needs the embeddings of its texts");
    return standardisedEmbeddings(embeddings, encoding);
  };
  return xstestEnvironment(data, { split, encoding: encode, partial, crossing, variant });
}
