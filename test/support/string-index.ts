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

type Key = string | number | readonly Key[];

/** Compares by a key: numbers by value, strings by code unit, lists entry by entry with the shorter list first. */
export function sortedBy<T>(key: (value: T) => Key): (one: T, other: T) => number {
  return (one, other) => compare(key(one), key(other));
}

function compare(a: Key, b: Key): number {
  if (typeof a !== "object" || typeof b !== "object") return a === b ? 0 : a < b ? -1 : 1;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
