import type { Features } from "./features.js";

/** The make of a network: `heads[slot]` is how many tokens the slot has; with `hidden` 0 it is linear. */
export interface NetworkShape {
  readonly dimension: number;
  /** Units of the one hidden layer, >= 0. */
  readonly hidden: number;
  readonly heads: readonly number[];
  /** Whether every token has a bias. */
  readonly bias: boolean;
}

/**
 * A network from sparse features to one vector of logits per slot: logits = W_slot h + b_slot with h = tanh(W x + b), or h = x
 * where there is no hidden layer. It holds no parameters: they are given with each call, so copies cost nothing.
 *
 * One context is loaded at a time; logits and gradients are then asked for slot by slot.
 */
export class Network {
  /** Length of the parameters. */
  readonly size: number;
  private readonly hiddenBias: number;
  private readonly weightsAt: readonly number[];
  private readonly biasAt: readonly number[];
  private readonly units: Float64Array;
  private readonly unitGradient: Float64Array;
  private context: Features = { indices: new Int32Array(0), values: new Float64Array(0) };

  constructor(readonly shape: NetworkShape) {
    const { dimension, hidden, heads, bias } = shape;
    const inputs = hidden === 0 ? dimension : hidden;
    this.hiddenBias = hidden * dimension;
    let at = hidden === 0 ? 0 : hidden * dimension + hidden;
    const weightsAt: number[] = [];
    const biasAt: number[] = [];
    for (const options of heads) {
      weightsAt.push(at);
      at += inputs * options;
      biasAt.push(at);
      if (bias) at += options;
    }
    this.weightsAt = weightsAt;
    this.biasAt = biasAt;
    this.size = at;
    this.units = new Float64Array(hidden);
    this.unitGradient = new Float64Array(hidden);
  }

  /** Where the biases of a slot begin in the parameters. @throws Error for a network without biases */
  biasOf(slot: number): number {
    if (!this.shape.bias) throw new Error("this network has no biases");
    return this.biasAt[slot];
  }

  /** Where the weights of a slot begin in the parameters; those of input i stand at i times the tokens of the slot. */
  weightsOf(slot: number): number {
    return this.weightsAt[slot];
  }

  load(parameters: Float64Array, context: Features): void {
    const { units, hiddenBias } = this;
    const { hidden } = this.shape;
    const { indices, values } = context;
    this.context = context;
    this.unitGradient.fill(0);
    for (let unit = 0; unit < hidden; unit += 1) units[unit] = parameters[hiddenBias + unit];
    for (let k = 0; hidden > 0 && k < indices.length; k += 1) {
      const row = indices[k] * hidden;
      const value = values[k];
      for (let unit = 0; unit < hidden; unit += 1) units[unit] += value * parameters[row + unit];
    }
    for (let unit = 0; unit < hidden; unit += 1) units[unit] = Math.tanh(units[unit]);
  }

  /** Writes the logits of a slot for the loaded context. */
  logits(parameters: Float64Array, slot: number, into: Float64Array): void {
    const { hidden, heads, bias } = this.shape;
    const options = heads[slot];
    const weights = this.weightsAt[slot];
    const biases = this.biasAt[slot];
    for (let token = 0; token < options; token += 1) into[token] = bias ? parameters[biases + token] : 0;
    const { indices, values } = this.context;
    const inputs = hidden === 0 ? indices.length : hidden;
    for (let k = 0; k < inputs; k += 1) {
      const row = weights + (hidden === 0 ? indices[k] : k) * options;
      const value = hidden === 0 ? values[k] : this.units[k];
      for (let token = 0; token < options; token += 1) into[token] += value * parameters[row + token];
    }
  }

  /** Adds what a gradient by the logits of a slot is by the parameters, but for the hidden layer's: see `finish`. */
  addGradient(parameters: Float64Array, slot: number, byLogit: Float64Array, into: Float64Array): void {
    const { hidden, heads, bias } = this.shape;
    const options = heads[slot];
    const weights = this.weightsAt[slot];
    const biases = this.biasAt[slot];
    for (let token = 0; bias && token < options; token += 1) into[biases + token] += byLogit[token];
    const { indices, values } = this.context;
    const inputs = hidden === 0 ? indices.length : hidden;
    for (let k = 0; k < inputs; k += 1) {
      const row = weights + (hidden === 0 ? indices[k] : k) * options;
      const value = hidden === 0 ? values[k] : this.units[k];
      let byUnit = 0;
      for (let token = 0; token < options; token += 1) {
        into[row + token] += value * byLogit[token];
        byUnit += parameters[row + token] * byLogit[token];
      }
      if (hidden > 0) this.unitGradient[k] += byUnit;
    }
  }

  /** Adds the hidden layer's share of all gradients since the context was loaded. */
  finish(into: Float64Array): void {
    const { units, unitGradient, hiddenBias } = this;
    const { hidden } = this.shape;
    const { indices, values } = this.context;
    for (let unit = 0; unit < hidden; unit += 1) {
      unitGradient[unit] *= 1 - units[unit] * units[unit];
      into[hiddenBias + unit] += unitGradient[unit];
    }
    for (let k = 0; hidden > 0 && k < indices.length; k += 1) {
      const row = indices[k] * hidden;
      const value = values[k];
      for (let unit = 0; unit < hidden; unit += 1) into[row + unit] += value * unitGradient[unit];
    }
    unitGradient.fill(0);
  }
}
