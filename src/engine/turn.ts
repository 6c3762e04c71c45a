import type { Action } from "../model/action.js";
import { complete } from "./complete.js";
import { Proposal } from "./proposals.js";
import type { Simulation } from "./simulation.js";

type Marks = ReadonlyMap<string, unknown> | undefined;

/** Carries out the action of a turn at once: later agents of the step see its effects. The turn is spent either way. */
export function execute(sim: Simulation, agent: number, action: Action, marks: Marks): void {
  const failure = attempt(sim, agent, action, marks);
  sim.world.turns.add(agent, action.kind, failure !== undefined);
  if (failure === undefined || !sim.emitter.on) return;
  const agent_id = sim.world.idOf(agent);
  sim.emitter.emit({ kind: "action_failed", agent_id, action: action.kind, reason: failure });
}

/** Why the action had no effect, or undefined when it had one. */
function attempt(sim: Simulation, agent: number, action: Action, marks: Marks): string | undefined {
  switch (action.kind) {
    case "noop":
      return undefined;
    case "post":
      return post(sim, action.anonymous ? sim.world.nobody : agent, action.content, undefined);
    case "reply":
      return sim.feed.exists(action.post) ? post(sim, agent, action.content, action.post) : "no such post";
    case "vote":
      return vote(sim, action.anonymous ? sim.world.nobody : agent, action.post, action.direction);
    case "propose":
      return propose(sim, agent, action, marks);
    case "accept":
      return answer(sim, agent, action.offer, true);
    case "reject":
      return answer(sim, agent, action.offer, false);
    case "bounty":
      return "no marketplace";
  }
}

function post(sim: Simulation, agent: number, text: string, parent: number | undefined): string | undefined {
  if (!sim.limits.canPost(agent)) return "post budget spent";
  const content = text.slice(0, sim.settings.maxContentLength);
  const post_id = sim.feed.post(agent, content, parent);
  sim.limits.spendPost(agent);
  if (sim.emitter.on) {
    const reply = parent === undefined ? {} : { parent_id: parent };
    sim.emitter.emit({ kind: "post_created", post_id, author_id: sim.world.idOf(agent), ...reply, content });
  }
  return undefined;
}

function vote(sim: Simulation, agent: number, post_id: number, direction: 1 | -1): string | undefined {
  if (!sim.feed.exists(post_id)) return "no such post";
  if (!sim.limits.canVote(agent)) return "vote budget spent";
  const changed = sim.feed.vote(agent, post_id, direction);
  sim.limits.spendVote(agent);
  if (sim.emitter.on) {
    sim.emitter.emit({ kind: "vote_cast", post_id, voter_id: sim.world.idOf(agent), direction, changed });
  }
  return undefined;
}

type Propose = Extract<Action, { kind: "propose" }>;

function propose(sim: Simulation, agent: number, action: Propose, marks: Marks): string | undefined {
  const { to, type, content, measured } = action;
  if (!Number.isInteger(to) || to < 0 || to >= sim.world.size) return "no such agent";
  if (to === agent) return "nobody can propose to itself";
  if (!sim.limits.canPropose(agent)) return "proposal budget spent";
  if (sim.network !== undefined && !sim.network.connected(agent, to)) return "no edge to the counterparty";
  const proposal = new Proposal(sim.proposals.made, agent, to, type, content, measured, marks);
  sim.proposals.add(proposal);
  sim.limits.spendProposal(agent);
  if (sim.emitter.on) {
    sim.emitter.emit({
      kind: "interaction_proposed",
      interaction_id: proposal.id,
      initiator_id: sim.world.idOf(agent),
      counterparty_id: sim.world.idOf(to),
      interaction_type: type,
      ...(content === undefined ? {} : { content }),
    });
  }
  return undefined;
}

function answer(sim: Simulation, agent: number, offer: number, accepted: boolean): string | undefined {
  const proposal = sim.proposals.find(agent, offer);
  if (proposal === undefined) return "no such proposal waits for it";
  sim.proposals.remove(proposal);
  complete(sim, proposal, accepted, "turn");
  return undefined;
}
