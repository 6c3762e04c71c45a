/** What keeps a division by the spread of equal values finite. */
const EPSILON = 1e-8;

/**
 * A_i = reward - kl * sum over t >= i of k_t, with k_t = log pi_old(y_t) - log pi_ref(y_t): the reward comes at the end, the
 * price of each token's distance from the reference counts for it and all tokens before it. Source: WaltzRL eq. 4 (REINFORCE++).
 *
 * @param distances k_t of each token
 */
export function tokenAdvantages(reward: number, distances: Float64Array, kl: number): Float64Array {
  const advantages = new Float64Array(distances.length);
  let rest = 0;
  for (let i = distances.length - 1; i >= 0; i -= 1) {
    rest += distances[i];
    advantages[i] = reward - kl * rest;
  }
  return advantages;
}

/**
 * Shifts and scales the values of all samples together to mean 0 and spread 1 (population); to 0 throughout where they are all
 * equal, so that nothing moves. Source: WaltzRL eq. 4; the guard is ours.
 */
export function standardised(samples: readonly Float64Array[]): readonly Float64Array[] {
  let count = 0;
  let sum = 0;
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const sample of samples) {
    for (const value of sample) {
      count += 1;
      sum += value;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
  }
  if (lowest === highest) return samples.map((sample) => new Float64Array(sample.length));
  const mean = sum / count;
  let squares = 0;
  for (const sample of samples) for (const value of sample) squares += (value - mean) ** 2;
  const spread = Math.sqrt(squares / count) + EPSILON;
  return samples.map((sample) => sample.map((value) => (value - mean) / spread));
}
