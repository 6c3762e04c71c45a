import { oneHot } from "../../learning/features.js";
import type { EncodingFit } from "../../learning/text/encoding.js";

/** Texts as names of categories: each that was trained on has a dimension of its own, any other has no features. */
export const categoryEncoding: EncodingFit = (trainingTexts) => {
  const names = [...new Set(trainingTexts)].sort();
  const places = new Map(names.map((name, at) => [name, at]));
  const unknown = { indices: new Int32Array(0), values: new Float64Array(0) };
  return {
    name: `${names.length} categories`,
    dimension: names.length,
    encode(text) {
      const at = places.get(text);
      return at === undefined ? unknown : oneHot(at);
    },
  };
};
