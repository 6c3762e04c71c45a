import type { Features } from "../features.js";

/** Turns texts into features. The same text has the same features. */
export interface Encoding {
  /** For listings and notes: the method with its sizes. */
  readonly name: string;
  readonly dimension: number;
  /** @throws Error for a text that it was not prepared for; an encoding that reads any text never does */
  encode(text: string): Features;
}

/** Prepares an encoding. Whatever it learns, such as means, it learns from the texts that are trained on, and from no others. */
export type EncodingFit = (trainingTexts: readonly string[]) => Encoding;
