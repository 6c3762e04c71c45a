import type { RandomStream } from "../base/random/random-source.js";
import type { Features } from "./features.js";
import type { Grammar } from "./grammar.js";

/** An output with the log-probability of each of its tokens, given those before it; natural logarithm, <= 0. */
export interface Sampled {
  readonly tokens: readonly number[];
  readonly logProbs: Float64Array;
}

/**
 * A stochastic policy over the outputs of a grammar, given a context. All its knowledge is in `parameters`, which optimisers
 * move in place: two policies of one make with equal parameters are equal.
 */
export interface Policy {
  readonly grammar: Grammar;
  /** Number of dimensions of its contexts. */
  readonly dimension: number;
  readonly parameters: Float64Array;
  /** Draws an output; one draw of the stream a token. */
  sample(context: Features, stream: RandomStream): Sampled;
  /** The most probable token at each slot, the first of equals: greedy decoding. */
  best(context: Features): readonly number[];
  /** Log-probability of each token of a complete output. */
  score(context: Features, tokens: readonly number[]): Float64Array;
  /**
   * Adds the gradient of sum_i weights[i] log pi(tokens[i] | context, tokens before it) by the parameters.
   *
   * @param into of the length of `parameters`
   */
  addGradient(context: Features, tokens: readonly number[], weights: ArrayLike<number>, into: Float64Array): void;
  /** A policy of the same make with parameters of its own, equal to these. */
  copy(): Policy;
}
