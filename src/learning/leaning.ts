import type { Features } from "./features.js";

/** What a dimension of the contexts does before any training: times its value, it adds `logits` to those of a slot. */
export interface Leaning {
  readonly slot: number;
  readonly dimension: number;
  /** One per token of the slot. */
  readonly logits: readonly number[];
}

/** What a policy leans to from the start, apart from all that it learns: logits linear in the features, which nothing moves. */
export class Leanings {
  /** By slot: rows of tokens, one per dimension below `reach`. */
  private readonly rows: readonly Float64Array[];
  /** Dimensions from here on lean nowhere, so that long contexts cost little. */
  private readonly reach: number;

  /** @param heads tokens of each slot */
  constructor(
    leanings: readonly Leaning[],
    private readonly heads: readonly number[],
  ) {
    this.reach = leanings.reduce((reach, { dimension }) => Math.max(reach, dimension + 1), 0);
    this.rows = heads.map((options) => new Float64Array(this.reach * options));
    for (const { slot, dimension, logits } of leanings) {
      if (logits.length !== heads[slot])
        throw new Error(`slot ${slot} has ${heads[slot]} tokens, not ${logits.length}`);
      this.rows[slot].set(logits, dimension * heads[slot]);
    }
  }

  /** Adds to the logits of a slot what the context leans to. */
  add({ indices, values }: Features, slot: number, into: Float64Array): void {
    const options = this.heads[slot];
    const rows = this.rows[slot];
    for (let k = 0; k < indices.length; k += 1) {
      if (indices[k] >= this.reach) continue;
      const row = indices[k] * options;
      for (let token = 0; token < options; token += 1) into[token] += values[k] * rows[row + token];
    }
  }
}
