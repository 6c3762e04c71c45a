import type { Fault } from "./errors.js";

/**
 * Gathers faults so that all of them can be told at once. Of each kind the first ten are kept in full and the others
 * are counted: a column of a million texts must not bury the other faults.
 */
export class FaultList {
  private readonly kinds = new Map<string, { kept: Fault[]; more: number }>();

  constructor(private readonly keep = 10) {}

  /** `kind` groups faults of one nature; it is shown nowhere. */
  add(kind: string, fault: Fault): void {
    const group = this.kinds.get(kind) ?? { kept: [], more: 0 };
    this.kinds.set(kind, group);
    if (group.kept.length < this.keep) group.kept.push(fault);
    else group.more += 1;
  }

  get isEmpty(): boolean {
    return this.kinds.size === 0;
  }

  /** The kept faults, kind by kind in the order of first appearance; a kind that was cut ends with how many more there are. */
  get faults(): readonly Fault[] {
    return [...this.kinds.values()].flatMap(({ kept, more }) => {
      if (more === 0) return kept;
      const file = kept[0]?.place?.file;
      const rest: Fault = { message: `and ${more} more like this`, ...(file === undefined ? {} : { place: { file } }) };
      return [...kept, rest];
    });
  }
}
