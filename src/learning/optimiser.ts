/** Moves parameters along a gradient. Its state is part of a checkpoint. */
export interface Optimiser {
  /** Moves `parameters` uphill, in place. */
  ascend(parameters: Float64Array, gradient: Float64Array): void;
  /** What `restore` goes on from to the bit: steps made, and arrays by name. */
  save(): OptimiserState;
  restore(state: OptimiserState): void;
}

export interface OptimiserState {
  readonly steps: number;
  readonly arrays: Readonly<Record<string, Float64Array>>;
}

export const OPTIMISERS = ["sgd", "adam"] as const;
export type OptimiserName = (typeof OPTIMISERS)[number];

/** @param rate learning rate, > 0 */
export function createOptimiser(name: OptimiserName, rate: number, size: number): Optimiser {
  return name === "sgd" ? new Sgd(rate) : new Adam(rate, size);
}

/** Plain gradient ascent: parameters += rate * gradient. */
class Sgd implements Optimiser {
  private steps = 0;

  constructor(private readonly rate: number) {}

  ascend(parameters: Float64Array, gradient: Float64Array): void {
    this.steps += 1;
    for (let i = 0; i < parameters.length; i += 1) parameters[i] += this.rate * gradient[i];
  }

  save(): OptimiserState {
    return { steps: this.steps, arrays: {} };
  }

  restore({ steps }: OptimiserState): void {
    this.steps = steps;
  }
}

const [FIRST_DECAY, SECOND_DECAY, EPSILON] = [0.9, 0.999, 1e-8];

/** Adam with its published constants (Kingma and Ba 2015, algorithm 1). */
class Adam implements Optimiser {
  private steps = 0;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private firstPower = 1;
  private secondPower = 1;

  constructor(
    private readonly rate: number,
    size: number,
  ) {
    this.first = new Float64Array(size);
    this.second = new Float64Array(size);
  }

  ascend(parameters: Float64Array, gradient: Float64Array): void {
    const { first, second, rate } = this;
    this.steps += 1;
    this.firstPower *= FIRST_DECAY;
    this.secondPower *= SECOND_DECAY;
    const firstShare = 1 / (1 - this.firstPower);
    const secondShare = 1 / (1 - this.secondPower);
    for (let i = 0; i < parameters.length; i += 1) {
      const slope = gradient[i];
      first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
      second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
      parameters[i] += (rate * first[i] * firstShare) / (Math.sqrt(second[i] * secondShare) + EPSILON);
    }
  }

  save(): OptimiserState {
    return {
      steps: this.steps,
      arrays: {
        first: this.first.slice(),
        second: this.second.slice(),
        powers: Float64Array.of(this.firstPower, this.secondPower),
      },
    };
  }

  restore({ steps, arrays }: OptimiserState): void {
    this.steps = steps;
    this.first.set(arrays.first);
    this.second.set(arrays.second);
    [this.firstPower, this.secondPower] = arrays.powers;
  }
}
