import { grown } from "../../base/grown.js";
import { PairTable } from "../../base/pair-table.js";

const FIRST_CAPACITY = 64;

/** Every ordered pair of an initiator and a counterparty that met, by pair number in order of first meeting. */
export class Encounters {
  /** Meetings, accepted or not; those with p < 0.5; those that were a success for a manipulator. */
  met = new Int32Array(FIRST_CAPACITY);
  poor = new Int32Array(FIRST_CAPACITY);
  successes = new Int32Array(FIRST_CAPACITY);
  /** Pairs with an accepted meeting in order of the first one: parties of the edges of the information graph. */
  edgeCount = 0;
  edgeFrom = new Int32Array(FIRST_CAPACITY);
  edgeTo = new Int32Array(FIRST_CAPACITY);

  private joined = new Uint8Array(FIRST_CAPACITY);
  private table: PairTable;

  /** @param agents one more than the highest agent index */
  constructor(private readonly agents: number) {
    this.table = new PairTable(agents);
  }

  get count(): number {
    return this.table.size;
  }

  from(pair: number): number {
    return this.table.rowOf(pair);
  }

  to(pair: number): number {
    return this.table.keyOf(pair);
  }

  /** The number of the pair; a pair not met before is entered with zero counts. */
  pair(from: number, to: number): number {
    const before = this.table.size;
    const pair = this.table.obtain(from, to);
    if (pair < before) return pair;
    if (pair === this.met.length) this.grow(2 * pair);
    this.met[pair] = 0;
    this.poor[pair] = 0;
    this.successes[pair] = 0;
    this.joined[pair] = 0;
    return pair;
  }

  /** The pair has an accepted meeting. */
  join(pair: number): void {
    if (this.joined[pair] === 1) return;
    this.joined[pair] = 1;
    this.edgeFrom[this.edgeCount] = this.from(pair);
    this.edgeTo[this.edgeCount] = this.to(pair);
    this.edgeCount++;
  }

  clear(): void {
    this.table = new PairTable(this.agents);
    this.edgeCount = 0;
  }

  private grow(capacity: number): void {
    this.met = grown(this.met, capacity);
    this.poor = grown(this.poor, capacity);
    this.successes = grown(this.successes, capacity);
    this.edgeFrom = grown(this.edgeFrom, capacity);
    this.edgeTo = grown(this.edgeTo, capacity);
    this.joined = grown(this.joined, capacity);
  }
}
