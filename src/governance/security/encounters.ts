import { grown } from "../history.js";

const FIRST_CAPACITY = 64;
/** Agent indices stay below it, so that two of them fit into one safe integer. */
const KEY = 2 ** 26;

/** Every ordered pair of an initiator and a counterparty that met, by pair number in order of first meeting. */
export class Encounters {
  count = 0;
  from = new Int32Array(FIRST_CAPACITY);
  to = new Int32Array(FIRST_CAPACITY);
  /** Meetings, accepted or not; those with p < 0.5; those that were a success for a manipulator. */
  met = new Int32Array(FIRST_CAPACITY);
  poor = new Int32Array(FIRST_CAPACITY);
  successes = new Int32Array(FIRST_CAPACITY);
  /** Pairs with an accepted meeting in order of the first one: parties of the edges of the information graph. */
  edgeCount = 0;
  edgeFrom = new Int32Array(FIRST_CAPACITY);
  edgeTo = new Int32Array(FIRST_CAPACITY);

  private readonly numbers = new Map<number, number>();
  private joined = new Uint8Array(FIRST_CAPACITY);

  /** The number of the pair; a pair not met before is entered with zero counts. */
  pair(from: number, to: number): number {
    const known = this.numbers.get(from * KEY + to);
    if (known !== undefined) return known;
    const pair = this.count++;
    if (pair === this.from.length) this.grow(2 * pair);
    this.numbers.set(from * KEY + to, pair);
    this.from[pair] = from;
    this.to[pair] = to;
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
    this.edgeFrom[this.edgeCount] = this.from[pair];
    this.edgeTo[this.edgeCount] = this.to[pair];
    this.edgeCount++;
  }

  clear(): void {
    this.count = 0;
    this.edgeCount = 0;
    this.numbers.clear();
  }

  private grow(capacity: number): void {
    this.from = grown(this.from, capacity);
    this.to = grown(this.to, capacity);
    this.met = grown(this.met, capacity);
    this.poor = grown(this.poor, capacity);
    this.successes = grown(this.successes, capacity);
    this.edgeFrom = grown(this.edgeFrom, capacity);
    this.edgeTo = grown(this.edgeTo, capacity);
    this.joined = grown(this.joined, capacity);
  }
}
