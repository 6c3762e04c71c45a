import type { EventStamp } from "../engine/emitter.js";
import type { SwarmEvent } from "../model/event.js";
import { type JsonBytes, type Segment, segment } from "./json-bytes.js";

type Of<K extends SwarmEvent["kind"]> = Extract<SwarmEvent, { kind: K }>;

/** What stands before each value of a kind: the kind and the first key, then the other keys. */
function heads(kind: SwarmEvent["kind"], first: string, ...keys: readonly string[]): Segment[] {
  return [segment(`,"kind":"${kind}","${first}":`), ...keys.map((key) => segment(`,"${key}":`))];
}

const [SEQ, EPOCH, STEP] = ['{"seq":', ',"epoch":', ',"step":'].map(segment);
const [END, TRUE, FALSE] = ["}\n", "true", "false"].map(segment);
const [OPEN, CLOSE, EMPTY, COMMA, COLON] = ["{", "}", "{}", ",", ":"].map(segment);

const [POST, AUTHOR, PARENT, POST_CONTENT] = heads("post_created", "post_id", "author_id", "parent_id", "content");
const [VOTED, VOTER, DIRECTION, CHANGED] = heads("vote_cast", "post_id", "voter_id", "direction", "changed");
const [FAILED, ACTION, WHY] = heads("action_failed", "agent_id", "action", "reason");
const [PROPOSED, PROPOSER, ASKED, PROPOSAL_TYPE, PROPOSAL_CONTENT] = heads(
  ...(["interaction_proposed", "interaction_id", "initiator_id", "counterparty_id"] as const),
  ...(["interaction_type", "content"] as const),
);
const [WHOSE, OLD, NEW, DELTA, REASON, LEVER] = heads(
  ...(["reputation_updated", "agent_id", "old_reputation", "new_reputation", "delta", "reason", "lever"] as const),
);
const [LEVER_ACTED, DEED, ON_WHOM, DEED_FIGURES] = heads("lever_acted", "lever", "action", "agent_id", "figures");
const [CHARGED, CHARGING, PAYS_A, PAYS_B, COST_A, COST_B, CHARGED_WHY] = heads(
  ...(["governance_cost_applied", "interaction_id", "lever", "initiator_id", "counterparty_id"] as const),
  ...(["cost_a", "cost_b", "reason"] as const),
);
const [COMPLETED, INITIATOR, COUNTERPARTY, TYPE, ACCEPTED, ANSWERED_IN, ...FIGURES] = heads(
  ...(["interaction_completed", "interaction_id", "initiator_id", "counterparty_id", "interaction_type"] as const),
  ...(["accepted", "answered_in", "task_progress_delta", "rework_count", "verifier_rejections"] as const),
  ...(["tool_misuse_flags", "counterparty_engagement_delta", "v_hat", "p", "tau", "c_a", "c_b"] as const),
  ...(["payoff_initiator", "payoff_counterparty"] as const),
);
const [PROGRESS, REWORK, REJECTIONS, MISUSE, ENGAGEMENT, V_HAT, P, TAU, C_A, C_B, PAYOFF_A, PAYOFF_B] = FIGURES;

/**
 * Writes the line of an event of the eight kinds that make up nearly all of a log, in the bytes of `JSON.stringify`; a test
 * holds it against that. False, and nothing written, for the other kinds.
 */
export function writeEventLine(stamp: EventStamp, event: SwarmEvent, out: JsonBytes): boolean {
  switch (event.kind) {
    case "vote_cast":
      return line(stamp, event, out, vote);
    case "post_created":
      return line(stamp, event, out, post);
    case "interaction_proposed":
      return line(stamp, event, out, proposal);
    case "interaction_completed":
      return line(stamp, event, out, interaction);
    case "reputation_updated":
      return line(stamp, event, out, reputation);
    case "action_failed":
      return line(stamp, event, out, failure);
    case "lever_acted":
      return line(stamp, event, out, deed);
    case "governance_cost_applied":
      return line(stamp, event, out, cost);
    default:
      return false;
  }
}

function line<E extends SwarmEvent>(
  { seq, epoch, step }: EventStamp,
  event: E,
  out: JsonBytes,
  rest: (event: E, out: JsonBytes) => void,
): true {
  out.put(SEQ);
  out.number(seq);
  out.put(EPOCH);
  out.number(epoch);
  out.put(STEP);
  out.number(step);
  rest(event, out);
  out.put(END);
  return true;
}

function vote(event: Of<"vote_cast">, out: JsonBytes): void {
  number(VOTED, event.post_id, out);
  text(VOTER, event.voter_id, out);
  number(DIRECTION, event.direction, out);
  flag(CHANGED, event.changed, out);
}

function post(event: Of<"post_created">, out: JsonBytes): void {
  number(POST, event.post_id, out);
  text(AUTHOR, event.author_id, out);
  if (event.parent_id !== undefined) number(PARENT, event.parent_id, out);
  text(POST_CONTENT, event.content, out);
}

function failure(event: Of<"action_failed">, out: JsonBytes): void {
  text(FAILED, event.agent_id, out);
  text(ACTION, event.action, out);
  text(WHY, event.reason, out);
}

function proposal(event: Of<"interaction_proposed">, out: JsonBytes): void {
  number(PROPOSED, event.interaction_id, out);
  text(PROPOSER, event.initiator_id, out);
  text(ASKED, event.counterparty_id, out);
  text(PROPOSAL_TYPE, event.interaction_type, out);
  if (event.content !== undefined) text(PROPOSAL_CONTENT, event.content, out);
}

function reputation(event: Of<"reputation_updated">, out: JsonBytes): void {
  text(WHOSE, event.agent_id, out);
  number(OLD, event.old_reputation, out);
  number(NEW, event.new_reputation, out);
  number(DELTA, event.delta, out);
  text(REASON, event.reason, out);
  if (event.lever !== undefined) text(LEVER, event.lever, out);
}

function deed(event: Of<"lever_acted">, out: JsonBytes): void {
  text(LEVER_ACTED, event.lever, out);
  text(DEED, event.action, out);
  text(ON_WHOM, event.agent_id, out);
  out.put(DEED_FIGURES);
  const names = Object.keys(event.figures);
  out.put(names.length === 0 ? EMPTY : OPEN);
  names.forEach((name, i) => {
    if (i > 0) out.put(COMMA);
    out.text(name);
    number(COLON, event.figures[name], out);
  });
  if (names.length > 0) out.put(CLOSE);
}

function cost(event: Of<"governance_cost_applied">, out: JsonBytes): void {
  number(CHARGED, event.interaction_id, out);
  text(CHARGING, event.lever, out);
  text(PAYS_A, event.initiator_id, out);
  text(PAYS_B, event.counterparty_id, out);
  number(COST_A, event.cost_a, out);
  number(COST_B, event.cost_b, out);
  text(CHARGED_WHY, event.reason, out);
}

function interaction(event: Of<"interaction_completed">, out: JsonBytes): void {
  number(COMPLETED, event.interaction_id, out);
  text(INITIATOR, event.initiator_id, out);
  text(COUNTERPARTY, event.counterparty_id, out);
  text(TYPE, event.interaction_type, out);
  flag(ACCEPTED, event.accepted, out);
  text(ANSWERED_IN, event.answered_in, out);
  number(PROGRESS, event.task_progress_delta, out);
  number(REWORK, event.rework_count, out);
  number(REJECTIONS, event.verifier_rejections, out);
  number(MISUSE, event.tool_misuse_flags, out);
  number(ENGAGEMENT, event.counterparty_engagement_delta, out);
  number(V_HAT, event.v_hat, out);
  number(P, event.p, out);
  number(TAU, event.tau, out);
  number(C_A, event.c_a, out);
  number(C_B, event.c_b, out);
  number(PAYOFF_A, event.payoff_initiator, out);
  number(PAYOFF_B, event.payoff_counterparty, out);
}

function number(head: Segment, value: number, out: JsonBytes): void {
  out.put(head);
  out.number(value);
}

function text(head: Segment, value: string, out: JsonBytes): void {
  out.put(head);
  out.text(value);
}

function flag(head: Segment, value: boolean, out: JsonBytes): void {
  out.put(head);
  out.put(value ? TRUE : FALSE);
}
