import type { Interaction } from "../model/interaction.js";

const FIELDS = 9;
const TOTAL_PAYOFF = 0;
const COSTS = 1;
const INITIATED = 2;
const RECEIVED = 3;
const COMPLETED_INITIATED = 4;
const COMPLETED_RECEIVED = 5;
const SUM_P_INITIATED = 6;
const MEAN_P_INITIATED = 7;
const MEAN_P_RECEIVED = 8;

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
 * The accounts of all agents. An account lies in one piece: with many agents an interaction waits for memory at each place
 * that it touches, and the counterparty may be anybody.
 */
export class Ledger {
  private readonly figures: Float64Array;

  constructor(agents: number) {
    this.figures = new Float64Array(agents * FIELDS);
    for (let at = 0; at < this.figures.length; at += FIELDS) {
      this.figures[at + MEAN_P_INITIATED] = 0.5;
      this.figures[at + MEAN_P_RECEIVED] = 0.5;
    }
  }

  /** Enters a completed interaction on both sides; a rejected one pays nobody. */
  enter({ initiator, counterparty, accepted, p, costA, costB, payoffA, payoffB }: Readonly<Interaction>): void {
    const { figures } = this;
    const a = initiator * FIELDS;
    const b = counterparty * FIELDS;
    figures[a + COMPLETED_INITIATED] += 1;
    figures[a + SUM_P_INITIATED] += p;
    figures[a + COSTS] += costA;
    figures[b + COMPLETED_RECEIVED] += 1;
    figures[b + COSTS] += costB;
    if (!accepted) return;
    const initiated = figures[a + INITIATED] + 1;
    figures[a + INITIATED] = initiated;
    figures[a + MEAN_P_INITIATED] += (p - figures[a + MEAN_P_INITIATED]) / initiated;
    figures[a + TOTAL_PAYOFF] += payoffA;
    const received = figures[b + RECEIVED] + 1;
    figures[b + RECEIVED] = received;
    figures[b + MEAN_P_RECEIVED] += (p - figures[b + MEAN_P_RECEIVED]) / received;
    figures[b + TOTAL_PAYOFF] += payoffB;
  }

  totalPayoffOf(agent: number): number {
    return this.figures[agent * FIELDS + TOTAL_PAYOFF];
  }

  initiatedBy(agent: number): number {
    return this.figures[agent * FIELDS + INITIATED];
  }

  of(agent: number): Account {
    const { figures } = this;
    const at = agent * FIELDS;
    return {
      totalPayoff: figures[at + TOTAL_PAYOFF],
      costs: figures[at + COSTS],
      initiated: figures[at + INITIATED],
      received: figures[at + RECEIVED],
      completedInitiated: figures[at + COMPLETED_INITIATED],
      completedReceived: figures[at + COMPLETED_RECEIVED],
      sumPInitiated: figures[at + SUM_P_INITIATED],
      meanPInitiated: figures[at + MEAN_P_INITIATED],
      meanPReceived: figures[at + MEAN_P_RECEIVED],
    };
  }
}
