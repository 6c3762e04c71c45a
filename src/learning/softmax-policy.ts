import type { RandomStream } from "../base/random/random-source.js";
import type { Features } from "./features.js";
import type { Grammar } from "./grammar.js";
import type { Leanings } from "./leaning.js";
import type { Network } from "./network.js";
import type { Policy, Sampled } from "./policy.js";

/** What a policy has besides its grammar and its network. */
interface Rest {
  /** Of the network's size; zeros where left out. */
  readonly parameters?: Float64Array;
  /** Added to the network's logits; no part of the parameters. */
  readonly leanings?: Leanings | undefined;
}

/** A policy whose token at each slot is drawn from the softmax of a network's logits. */
export class SoftmaxPolicy implements Policy {
  readonly parameters: Float64Array;
  private readonly leanings: Leanings | undefined;
  private readonly logits: Float64Array;

  constructor(
    readonly grammar: Grammar,
    readonly network: Network,
    { parameters = new Float64Array(network.size), leanings }: Rest = {},
  ) {
    this.parameters = parameters;
    this.leanings = leanings;
    if (parameters.length !== network.size) throw new Error(`${network.size} parameters are needed`);
    this.logits = new Float64Array(Math.max(...network.shape.heads));
  }

  get dimension(): number {
    return this.network.shape.dimension;
  }

  sample(context: Features, stream: RandomStream): Sampled {
    const logProbs: number[] = [];
    const tokens = this.walk(context, (options) => {
      const token = drawn(this.logits, options, stream.random());
      logProbs.push(this.logits[token]);
      return token;
    });
    return { tokens, logProbs: Float64Array.from(logProbs) };
  }

  best(context: Features): readonly number[] {
    return this.walk(context, (options) => {
      let best = 0;
      for (let token = 1; token < options; token += 1) if (this.logits[token] > this.logits[best]) best = token;
      return best;
    });
  }

  score(context: Features, tokens: readonly number[]): Float64Array {
    const logProbs = new Float64Array(tokens.length);
    this.walk(context, (_, at) => {
      logProbs[at] = this.logits[tokens[at]];
      return tokens[at];
    });
    return logProbs;
  }

  addGradient(context: Features, tokens: readonly number[], weights: ArrayLike<number>, into: Float64Array): void {
    const { logits, network, parameters } = this;
    this.walk(context, (options, at, slot) => {
      const token = tokens[at];
      const weight = weights[at];
      if (weight !== 0) {
        // By logit j: weight * (1[j = token] - pi_j).
        for (let j = 0; j < options; j += 1) logits[j] = -weight * Math.exp(logits[j]);
        logits[token] += weight;
        network.addGradient(parameters, slot, logits, into);
      }
      return token;
    });
    network.finish(into);
  }

  copy(): SoftmaxPolicy {
    const { grammar, network, parameters, leanings } = this;
    return new SoftmaxPolicy(grammar, network, { parameters: parameters.slice(), leanings });
  }

  /** Goes through the slots of an output; when `choose` picks a token, `logits` holds the log-probabilities of the slot. */
  private walk(context: Features, choose: (options: number, at: number, slot: number) => number): readonly number[] {
    const { grammar, logits, network, parameters } = this;
    network.load(parameters, context);
    const tokens: number[] = [];
    for (let slot = grammar.next(tokens); slot !== undefined; slot = grammar.next(tokens)) {
      const options = network.shape.heads[slot];
      network.logits(parameters, slot, logits);
      this.leanings?.add(context, slot, logits);
      normalise(logits, options);
      tokens.push(choose(options, tokens.length, slot));
    }
    return tokens;
  }
}

/** Turns the first `options` logits into log-probabilities. */
function normalise(logits: Float64Array, options: number): void {
  let highest = logits[0];
  for (let j = 1; j < options; j += 1) if (logits[j] > highest) highest = logits[j];
  let sum = 0;
  for (let j = 0; j < options; j += 1) sum += Math.exp(logits[j] - highest);
  const total = highest + Math.log(sum);
  for (let j = 0; j < options; j += 1) logits[j] -= total;
}

/** The token at which the running sum of probabilities passes `draw`; the last one where rounding keeps it below. */
function drawn(logProbs: Float64Array, options: number, draw: number): number {
  let sum = 0;
  for (let token = 0; token < options - 1; token += 1) {
    sum += Math.exp(logProbs[token]);
    if (draw < sum) return token;
  }
  return options - 1;
}
