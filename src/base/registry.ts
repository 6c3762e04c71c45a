import { didYouMean } from "./nearest.js";

/**
 * Named things in a fixed order. The list is the registry file of an extension point; order is the order of the list.
 * Two entries of one name are a mistake of the program and throw.
 */
export class Registry<T> implements Iterable<T> {
  private readonly entries = new Map<string, T>();

  constructor(
    readonly noun: string,
    list: Iterable<T>,
    private readonly nameOf: (entry: T) => string,
  ) {
    for (const entry of list) {
      const name = nameOf(entry);
      if (this.entries.has(name)) throw new Error(`two ${noun}s are named "${name}"`);
      this.entries.set(name, entry);
    }
  }

  [Symbol.iterator](): Iterator<T> {
    return this.entries.values();
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  find(name: string): T | undefined {
    return this.entries.get(name);
  }

  /** The registry with `more` after its own entries. */
  with(more: Iterable<T>): Registry<T> {
    return new Registry(this.noun, [...this, ...more], this.nameOf);
  }

  /** `unknown agent type "honset" (did you mean "honest"?)` */
  unknown(name: string): string {
    return `unknown ${this.noun} "${name}"${didYouMean(name, this.entries.keys())}`;
  }
}
