import { grown } from "./grown.js";

/**
 * One heap per row over the slots of a table: the best slot of a row is at hand, and a slot whose value has changed finds
 * its place again in O(log n). `before(a, b)` says whether slot a is better than slot b; it must be a strict order.
 */
export class SlotHeaps {
  private readonly heaps: (number[] | undefined)[];
  /** Place of each slot in its row's heap. */
  private places = new Int32Array(16);

  constructor(
    rows: number,
    private readonly before: (a: number, b: number) => boolean,
  ) {
    this.heaps = new Array(rows).fill(undefined);
  }

  add(row: number, slot: number): void {
    let heap = this.heaps[row];
    if (heap === undefined) {
      heap = [];
      this.heaps[row] = heap;
    }
    while (slot >= this.places.length) this.places = grown(this.places);
    heap.push(slot);
    this.places[slot] = heap.length - 1;
    this.rise(heap, heap.length - 1);
  }

  /** How many slots of a row there are. */
  sizeOf(row: number): number {
    return this.heaps[row]?.length ?? 0;
  }

  /** The value of a slot has changed. */
  moved(row: number, slot: number): void {
    const heap = this.heaps[row];
    if (heap === undefined) throw new Error(`row ${row} has no slot ${slot}`);
    this.rise(heap, this.places[slot]);
    this.sink(heap, this.places[slot]);
  }

  /** Many values of a row have changed. */
  rebuild(row: number): void {
    const heap = this.heaps[row] ?? [];
    for (let at = (heap.length >> 1) - 1; at >= 0; at -= 1) this.sink(heap, at);
  }

  /** The best slot of a row that `accepts` holds for, or -1. Looks at no more slots than are better than it, and their children. */
  best(row: number, accepts: (slot: number) => boolean): number {
    const heap = this.heaps[row];
    if (heap === undefined || heap.length === 0) return -1;
    if (accepts(heap[0])) return heap[0];
    const frontier = [1, 2].filter((at) => at < heap.length);
    while (frontier.length > 0) {
      let best = 0;
      for (let i = 1; i < frontier.length; i += 1) {
        if (this.before(heap[frontier[i]], heap[frontier[best]])) best = i;
      }
      const at = frontier[best];
      if (accepts(heap[at])) return heap[at];
      frontier[best] = frontier[frontier.length - 1];
      frontier.pop();
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length) frontier.push(child);
    }
    return -1;
  }

  private rise(heap: number[], from: number): void {
    const slot = heap[from];
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.before(slot, heap[parent])) break;
      this.put(heap, at, heap[parent]);
      at = parent;
    }
    this.put(heap, at, slot);
  }

  private sink(heap: number[], from: number): void {
    const slot = heap[from];
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.before(heap[child + 1], heap[child])) child += 1;
      if (!this.before(heap[child], slot)) break;
      this.put(heap, at, heap[child]);
      at = child;
    }
    this.put(heap, at, slot);
  }

  private put(heap: number[], at: number, slot: number): void {
    heap[at] = slot;
    this.places[slot] = at;
  }
}
