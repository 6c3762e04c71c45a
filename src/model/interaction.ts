import type { InteractionType } from "./action.js";
import type { Signals } from "./signal-profile.js";

/**
 * One completed interaction: a proposal that was answered. The engine reuses one object for all of them: it is valid
 * during the call that hands it over, so whoever keeps history copies the fields it needs.
 */
export interface Interaction {
  /** Run-local counter of the proposal, from 0. */
  id: number;
  epoch: number;
  step: number;
  /** Agent indices in registration order. */
  initiator: number;
  counterparty: number;
  type: InteractionType;
  accepted: boolean;
  /** Answered in the counterparty's own turn, or at the end of the step. */
  answeredIn: "turn" | "step_end";
  signals: Signals;
  /** Proxy score in [-1 (included), 1 (included)]. */
  vHat: number;
  /** Probability in (0, 1) that the interaction is beneficial. */
  p: number;
  /** Transfer from initiator to counterparty, payoff units. */
  tau: number;
  /** Governance costs of the two sides, payoff units; 0 while levers look at the interaction, the sums afterwards. */
  costA: number;
  costB: number;
  /** Reputation terms of the payoff. */
  rA: number;
  rB: number;
  /** Payoffs; set once costs are known. A rejected interaction carries the payoffs it would have had. */
  payoffA: number;
  payoffB: number;
  /** What levers attached to the proposal when it was chosen, by lever name. */
  marks: ReadonlyMap<string, unknown> | undefined;
}
