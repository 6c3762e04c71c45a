import type { Outcome } from "../contract/agent.js";
import type { Interaction } from "../model/interaction.js";
import { counterpartyPayoff, initiatorPayoff } from "../model/payoff.js";
import { proxyScore } from "../model/proxy.js";
import { sigmoid } from "../model/sigmoid.js";
import { drawSignals, weighSignals } from "../model/signal-profile.js";
import type { Proposal } from "./proposals.js";
import type { Simulation } from "./simulation.js";

/**
 * An answered proposal becomes a completed interaction. The order of the lines is the definition: what was seen, how it
 * is judged, what governance does about it, what it pays, whom it changes, who learns, and what is written down.
 */
export function complete(
  sim: Simulation,
  proposal: Proposal,
  accepted: boolean,
  answeredIn: "turn" | "step_end",
): void {
  const x = sim.interaction;
  describe(sim, x, proposal, accepted, answeredIn);
  observe(sim, x, proposal);
  judge(sim, x);
  sim.governance.govern(x);
  pay(sim, x);
  settle(sim, x);
  learn(sim, x);
  sim.board.interaction(x);
  record(sim, x);
  if (accepted) sim.network?.strengthen(x.initiator, x.counterparty);
}

function describe(
  sim: Simulation,
  x: Interaction,
  proposal: Proposal,
  accepted: boolean,
  answeredIn: "turn" | "step_end",
): void {
  x.id = proposal.id;
  x.epoch = sim.world.epoch;
  x.step = sim.world.step;
  x.initiator = proposal.initiator;
  x.counterparty = proposal.counterparty;
  x.type = proposal.type;
  x.accepted = accepted;
  x.answeredIn = answeredIn;
  x.tau = proposal.transfer;
  x.costA = 0;
  x.costB = 0;
  x.rA = 0;
  x.rB = 0;
  x.marks = proposal.marks;
}

/**
 * Signals: those that were measured, else drawn from the initiator's profile, distorted where its behaviour can, and
 * weighed by its reputation.
 */
function observe(sim: Simulation, x: Interaction, proposal: Proposal): void {
  if (proposal.measured !== undefined) {
    Object.assign(x.signals, proposal.measured);
    return;
  }
  const group = sim.world.groupOf[x.initiator];
  drawSignals(sim.profiles[group], sim.observables.of(x.initiator), x.signals);
  if (sim.distortions !== undefined) {
    const member = sim.world.memberOf(x.initiator);
    sim.behaviours[group].distort?.(member, x.epoch, x.signals, sim.distortions.of(x.initiator));
  }
  weighSignals(sim.world.reputation[x.initiator], x.accepted, x.signals);
}

function judge(sim: Simulation, x: Interaction): void {
  x.vHat = proxyScore(sim.proxy, x.signals);
  x.p = sigmoid(x.vHat, sim.sigmoidK);
}

/** What a governed interaction pays both sides; hypothetical where it was rejected. Levers are told afterwards. */
export function pay(sim: Simulation, x: Interaction): void {
  x.payoffA = initiatorPayoff(x.p, x.tau, x.costA, x.rA, sim.payoff);
  x.payoffB = counterpartyPayoff(x.p, x.tau, x.costB, x.rB, sim.payoff);
  sim.governance.settled(x);
}

/** Only an accepted interaction changes its parties; the counterparty's reputation never moves. */
export function settle(sim: Simulation, x: Interaction): void {
  sim.world.ledger.enter(x);
  if (x.accepted) sim.changes.reputation(undefined, x.initiator, x.p - 0.5 - x.costA, "interaction_outcome");
  sim.dynamics.settled(x);
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Both parties learn, the initiator first; a rejected interaction teaches with the payoff it would have had. */
function learn(sim: Simulation, x: Interaction): void {
  const outcome = sim.outcome as Mutable<Outcome>;
  outcome.accepted = x.accepted;
  outcome.p = x.p;
  outcome.initiated = true;
  outcome.payoff = x.payoffA;
  teach(sim, outcome, x.initiator, x.counterparty);
  outcome.initiated = false;
  outcome.payoff = x.payoffB;
  teach(sim, outcome, x.counterparty, x.initiator);
}

function teach(sim: Simulation, outcome: Mutable<Outcome>, agent: number, counterparty: number): void {
  const behaviour = sim.behaviours[sim.world.groupOf[agent]];
  if (behaviour.learn === undefined) return;
  outcome.agent = agent;
  outcome.member = sim.world.memberOf(agent);
  outcome.counterparty = counterparty;
  behaviour.learn(outcome);
}

function record(sim: Simulation, x: Interaction): void {
  sim.completed += 1;
  if (!sim.emitter.on) return;
  sim.emitter.emit({
    kind: "interaction_completed",
    interaction_id: x.id,
    initiator_id: sim.world.idOf(x.initiator),
    counterparty_id: sim.world.idOf(x.counterparty),
    interaction_type: x.type,
    accepted: x.accepted,
    answered_in: x.answeredIn,
    task_progress_delta: x.signals.progress,
    rework_count: x.signals.rework,
    verifier_rejections: x.signals.rejections,
    tool_misuse_flags: x.signals.misuse,
    counterparty_engagement_delta: x.signals.engagement,
    v_hat: x.vHat,
    p: x.p,
    tau: x.tau,
    c_a: x.costA,
    c_b: x.costB,
    payoff_initiator: x.payoffA,
    payoff_counterparty: x.payoffB,
  });
}
