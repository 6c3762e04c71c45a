/** Names as indices in order of first mention, and the place of each in sorted order. */
export class StringIndex {
  readonly names: readonly string[];
  /** By index. */
  readonly rank: readonly number[];

  constructor(names: Iterable<string>) {
    this.names = [...new Set(names)];
    const sorted = [...this.names].sort();
    this.rank = this.names.map((name) => sorted.indexOf(name));
  }

  /** Throws when the name was not among the given ones. */
  of(name: string): number {
    const index = this.names.indexOf(name);
    if (index < 0) throw new Error(`no "${name}" among ${this.names.join(", ")}`);
    return index;
  }

  /** Name -> value for the given indices. */
  record<T>(indices: readonly number[], value: (index: number) => T): Record<string, T> {
    return Object.fromEntries(indices.map((index) => [this.names[index], value(index)]));
  }
}

/** Compares by lists of strings and numbers, entry by entry, shorter lists first; strings by code unit. */
export function sortedBy<T>(key: (value: T) => readonly (string | number)[]): (one: T, other: T) => number {
  return (one, other) => {
    const a = key(one);
    const b = key(other);
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return a.length - b.length;
  };
}
