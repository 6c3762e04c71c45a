/**
 * What a policy sees of its context: a sparse vector. `values[k]` belongs to dimension `indices[k]`; all others are 0. Indices
 * are whole, in [0 (included), dimension of the policy (excluded)), each at most once; values are finite.
 */
export interface Features {
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** The context of a table: dimension `index` is 1. */
export function oneHot(index: number): Features {
  return { indices: Int32Array.of(index), values: Float64Array.of(1) };
}

/** Features side by side in one vector: those of each part begin at its `offset`. */
export function sideBySide(parts: readonly { readonly offset: number; readonly features: Features }[]): Features {
  const size = parts.reduce((total, { features }) => total + features.indices.length, 0);
  const indices = new Int32Array(size);
  const values = new Float64Array(size);
  let at = 0;
  for (const { offset, features } of parts) {
    for (let k = 0; k < features.indices.length; k += 1, at += 1) {
      indices[at] = features.indices[k] + offset;
      values[at] = features.values[k];
    }
  }
  return { indices, values };
}
