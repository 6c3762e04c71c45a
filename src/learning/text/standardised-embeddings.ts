import type { Encoding } from "./encoding.js";

/** Mean and standard deviation of each dimension of an embedding: plain JSON, to be kept with what was trained on it. */
export interface Standardisation {
  readonly means: readonly number[];
  /** 1 where a dimension does not vary. */
  readonly deviations: readonly number[];
}

export type Embeddings = ReadonlyMap<string, ArrayLike<number>>;

/** Of the embeddings of `texts`, population standard deviations. @throws Error for no texts, and for a text without an embedding */
export function standardisationOf(embeddings: Embeddings, texts: readonly string[]): Standardisation {
  const vectors = texts.map((text) => embeddingOf(embeddings, text));
  if (vectors.length === 0) throw new Error("there are no texts to standardise embeddings by");
  const means = Array.from(vectors[0], (_, at) => mean(vectors.map((vector) => vector[at])));
  const deviations = means.map((centre, at) => {
    const deviation = Math.sqrt(mean(vectors.map((vector) => (vector[at] - centre) ** 2)));
    return deviation > 0 ? deviation : 1;
  });
  return { means, deviations };
}

/**
 * Embeddings of texts with each dimension's mean taken off and divided by its standard deviation, then all divided by the root
 * of the number of dimensions, so that a usual text has length about 1, as one of n-grams has.
 *
 * @param embeddings of every text that will be encoded
 * @throws Error from `encode`, for a text without an embedding, or with one of another length
 */
export function standardisedEmbeddings(embeddings: Embeddings, { means, deviations }: Standardisation): Encoding {
  const scales = deviations.map((deviation) => 1 / (deviation * Math.sqrt(means.length)));
  const indices = Int32Array.from(means, (_, at) => at);
  return {
    name: `embeddings, ${means.length} dimensions, standardised`,
    dimension: means.length,
    encode(text) {
      const vector = embeddingOf(embeddings, text);
      if (vector.length !== means.length) {
        throw new Error(`an embedding of ${vector.length} dimensions, where there are means of ${means.length}`);
      }
      return { indices, values: Float64Array.from(means, (centre, at) => (vector[at] - centre) * scales[at]) };
    },
  };
}

function embeddingOf(embeddings: Embeddings, text: string): ArrayLike<number> {
  const vector = embeddings.get(text);
  if (vector === undefined) throw new Error(`there is no embedding of ${JSON.stringify(text.slice(0, 40))}`);
  return vector;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
