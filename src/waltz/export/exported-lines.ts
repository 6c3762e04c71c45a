/** Counts by reason, in order of first appearance. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(reason: string): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  get record(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }
}

/** Lines of a file, and what was passed over and why. */
export interface ExportedLines {
  /** Each with its line end. */
  readonly lines: readonly string[];
  readonly skipped: Readonly<Record<string, number>>;
}
