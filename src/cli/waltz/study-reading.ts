import type { EncodingFit } from "../../learning/text/encoding.js";
import { hashedNgrams } from "../../learning/text/hashed-ngrams.js";
import {
  type Embeddings,
  standardisationOf,
  standardisedEmbeddings,
} from "../../learning/text/standardised-embeddings.js";
import type { XsTest } from "../../records/xstest.js";
import { memoised } from "../../waltz/environments/kinds/memoised.js";
import type { XsTestResults } from "../../waltz/study/note/note.js";

/**
 * How agents, and the probes beside them, read prompts; `reading` says it to people.
 *
 * @param embeddings of all prompts, with the name of their model
 */
export function promptReading(
  { prompts }: XsTest,
  embeddings: { readonly name: string; readonly of: Embeddings } | undefined,
  dimension: number,
): Pick<XsTestResults, "encoding" | "reading" | "limits"> {
  const plain = hashedNgrams({ dimension });
  // Probes read the same texts in every fold.
  const ngrams = { ...plain, encode: memoised(plain.encode) };
  if (embeddings === undefined) {
    return { encoding: () => ngrams, reading: `${dimension} hashed word 1-2-grams`, limits: [] };
  }
  const { name, of } = embeddings;
  const [first] = of.values();
  const known = new Set(prompts.map(({ text }) => text));
  // Answers are not embedded: the probe on them reads n-grams, as without embeddings.
  const encoding: EncodingFit = (texts) =>
    texts.every((text) => known.has(text)) ? standardisedEmbeddings(of, standardisationOf(of, texts)) : ngrams;
  return {
    encoding,
    reading: `the embedding that the model ${name} gives it (${first?.length ?? 0} numbers, standardised)`,
    limits: [
      "- Embeddings are those of one small model as one build of it computes them: on another processor their last digits can differ, and some figures with them.",
    ],
  };
}
