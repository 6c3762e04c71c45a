import type { Shape } from "../../src/analysis/statistics/shape.js";
import type { RandomStream } from "../../src/base/random/random-source.js";

/** A distribution that samples are drawn from, with a mean known exactly. */
export interface Population {
  readonly name: string;
  readonly mean: number;
  readonly deviation: number;
  draw(stream: RandomStream): number;
}

export const normal: Population = { name: "normal", mean: 0, deviation: 1, draw: (stream) => stream.gauss(0, 1) };

export const exponential: Population = {
  name: "exponential",
  mean: 1,
  deviation: 1,
  draw: (stream) => -Math.log(1 - stream.random()),
};

/** Student's t with 3 degrees of freedom: finite variance, infinite kurtosis. */
export const heavy: Population = {
  name: "Student's t with 3 degrees of freedom",
  mean: 0,
  deviation: Math.sqrt(3),
  draw: (stream) => {
    const squares = stream.gauss(0, 1) ** 2 + stream.gauss(0, 1) ** 2 + stream.gauss(0, 1) ** 2;
    return stream.gauss(0, 1) / Math.sqrt(squares / 3);
  },
};

/** Poisson by Knuth's product of uniforms; `mean` small. */
export function poisson(mean: number): Population {
  const floor = Math.exp(-mean);
  const draw = (stream: RandomStream): number => {
    let count = 0;
    for (let product = stream.random(); product > floor; product *= stream.random()) count += 1;
    return count;
  };
  return { name: `Poisson with mean ${mean}`, mean, deviation: Math.sqrt(mean), draw };
}

/** What stands for each shape in the measurement of coverage. */
export const POPULATION_OF: Readonly<Record<Shape, Population>> = {
  normal,
  skewed: exponential,
  "heavy-tailed": heavy,
  discrete: poisson(1),
};

export function sample({ draw }: Population, n: number, stream: RandomStream): readonly number[] {
  return Array.from({ length: n }, () => draw(stream));
}

export function scaled(population: Population, factor: number): Population {
  const { name, mean, deviation } = population;
  const draw = (stream: RandomStream) => factor * population.draw(stream);
  return { name: `${factor} times ${name}`, mean: factor * mean, deviation: factor * deviation, draw };
}
