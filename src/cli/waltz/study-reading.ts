import type { EncodingFit } from "../../learning/text/encoding.js";
import { hashedNgrams } from "../../learning/text/hashed-ngrams.js";
import {
  type Embeddings,
  standardisationOf,
  standardisedEmbeddings,
} from "../../learning/text/standardised-embeddings.js";
import type { XsTest } from "../../records/xstest.js";
import { memoised } from "../../waltz/environments/kinds/memoised.js";

/** How agents, and the probes beside them, read prompts; `reading` says it to people. */
export function promptReading(
  { prompts }: XsTest,
  embeddings: Embeddings | undefined,
  dimension: number,
): { readonly encoding: EncodingFit; readonly reading: string } {
  const plain = hashedNgrams({ dimension });
  // Probes read the same texts in every fold.
  const ngrams = { ...plain, encode: memoised(plain.encode) };
  if (embeddings === undefined) return { encoding: () => ngrams, reading: `${dimension} hashed word 1-2-grams` };
  const known = new Set(prompts.map(({ text }) => text));
  // Answers are not embedded: the probe on them reads n-grams, as without embeddings.
  const encoding: EncodingFit = (texts) =>
    texts.every((text) => known.has(text))
      ? standardisedEmbeddings(embeddings, standardisationOf(embeddings, texts))
      : ngrams;
  return { encoding, reading: "the embedding of a local model, standardised" };
}
