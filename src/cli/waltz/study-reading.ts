import type { EncodingFit } from "../../learning/text/encoding.js";
import { hashedNgrams } from "../../learning/text/hashed-ngrams.js";
import {
  type Embeddings,
  standardisationOf,
  standardisedEmbeddings,
} from "../../learning/text/standardised-embeddings.js";
import { llamaEmbedder } from "../../llm/providers/llama-embedder.js";
import { cachedEmbeddings } from "../../records/embedding-cache.js";
import type { XsTest } from "../../records/xstest.js";
import { memoised } from "../../waltz/environments/kinds/memoised.js";
import type { StudyJob } from "../../waltz/study/study-job.js";

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

/** @param screen where progress is shown; undefined shows none */
export async function promptEmbeddings(
  { prompts }: XsTest,
  modelPath: string,
  cache: string,
  screen: { write(text: string): unknown } | undefined,
): Promise<NonNullable<NonNullable<StudyJob["xstest"]>["embeddings"]>> {
  const embedder = await llamaEmbedder(modelPath, { env: process.env });
  const show = (done: number, all: number) => void screen?.write(`\r\x1b[2Kembedding prompts ${done}/${all}`);
  try {
    const texts = prompts.map(({ text }) => text);
    return { model: embedder.identity, of: await cachedEmbeddings(texts, embedder, cache, show) };
  } finally {
    await embedder.close();
  }
}
