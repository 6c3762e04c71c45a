import { grown } from "../../base/grown.js";
import { PairTable } from "../../base/pair-table.js";
import type { HistoryReader, InteractionHistory } from "../history.js";
import { benefitCorrelation } from "./benefit-correlation.js";

/** Who takes part in a collusion analysis. */
export interface Membership {
  /** Agents whose interactions with each other count; all when absent. */
  readonly agents?: readonly number[];
  /** Place of each agent's id among all ids sorted as strings, by agent index. Decides which one of a pair is a. */
  readonly rank: ArrayLike<number>;
}

const FIRST_CAPACITY = 64;
const NONE = -1;

/**
 * Counts and sums per unordered pair of agents, kept up to date as interactions are appended, by pair number in order
 * of first appearance. Correlations are worked out when asked for and kept until the pair has news.
 */
export class PairRecords implements HistoryReader {
  interactions = new Int32Array(FIRST_CAPACITY);
  accepted = new Int32Array(FIRST_CAPACITY);
  startedByA = new Int32Array(FIRST_CAPACITY);
  /** Sums of p over the interactions that a, or b, initiated. */
  sumPByA = new Float64Array(FIRST_CAPACITY);
  sumPByB = new Float64Array(FIRST_CAPACITY);
  /** Agents met so far, in order of appearance. */
  readonly seen: number[] = [];

  /** By agent: whether its interactions count; whether it was met. */
  private readonly member: Uint8Array;
  private readonly met: Uint8Array;
  private readonly rank: ArrayLike<number>;
  private table: PairTable;
  private correlations = new Float64Array(FIRST_CAPACITY);
  private stale = new Uint8Array(FIRST_CAPACITY);
  /** Whether anything was ever brought to a, or to b: 1 for a, 2 for b, 3 for both. */
  private touched = new Uint8Array(FIRST_CAPACITY);
  private firstRow = new Int32Array(FIRST_CAPACITY);
  private lastRow = new Int32Array(FIRST_CAPACITY);
  /** By row: the next row of the same pair, and the row's pair; NONE where there is none. */
  private nextRow = new Int32Array(FIRST_CAPACITY);
  private pairOfRow = new Int32Array(FIRST_CAPACITY);
  private benefitsA = new Float64Array(FIRST_CAPACITY);
  private benefitsB = new Float64Array(FIRST_CAPACITY);

  constructor(
    private readonly history: InteractionHistory,
    { agents, rank }: Membership,
  ) {
    this.member = new Uint8Array(history.agents).fill(agents === undefined ? 1 : 0);
    for (const agent of agents ?? []) this.member[agent] = 1;
    this.met = new Uint8Array(history.agents);
    this.rank = rank;
    this.table = new PairTable(history.agents);
    history.attach(this);
  }

  get count(): number {
    return this.table.size;
  }

  /** The party whose id sorts first. */
  a(pair: number): number {
    return this.table.rowOf(pair);
  }

  b(pair: number): number {
    return this.table.keyOf(pair);
  }

  pushed(row: number): void {
    const { history } = this;
    if (row >= this.nextRow.length) {
      this.nextRow = grown(this.nextRow, 2 * row);
      this.pairOfRow = grown(this.pairOfRow, 2 * row);
    }
    this.nextRow[row] = NONE;
    this.pairOfRow[row] = NONE;
    const initiator = history.initiator[row];
    const counterparty = history.counterparty[row];
    if (this.member[initiator] === 0 || this.member[counterparty] === 0) return;
    const pair = this.pairOf(initiator, counterparty);
    if (this.interactions[pair] === 0) this.firstRow[pair] = row;
    else this.nextRow[this.lastRow[pair]] = row;
    this.lastRow[pair] = row;
    this.pairOfRow[row] = pair;
    this.stale[pair] = 1;
    this.interactions[pair]++;
    this.accepted[pair] += history.accepted[row];
    if (initiator === this.a(pair)) {
      this.startedByA[pair]++;
      this.sumPByA[pair] += history.p[row];
    } else {
      this.sumPByB[pair] += history.p[row];
    }
    this.touch(pair, row);
  }

  costsChanged(row: number): void {
    const pair = this.pairOfRow[row];
    if (pair === NONE) return;
    this.stale[pair] = 1;
    this.touch(pair, row);
  }

  private touch(pair: number, row: number): void {
    const { history } = this;
    const initiator = history.initiator[row] === this.a(pair) ? 1 : 2;
    if (history.tau[row] !== 0) this.touched[pair] = 3;
    if (history.costA[row] !== 0) this.touched[pair] |= initiator;
    if (history.costB[row] !== 0) this.touched[pair] |= 3 - initiator;
  }

  cleared(): void {
    this.table = new PairTable(this.history.agents);
    this.met.fill(0);
    this.seen.length = 0;
  }

  /** Rows of the pair in order. */
  rows(pair: number): number[] {
    const rows: number[] = [];
    for (let row = this.firstRow[pair]; row !== NONE; row = this.nextRow[row]) rows.push(row);
    return rows;
  }

  /**
   * Correlation of what the pair's interactions, rejected ones included, brought to a and to b; [-1, 1]. That of a series
   * of zeros is 0, whatever the other is; any other takes all interactions of the pair, since it is told to the last bit.
   */
  correlation(pair: number): number {
    if (this.touched[pair] !== 3) return 0;
    if (this.stale[pair] === 1) {
      const { a, b } = this.benefits(pair);
      this.correlations[pair] = benefitCorrelation(a, b, this.interactions[pair]);
      this.stale[pair] = 0;
    }
    return this.correlations[pair];
  }

  /**
   * What each interaction of the pair brought to a and to b apart from its surplus: the transfer and the costs, payoff
   * units, in row order. The arrays are lent until the next call; they may be longer than the number of interactions.
   */
  benefits(pair: number): { a: Float64Array; b: Float64Array } {
    const { history } = this;
    const n = this.interactions[pair];
    const a = this.a(pair);
    if (n > this.benefitsA.length) {
      this.benefitsA = new Float64Array(2 * n);
      this.benefitsB = new Float64Array(2 * n);
    }
    let i = 0;
    for (let row = this.firstRow[pair]; row !== NONE; row = this.nextRow[row]) {
      const ofInitiator = -history.tau[row] - history.costA[row];
      const ofCounterparty = history.tau[row] - history.costB[row];
      const byA = history.initiator[row] === a;
      this.benefitsA[i] = byA ? ofInitiator : ofCounterparty;
      this.benefitsB[i] = byA ? ofCounterparty : ofInitiator;
      i++;
    }
    return { a: this.benefitsA, b: this.benefitsB };
  }

  private pairOf(initiator: number, counterparty: number): number {
    const inOrder = this.rankOf(initiator) <= this.rankOf(counterparty);
    const a = inOrder ? initiator : counterparty;
    const b = inOrder ? counterparty : initiator;
    const before = this.table.size;
    const pair = this.table.obtain(a, b);
    if (pair < before) return pair;
    if (pair === this.interactions.length) this.grow(2 * pair);
    this.interactions[pair] = 0;
    this.accepted[pair] = 0;
    this.startedByA[pair] = 0;
    this.sumPByA[pair] = 0;
    this.sumPByB[pair] = 0;
    this.touched[pair] = 0;
    this.meet(initiator);
    this.meet(counterparty);
    return pair;
  }

  private rankOf(agent: number): number {
    const rank = this.rank[agent];
    if (rank === undefined) throw new Error(`agent ${agent} has no rank among the sorted agent ids`);
    return rank;
  }

  private meet(agent: number): void {
    if (this.met[agent] === 1) return;
    this.met[agent] = 1;
    this.seen.push(agent);
  }

  private grow(capacity: number): void {
    this.interactions = grown(this.interactions, capacity);
    this.accepted = grown(this.accepted, capacity);
    this.startedByA = grown(this.startedByA, capacity);
    this.sumPByA = grown(this.sumPByA, capacity);
    this.sumPByB = grown(this.sumPByB, capacity);
    this.correlations = grown(this.correlations, capacity);
    this.stale = grown(this.stale, capacity);
    this.touched = grown(this.touched, capacity);
    this.firstRow = grown(this.firstRow, capacity);
    this.lastRow = grown(this.lastRow, capacity);
  }
}
