import type { Interaction } from "../model/interaction.js";

/** Numbers that an account takes in a column of doubles, and in one of 32-bit integers. */
const DOUBLES = 7;
const INTS = 2 * DOUBLES;
/** Places in an account, counted in doubles; then those of the counts behind them, counted in integers. */
const TOTAL_PAYOFF = 0;
const COSTS = 1;
const SUM_P_INITIATED = 2;
const MEAN_P_INITIATED = 3;
const MEAN_P_RECEIVED = 4;
const INITIATED = 10;
const RECEIVED = 11;
const COMPLETED_INITIATED = 12;
const COMPLETED_RECEIVED = 13;

/** What an agent's interactions have come to so far. */
export interface Account {
  readonly totalPayoff: number;
  /** Governance costs. */
  readonly costs: number;
  /** Accepted interactions by side. */
  readonly initiated: number;
  readonly received: number;
  /** Completed interactions by side, rejected ones included. */
  readonly completedInitiated: number;
  readonly completedReceived: number;
  /** Sum of p over all completed interactions that it initiated. */
  readonly sumPInitiated: number;
  /** Mean p of accepted interactions by side; 0.5 before the first. */
  readonly meanPInitiated: number;
  readonly meanPReceived: number;
}

/**
 * The accounts of all agents. An account lies in one piece of 56 bytes: with many agents an interaction waits for memory at
 * each place that it touches, and the counterparty may be anybody.
 */
export class Ledger {
  private readonly figures: Float64Array;
  private readonly counts: Int32Array;

  constructor(agents: number) {
    this.figures = new Float64Array(agents * DOUBLES);
    this.counts = new Int32Array(this.figures.buffer);
    for (let at = 0; at < this.figures.length; at += DOUBLES) {
      this.figures[at + MEAN_P_INITIATED] = 0.5;
      this.figures[at + MEAN_P_RECEIVED] = 0.5;
    }
  }

  /** Enters a completed interaction on both sides; a rejected one pays nobody. */
  enter({ initiator, counterparty, accepted, p, costA, costB, payoffA, payoffB }: Readonly<Interaction>): void {
    const { figures, counts } = this;
    const a = initiator * DOUBLES;
    const b = counterparty * DOUBLES;
    counts[2 * a + COMPLETED_INITIATED] += 1;
    figures[a + SUM_P_INITIATED] += p;
    figures[a + COSTS] += costA;
    counts[2 * b + COMPLETED_RECEIVED] += 1;
    figures[b + COSTS] += costB;
    if (!accepted) return;
    const initiated = counts[2 * a + INITIATED] + 1;
    counts[2 * a + INITIATED] = initiated;
    figures[a + MEAN_P_INITIATED] += (p - figures[a + MEAN_P_INITIATED]) / initiated;
    figures[a + TOTAL_PAYOFF] += payoffA;
    const received = counts[2 * b + RECEIVED] + 1;
    counts[2 * b + RECEIVED] = received;
    figures[b + MEAN_P_RECEIVED] += (p - figures[b + MEAN_P_RECEIVED]) / received;
    figures[b + TOTAL_PAYOFF] += payoffB;
  }

  totalPayoffOf(agent: number): number {
    return this.figures[agent * DOUBLES + TOTAL_PAYOFF];
  }

  initiatedBy(agent: number): number {
    return this.counts[agent * INTS + INITIATED];
  }

  of(agent: number): Account {
    const { figures, counts } = this;
    const at = agent * DOUBLES;
    return {
      totalPayoff: figures[at + TOTAL_PAYOFF],
      costs: figures[at + COSTS],
      initiated: counts[2 * at + INITIATED],
      received: counts[2 * at + RECEIVED],
      completedInitiated: counts[2 * at + COMPLETED_INITIATED],
      completedReceived: counts[2 * at + COMPLETED_RECEIVED],
      sumPInitiated: figures[at + SUM_P_INITIATED],
      meanPInitiated: figures[at + MEAN_P_INITIATED],
      meanPReceived: figures[at + MEAN_P_RECEIVED],
    };
  }
}
