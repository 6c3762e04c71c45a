const LANES = 8;
const BLOCK = 128;

/**
 * Sum of `values[from]` to `values[from + n - 1]` in the order in which NumPy adds a contiguous array of doubles: up to
 * 7 values left to right, up to 128 in eight interleaved lanes, more by halves (the first a multiple of 8).
 * The reference system takes the means of its benefit series this way. Adding left to right gives another last bit in
 * about a third of the series, and the last bit decides about pairs that sit on the score threshold.
 */
export function pairwiseSum(values: Float64Array, from: number, n: number): number {
  if (n < LANES) {
    let sum = 0;
    for (let i = from; i < from + n; i++) sum += values[i];
    return sum;
  }
  if (n > BLOCK) {
    const half = Math.floor(n / 2);
    const first = half - (half % LANES);
    return pairwiseSum(values, from, first) + pairwiseSum(values, from + first, n - first);
  }
  const whole = from + n - (n % LANES);
  let a = values[from];
  let b = values[from + 1];
  let c = values[from + 2];
  let d = values[from + 3];
  let e = values[from + 4];
  let f = values[from + 5];
  let g = values[from + 6];
  let h = values[from + 7];
  for (let i = from + LANES; i < whole; i += LANES) {
    a += values[i];
    b += values[i + 1];
    c += values[i + 2];
    d += values[i + 3];
    e += values[i + 4];
    f += values[i + 5];
    g += values[i + 6];
    h += values[i + 7];
  }
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = whole; i < from + n; i++) sum += values[i];
  return sum;
}
