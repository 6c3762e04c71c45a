/**
 * Count, mean and population variance of numbers that are seen once and not kept.
 * Welford's updating form: equal numbers give exactly their value as the mean and exactly 0 as the variance.
 * Source: B. P. Welford, Technometrics 4 (1962); the merge is T. F. Chan et al., Stanford STAN-CS-79-773 (1979).
 */
export class Moments {
  count = 0;
  /** 0 while nothing was seen. */
  mean = 0;
  /** Sum of the squared distances from the mean. */
  private squares = 0;

  add(x: number): void {
    this.count += 1;
    const before = x - this.mean;
    this.mean += before / this.count;
    this.squares += before * (x - this.mean);
  }

  /** As if nothing had been seen. */
  reset(): void {
    this.count = 0;
    this.mean = 0;
    this.squares = 0;
  }

  /** Squared distances divided by the count, >= 0; 0 with fewer than two numbers. */
  get variance(): number {
    return this.count < 2 ? 0 : this.squares / this.count;
  }

  /** Square root of the variance. */
  get deviation(): number {
    return Math.sqrt(this.variance);
  }

  /**
   * Deviation per mean: sd / max(|mean|, 1e-8 (|mean| + sd)), in [0, 1e8]; 0 when the deviation is 0.
   * The second term keeps a mean near 0 from making it infinite.
   */
  get coefficientOfVariation(): number {
    const deviation = this.deviation;
    if (deviation === 0) return 0;
    const mean = Math.abs(this.mean);
    return deviation / Math.max(mean, 1e-8 * (mean + deviation));
  }

  /** As if one had seen what both have seen. */
  mergedWith(other: Moments): Moments {
    // Merged with nothing, a mean is kept to the last bit, which the division below would not do.
    if (other.count === 0) return this.copy();
    if (this.count === 0) return other.copy();
    const merged = this.copy();
    const apart = other.mean - this.mean;
    merged.count += other.count;
    merged.mean += (apart * other.count) / merged.count;
    merged.squares += other.squares + (apart * apart * this.count * other.count) / merged.count;
    return merged;
  }

  private copy(): Moments {
    const copy = new Moments();
    copy.count = this.count;
    copy.mean = this.mean;
    copy.squares = this.squares;
    return copy;
  }
}
