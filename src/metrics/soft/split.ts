import { Moments } from "./moments.js";

/** Moments of one quantity, kept apart for accepted and rejected interactions. */
export class Split {
  readonly accepted = new Moments();
  readonly rejected = new Moments();

  add(x: number, accepted: boolean): void {
    if (accepted) this.accepted.add(x);
    else this.rejected.add(x);
  }

  reset(): void {
    this.accepted.reset();
    this.rejected.reset();
  }

  /** Over all interactions. Worked out anew at each call. */
  get all(): Moments {
    return this.accepted.mergedWith(this.rejected);
  }

  /** Mean over the accepted minus mean over all; undefined if none is accepted. */
  get acceptanceShift(): number | undefined {
    if (this.accepted.count === 0) return undefined;
    return this.rejected.count === 0 ? 0 : this.accepted.mean - this.all.mean;
  }

  /** Mean over the accepted minus mean over the rejected; undefined unless there are both. */
  get gap(): number | undefined {
    if (this.accepted.count === 0 || this.rejected.count === 0) return undefined;
    return this.accepted.mean - this.rejected.mean;
  }
}
