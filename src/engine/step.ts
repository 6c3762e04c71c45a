import { InputError } from "../base/errors.js";
import type { Chosen } from "../contract/lever.js";
import type { Action } from "../model/action.js";
import { blame } from "./blame.js";
import { complete } from "./complete.js";
import type { Proposal } from "./proposals.js";
import type { Simulation } from "./simulation.js";
import { execute } from "./turn.js";

/** The caller has a chance to look in after every 4096th turn or answer: those whose number ends in twelve ones. */
const LOOK_MASK = 0xfff;

/**
 * One step: levers and dynamics first, then every eligible agent takes a turn in schedule order and acts at once, then
 * the proposals that nobody answered in a turn are answered. Only real promises are awaited.
 */
export function playStep(sim: Simulation): Promise<void> | undefined {
  sim.governance.stepStart();
  sim.dynamics.stepStart();
  const waiting = takeTurns(sim, sim.schedule.eligible(sim.mayAct), 0);
  return waiting === undefined ? endStep(sim) : waiting.then(() => endStep(sim));
}

function endStep(sim: Simulation): Promise<void> | undefined {
  const waiting = answerLeftovers(sim, sim.proposals.first());
  if (waiting !== undefined) return waiting.then(() => sim.limits.endStep());
  sim.limits.endStep();
  return undefined;
}

/** The turns of a step from the `from`-th on. */
function takeTurns(sim: Simulation, eligible: Int32Array, from: number): Promise<void> | undefined {
  for (let i = from; i < eligible.length; i += 1) {
    const waiting = takeTurn(sim, eligible[i]) ?? ((i & LOOK_MASK) === LOOK_MASK ? sim.lookIn() : undefined);
    if (waiting !== undefined) return laterTurns(sim, eligible, i + 1, waiting);
  }
  return undefined;
}

/** Apart from the loop, which would otherwise make a closure for every turn. */
function laterTurns(sim: Simulation, eligible: Int32Array, from: number, waiting: Promise<void>): Promise<void> {
  return waiting.then(() => takeTurns(sim, eligible, from));
}

/** A promise only when a model has to be waited for. */
function takeTurn(sim: Simulation, agent: number): Promise<void> | undefined {
  const behaviour = sim.behaviours[sim.world.groupOf[agent]];
  const chosen = behaviour.act(sim.view.aim(agent));
  sim.agentSteps += 1;
  if (chosen instanceof Promise || sim.governance.choosing.length > 0) return considerTurn(sim, agent, chosen);
  execute(sim, agent, chosen, undefined);
  return undefined;
}

/** The long way round: waits for the action, and lets levers that sample actions choose among more of them. */
async function considerTurn(sim: Simulation, agent: number, chosen: Action | Promise<Action>): Promise<void> {
  const behaviour = sim.behaviours[sim.world.groupOf[agent]];
  const { epoch, step } = sim.world;
  let action = await chosen;
  const marks = new Map<string, unknown>();
  for (const { name, lever } of sim.governance.choosing) {
    const again = () => behaviour.act(sim.view);
    const { action: preferred, mark } = await choose(sim, name, () =>
      lever.choose({ agent, epoch, step, first: action, again }),
    );
    action = preferred;
    if (mark !== undefined) marks.set(name, mark);
  }
  execute(sim, agent, action, marks.size > 0 ? marks : undefined);
}

/** An agent that is asked again may fail for the user's reasons (a budget, a provider): those are not the lever's. */
async function choose(sim: Simulation, lever: string, ask: () => Chosen | Promise<Chosen>): Promise<Chosen> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof InputError ? error : blame(error, `lever "${lever}"`, "choose", sim.world);
  }
}

/** Oldest first. A frozen counterparty lets its proposals wait; one that may not take turns still answers. */
function answerLeftovers(sim: Simulation, from: Proposal | undefined): Promise<void> | undefined {
  let proposal = from;
  for (let answered = 1; proposal !== undefined; answered += 1) {
    const following = proposal.newer;
    const answerer = proposal.counterparty;
    if (!sim.world.isFrozen(answerer)) {
      const answer = sim.behaviours[sim.world.groupOf[answerer]].answer(proposal, sim.view.aim(answerer));
      if (typeof answer !== "boolean") return laterAnswers(sim, proposal, answer, following);
      close(sim, proposal, answer);
    }
    proposal = following;
    const looking = (answered & LOOK_MASK) === LOOK_MASK ? sim.lookIn() : undefined;
    if (looking !== undefined) return looking.then(() => answerLeftovers(sim, following));
  }
  return undefined;
}

async function laterAnswers(
  sim: Simulation,
  proposal: Proposal,
  answer: Promise<boolean>,
  following: Proposal | undefined,
): Promise<void> {
  close(sim, proposal, await answer);
  await answerLeftovers(sim, following);
}

function close(sim: Simulation, proposal: Proposal, accepted: boolean): void {
  sim.proposals.remove(proposal);
  complete(sim, proposal, accepted, "step_end");
}
