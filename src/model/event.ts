import { type Static, type TProperties, Type } from "@sinclair/typebox";

const agent = (doc: string) => Type.String({ description: doc });
const whole = (doc: string) => Type.Integer({ minimum: 0, description: doc });
const real = (doc: string) => Type.Number({ description: doc });
const figures = Type.Record(Type.String(), Type.Number(), { description: "named figures" });
const text = (doc: string) => Type.String({ description: doc });

/** One event kind: its literal name, then its fields. The envelope (seq, epoch, step) is added where it is emitted. */
function event<K extends string, P extends TProperties>(kind: K, description: string, fields: P) {
  return Type.Object({ kind: Type.Literal(kind), ...fields }, { description, additionalProperties: false });
}

/** What happened, by kind. Names follow the reference system's event types where it has one. Ids are run-local counters. */
export const EventSchema = Type.Union([
  event("agent_created", "an agent joined the population", {
    agent_id: agent("the agent"),
    agent_type: text("type named in the scenario"),
    archetype: text("what it is taken for"),
    name: text("display name"),
    models: Type.Optional(
      Type.Record(Type.String(), Type.String(), { description: "by role, the model it asks, where it asks any" }),
    ),
  }),
  event("simulation_started", "the run begins", {
    scenario_id: text("id of the scenario"),
    seed: Type.Integer({ description: "seed of the run" }),
    semantics: text("native, or the reference system that is replayed"),
    n_epochs: whole("epochs"),
    steps_per_epoch: whole("steps in an epoch"),
    n_agents: whole("agents"),
    payoff: Type.Record(Type.String(), Type.Number(), { description: "payoff parameters of the scenario" }),
  }),
  event("post_created", "a post or a reply appeared in the feed", {
    post_id: whole("the post"),
    author_id: agent("its author"),
    parent_id: Type.Optional(whole("the post it replies to")),
    content: text("its text"),
  }),
  event("vote_cast", "a vote spent from the voter's budget", {
    post_id: whole("the post"),
    voter_id: agent("the voter"),
    direction: Type.Union([Type.Literal(1), Type.Literal(-1)]),
    changed: Type.Boolean({ description: "false when the same vote stood already" }),
  }),
  event("interaction_proposed", "a proposal waits for its answer", {
    interaction_id: whole("the interaction"),
    initiator_id: agent("who proposes"),
    counterparty_id: agent("who is asked"),
    interaction_type: text("kind of interaction"),
    content: Type.Optional(text("message of a proposal that carries one")),
  }),
  event("action_failed", "a turn was spent without effect", {
    agent_id: agent("whose turn"),
    action: text("kind of action"),
    reason: text("why it had no effect"),
  }),
  event("agent_acted", "something an agent did besides the action of its turn, such as asking a model", {
    agent_id: agent("who"),
    about_id: Type.Optional(agent("about whom, where it was about somebody")),
    action: text("what it did"),
    figures,
    texts: Type.Optional(Type.Record(Type.String(), Type.String(), { description: "named texts" })),
  }),
  event("governance_cost_applied", "a lever charged the parties of an interaction", {
    interaction_id: whole("the interaction"),
    lever: text("the lever"),
    initiator_id: agent("pays cost_a"),
    counterparty_id: agent("pays cost_b"),
    cost_a: real("payoff units"),
    cost_b: real("payoff units"),
    reason: text("why"),
  }),
  event("reputation_updated", "a reputation moved", {
    agent_id: agent("whose"),
    old_reputation: real("before"),
    new_reputation: real("after"),
    delta: real("difference"),
    reason: text("interaction_outcome, or the lever's reason"),
    lever: Type.Optional(text("the lever, where one moved it")),
  }),
  event("resources_updated", "resources moved", {
    agent_id: agent("whose"),
    old_resources: real("before"),
    new_resources: real("after"),
    delta: real("difference"),
    reason: text("why"),
    source: text("the lever or dynamic that moved them"),
  }),
  event("agent_frozen", "an order to freeze an agent", {
    agent_id: agent("whom"),
    source: text("the lever or dynamic that ordered it"),
    reason: text("why"),
    changed: Type.Boolean({ description: "false when it was frozen already" }),
  }),
  event("agent_unfrozen", "an order to free an agent", {
    agent_id: agent("whom"),
    source: text("the lever or dynamic that ordered it"),
    reason: text("why"),
    changed: Type.Boolean({ description: "false when it was free already" }),
  }),
  event("lever_acted", "a lever looked, or did something that moves no state", {
    lever: text("the lever"),
    action: text("what it did"),
    agent_id: agent("on whom"),
    figures,
  }),
  event("lever_reported", "figures of a lever's analysis", { lever: text("the lever"), figures }),
  event("dynamic_acted", "a process of the world did something", {
    dynamic: text("the dynamic"),
    action: text("what it did"),
    agent_id: Type.Optional(agent("on whom, where it befell one agent")),
    figures,
  }),
  event("network_changed", "edges of the network appeared or vanished", {
    reason: text("built, strengthened, decayed, cut or healed"),
    added: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]), { description: "edges by agent index, a < b" }),
    removed: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]), { description: "edges by agent index, a < b" }),
  }),
  event("interaction_completed", "a proposal was answered; the whole record of the interaction", {
    interaction_id: whole("the interaction"),
    initiator_id: agent("who proposed"),
    counterparty_id: agent("who answered"),
    interaction_type: text("kind of interaction"),
    accepted: Type.Boolean(),
    answered_in: Type.Union([Type.Literal("turn"), Type.Literal("step_end")]),
    task_progress_delta: real("signal"),
    rework_count: whole("signal"),
    verifier_rejections: whole("signal"),
    tool_misuse_flags: whole("signal"),
    counterparty_engagement_delta: real("signal"),
    v_hat: Type.Number({ minimum: -1, maximum: 1, description: "proxy score" }),
    p: Type.Number({ minimum: 0, maximum: 1, description: "probability of being beneficial" }),
    tau: real("transfer, payoff units"),
    c_a: real("governance cost of the initiator"),
    c_b: real("governance cost of the counterparty"),
    payoff_initiator: real("paid if accepted, hypothetical if rejected"),
    payoff_counterparty: real("paid if accepted, hypothetical if rejected"),
  }),
  event("epoch_completed", "the epoch's row of the metrics table", {
    metrics: Type.Record(Type.String(), Type.Union([Type.Number(), Type.Null()])),
  }),
  event("simulation_ended", "the run is complete", {
    epochs: whole("epochs run"),
    interactions: whole("completed interactions"),
    agent_steps: whole("turns taken"),
  }),
]);

/** An event as its producer hands it over. */
export type SwarmEvent = Static<typeof EventSchema>;

/** An event as it is logged: numbered, with the time of the run (epoch and step from 0). */
export type LoggedEvent = { readonly seq: number; readonly epoch: number; readonly step: number } & SwarmEvent;
