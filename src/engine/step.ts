import { InputError } from "../base/errors.js";
import type { Chosen } from "../contract/lever.js";
import type { Action } from "../model/action.js";
import { blame } from "./blame.js";
import { complete } from "./complete.js";
import type { Simulation } from "./simulation.js";
import { execute } from "./turn.js";

/** How many turns may pass between two chances for the caller to look in. */
const TURNS_BETWEEN_LOOKS = 4096;

/**
 * One step: levers and dynamics first, then every eligible agent takes a turn in schedule order and acts at once, then
 * the proposals that nobody answered in a turn are answered. Only real promises are awaited.
 */
export async function playStep(sim: Simulation): Promise<void> {
  sim.governance.stepStart();
  sim.dynamics.stepStart();
  let turns = 0;
  for (const agent of sim.schedule.eligible(sim.mayAct)) {
    const waiting = takeTurn(sim, agent);
    if (waiting !== undefined) await waiting;
    turns += 1;
    if (turns % TURNS_BETWEEN_LOOKS === 0) await sim.lookIn();
  }
  await answerLeftovers(sim);
  sim.limits.endStep();
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
async function answerLeftovers(sim: Simulation): Promise<void> {
  let proposal = sim.proposals.first();
  while (proposal !== undefined) {
    const following = proposal.newer;
    const answerer = proposal.counterparty;
    if (!sim.world.isFrozen(answerer)) {
      const answer = sim.behaviours[sim.world.groupOf[answerer]].answer(proposal, sim.view.aim(answerer));
      const accepted = typeof answer === "boolean" ? answer : await answer;
      sim.proposals.remove(proposal);
      complete(sim, proposal, accepted, "step_end");
    }
    proposal = following;
  }
}
