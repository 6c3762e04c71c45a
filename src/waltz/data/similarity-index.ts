/** Another set of shingles that is like the one asked about. */
export interface Likeness {
  /** Number of the set that was added, from 0. */
  readonly id: number;
  /** Jaccard similarity: shared shingles by all shingles of both; at least the threshold. */
  readonly similarity: number;
}

/** Slots in the table of how frequent shingles are; a power of two. */
const SLOTS = 1 << 20;
/** Guards a bound on whole numbers against rounding. */
const EPSILON = 1e-9;
/** A list of more entries than this is sorted by size and place, so that those that cannot match are never looked at. */
const LONG = 32;

/**
 * Finds sets of shingles whose Jaccard similarity is at least a threshold, exactly and without comparing all with all: two
 * such sets share one of their rarest shingles, so only those are listed, and sizes and places rule out most of the rest
 * (prefix filter: Chaudhuri et al. 2006; All-Pairs: Bayardo et al. 2007; place filter: PPJoin, Xiao et al. 2008).
 */
export class SimilarityIndex {
  private readonly sets: Float64Array[] = [];
  private readonly lists = new Map<number, Entries>();
  private readonly stamps: number[] = [];
  private readonly empty: number[] = [];
  private asked = 0;
  /** How many pairs were compared in full, for tests. */
  compared = 0;

  /**
   * @param threshold in (0 (excluded), 1 (included)]
   * @param frequency how frequent shingles are, as `frequencyOf` counts them; it changes the speed, never what is found
   */
  constructor(
    readonly threshold: number,
    private readonly frequency: Uint32Array = new Uint32Array(SLOTS),
  ) {}

  /** @param shingles as `shinglesOf` gives them. @returns its number */
  add(shingles: Float64Array): number {
    const id = this.sets.length;
    const set = this.rarestFirst(shingles);
    this.sets.push(set);
    this.stamps.push(0);
    if (set.length === 0) this.empty.push(id);
    for (let place = 0; place < this.prefix(set.length); place += 1) {
      const shingle = set[place] ?? 0;
      const list = this.lists.get(shingle) ?? new Entries();
      if (list.length === 0) this.lists.set(shingle, list);
      list.add(set.length, place, id);
    }
    return id;
  }

  /** The first set found that is like this one. Sets without shingles are like each other. */
  find(shingles: Float64Array): Likeness | undefined {
    const set = this.rarestFirst(shingles);
    const size = set.length;
    if (size === 0) return this.empty[0] === undefined ? undefined : { id: this.empty[0], similarity: 1 };
    this.asked += 1;
    const { threshold } = this;
    for (let place = 0; place < this.prefix(size); place += 1) {
      const found = this.lists.get(set[place] ?? 0)?.firstOf((other, otherPlace, id) => {
        const needed = Math.ceil((threshold / (1 + threshold)) * (size + other) - EPSILON);
        if (other < threshold * size - EPSILON || other > size / threshold + EPSILON) return "no such size";
        if (place > size - needed || otherPlace > other - needed) return "no such place";
        if (id === undefined || this.stamps[id] === this.asked) return "no match";
        this.stamps[id] = this.asked;
        return this.similarity(set, this.sets[id] ?? new Float64Array()) >= threshold - EPSILON ? "match" : "no match";
      });
      if (found !== undefined) {
        return { id: found, similarity: this.similarity(set, this.sets[found] ?? new Float64Array()) };
      }
    }
    return undefined;
  }

  /** How many of its rarest shingles a set of this size is listed under. */
  private prefix(size: number): number {
    return size === 0 ? 0 : size - Math.ceil(this.threshold * size - EPSILON) + 1;
  }

  private rarestFirst(shingles: Float64Array): Float64Array {
    return shingles.slice().sort((a, b) => this.order(a, b));
  }

  private order(a: number, b: number): number {
    return (this.frequency[slotOf(a)] ?? 0) - (this.frequency[slotOf(b)] ?? 0) || a - b;
  }

  private similarity(one: Float64Array, other: Float64Array): number {
    this.compared += 1;
    let shared = 0;
    for (let i = 0, j = 0; i < one.length && j < other.length; ) {
      const order = one[i] === other[j] ? 0 : this.order(one[i] ?? 0, other[j] ?? 0);
      if (order === 0) shared += 1;
      if (order <= 0) i += 1;
      if (order >= 0) j += 1;
    }
    return shared / (one.length + other.length - shared);
  }
}

type Answer = "no such size" | "no such place" | "no match" | "match";
/** Called with `id` undefined to learn whether a size and a place can match at all. */
type Ask = (size: number, place: number, id: number | undefined) => Answer;

/** The sets that have one shingle among their rarest, with their sizes and the place of the shingle in each. */
class Entries {
  private flat: number[] = [];
  private bySize: Map<number, number[][]> | undefined;
  length = 0;

  add(size: number, place: number, id: number): void {
    this.length += 1;
    if (this.bySize === undefined && this.length <= LONG) {
      this.flat.push(size, place, id);
      return;
    }
    if (this.bySize === undefined) {
      this.bySize = new Map();
      for (let at = 0; at < this.flat.length; at += 3) {
        this.sort(this.flat[at] ?? 0, this.flat[at + 1] ?? 0, this.flat[at + 2] ?? 0);
      }
      this.flat = [];
    }
    this.sort(size, place, id);
  }

  firstOf(ask: Ask): number | undefined {
    for (let at = 0; at < this.flat.length; at += 3) {
      const id = this.flat[at + 2] ?? 0;
      if (ask(this.flat[at] ?? 0, this.flat[at + 1] ?? 0, id) === "match") return id;
    }
    for (const [size, places] of this.bySize ?? []) {
      for (let place = 0; place < places.length; place += 1) {
        const answer = ask(size, place, undefined);
        if (answer !== "no match") break;
        const found = places[place]?.find((id) => ask(size, place, id) === "match");
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  private sort(size: number, place: number, id: number): void {
    const places = this.bySize?.get(size) ?? [];
    this.bySize?.set(size, places);
    while (places.length <= place) places.push([]);
    places[place]?.push(id);
  }
}

/** How frequent shingles are in these sets, roughly: shingles share slots. */
export function frequencyOf(sets: Iterable<Float64Array>): Uint32Array {
  const table = new Uint32Array(SLOTS);
  for (const set of sets) for (const shingle of set) table[slotOf(shingle)] = (table[slotOf(shingle)] ?? 0) + 1;
  return table;
}

function slotOf(shingle: number): number {
  return shingle % SLOTS;
}
