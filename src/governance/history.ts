import { grown } from "../base/grown.js";

/** What the collusion and security analyses remember of one completed interaction, rejected ones included. */
export interface HistoryRow {
  /** Number of the interaction in its run; reports speak of rows, this leads back to the event log. */
  readonly id: number;
  /** Agent indices. A party without a registered agent needs an index of its own. */
  readonly initiator: number;
  readonly counterparty: number;
  readonly accepted: boolean;
  /** Probability of a good outcome, [0, 1]. */
  readonly p: number;
  /** Transfer from initiator to counterparty, payoff units; negative when it flows back. */
  readonly tau: number;
  /** Governance costs of initiator (a) and counterparty (b), payoff units. */
  readonly costA: number;
  readonly costB: number;
  /** Reputation term of the initiator's payoff. */
  readonly rA: number;
  /** Counts, 0 (included) upwards. */
  readonly misuse: number;
  readonly rejections: number;
  /** Milliseconds since any common origin; 0 where time does not pass, as in a scripted run. */
  readonly timeMs?: number;
}

/** Follows a history and keeps what an analysis needs, so that no analysis has to read every row again. */
export interface HistoryReader {
  /** The row was appended; called in row order. */
  pushed(row: number): void;
  /** The costs of an appended row were replaced. */
  costsChanged?(row: number): void;
  cleared(): void;
}

/** A history as plain JSON: one list per column, all of one length, `accepted` as 0 or 1. */
export type SavedHistory = { readonly [column in keyof Required<HistoryRow>]: readonly number[] };

const FIRST_CAPACITY = 64;

/**
 * Completed interactions in the order in which they were completed, by columns. Entries from `length` on are room to
 * grow, and a column is replaced when it grows: read it afresh after a push.
 */
export class InteractionHistory {
  length = 0;
  id = new Float64Array(FIRST_CAPACITY);
  initiator = new Int32Array(FIRST_CAPACITY);
  counterparty = new Int32Array(FIRST_CAPACITY);
  accepted = new Uint8Array(FIRST_CAPACITY);
  p = new Float64Array(FIRST_CAPACITY);
  tau = new Float64Array(FIRST_CAPACITY);
  costA = new Float64Array(FIRST_CAPACITY);
  costB = new Float64Array(FIRST_CAPACITY);
  rA = new Float64Array(FIRST_CAPACITY);
  misuse = new Int32Array(FIRST_CAPACITY);
  rejections = new Int32Array(FIRST_CAPACITY);
  timeMs = new Float64Array(FIRST_CAPACITY);
  private readonly readers: HistoryReader[] = [];

  /** @param agents the parties of interactions are indices from 0 (included) to `agents` (excluded) */
  constructor(readonly agents: number) {}

  /** From now on `reader` hears of every change; it is first told of the rows that are already there. */
  attach(reader: HistoryReader): void {
    this.readers.push(reader);
    for (let row = 0; row < this.length; row++) reader.pushed(row);
  }

  /** Appends an interaction and returns its row. Throws when a party is not an agent index. */
  push(x: HistoryRow): number {
    this.requireAgent(x.initiator);
    this.requireAgent(x.counterparty);
    const row = this.length;
    if (row === this.id.length) this.grow(2 * row);
    this.id[row] = x.id;
    this.initiator[row] = x.initiator;
    this.counterparty[row] = x.counterparty;
    this.accepted[row] = x.accepted ? 1 : 0;
    this.p[row] = x.p;
    this.tau[row] = x.tau;
    this.costA[row] = x.costA;
    this.costB[row] = x.costB;
    this.rA[row] = x.rA;
    this.misuse[row] = x.misuse;
    this.rejections[row] = x.rejections;
    this.timeMs[row] = x.timeMs ?? 0;
    this.length = row + 1;
    for (const reader of this.readers) reader.pushed(row);
    return row;
  }

  /** Replaces the costs of a row: an interaction is recorded before the levers' costs are added to it. */
  setCosts(row: number, costA: number, costB: number): void {
    if (!(row >= 0 && row < this.length)) throw new Error(`the history has no row ${row}, only ${this.length} rows`);
    this.costA[row] = costA;
    this.costB[row] = costB;
    for (const reader of this.readers) reader.costsChanged?.(row);
  }

  clear(): void {
    this.length = 0;
    for (const reader of this.readers) reader.cleared();
  }

  save(): SavedHistory {
    const list = (column: Float64Array | Int32Array | Uint8Array) => Array.from(column.subarray(0, this.length));
    return {
      id: list(this.id),
      initiator: list(this.initiator),
      counterparty: list(this.counterparty),
      accepted: list(this.accepted),
      p: list(this.p),
      tau: list(this.tau),
      costA: list(this.costA),
      costB: list(this.costB),
      rA: list(this.rA),
      misuse: list(this.misuse),
      rejections: list(this.rejections),
      timeMs: list(this.timeMs),
    };
  }

  /** Puts the saved rows in place of all present ones. Throws when the saved columns differ in length. */
  restore(saved: SavedHistory): void {
    const rows = saved.id.length;
    for (const [name, column] of Object.entries(saved)) {
      if (column.length !== rows) throw new Error(`saved history: ${name} has ${column.length} rows, id has ${rows}`);
    }
    this.clear();
    for (let row = 0; row < rows; row++) {
      this.push({
        id: saved.id[row],
        initiator: saved.initiator[row],
        counterparty: saved.counterparty[row],
        accepted: saved.accepted[row] === 1,
        p: saved.p[row],
        tau: saved.tau[row],
        costA: saved.costA[row],
        costB: saved.costB[row],
        rA: saved.rA[row],
        misuse: saved.misuse[row],
        rejections: saved.rejections[row],
        timeMs: saved.timeMs[row],
      });
    }
  }

  private requireAgent(agent: number): void {
    if (Number.isInteger(agent) && agent >= 0 && agent < this.agents) return;
    throw new Error(`an interaction's party must be an agent index below ${this.agents}, not ${agent}`);
  }

  private grow(capacity: number): void {
    this.id = grown(this.id, capacity);
    this.initiator = grown(this.initiator, capacity);
    this.counterparty = grown(this.counterparty, capacity);
    this.accepted = grown(this.accepted, capacity);
    this.p = grown(this.p, capacity);
    this.tau = grown(this.tau, capacity);
    this.costA = grown(this.costA, capacity);
    this.costB = grown(this.costB, capacity);
    this.rA = grown(this.rA, capacity);
    this.misuse = grown(this.misuse, capacity);
    this.rejections = grown(this.rejections, capacity);
    this.timeMs = grown(this.timeMs, capacity);
  }
}
