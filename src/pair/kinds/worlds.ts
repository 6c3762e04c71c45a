import { type Static, Type } from "@sinclair/typebox";
import { CROSSINGS } from "./contexts.js";

const closed = { additionalProperties: false } as const;
const words = <const W extends string>(...all: readonly W[]) => Type.Unsafe<W>({ type: "string", enum: [...all] });

const Ngrams = Type.Object({ method: Type.Literal("ngrams"), dimension: Type.Integer({ minimum: 1 }) }, closed);

const Embeddings = Type.Object(
  {
    method: Type.Literal("embeddings"),
    /** What tells the model that embeds from others. */
    model: Type.String(),
    means: Type.Array(Type.Number()),
    deviations: Type.Array(Type.Number({ exclusiveMinimum: 0 })),
  },
  closed,
);

const shared = {
  partial: words("strict", "lenient"),
  crossing: words(...CROSSINGS),
};

/** The prompts of XSTest: agents read the request, and in the variant with texts an answer on record. */
export const XsTestWorld = Type.Object(
  {
    kind: Type.Literal("xstest"),
    variant: words("kinds", "text"),
    ...shared,
    encoding: Type.Union([Ngrams, Embeddings]),
  },
  closed,
);
export type XsTestWorld = Static<typeof XsTestWorld>;

/** The built-in prompts with rules of made-up houses: agents read what they are told of the house, and the request. */
export const HouseWorld = Type.Object({ kind: Type.Literal("house"), ...shared, encoding: Ngrams }, closed);
export type HouseWorld = Static<typeof HouseWorld>;
