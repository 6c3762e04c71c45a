import { Registry } from "../../src/base/registry.js";
import type { AgentDefinition, Behaviour, Group } from "../../src/contract/agent.js";
import type { Pool, View } from "../../src/contract/view.js";
import type { Action } from "../../src/model/action.js";
import { NATIVE, SWARM_1_9 } from "../../src/model/semantics.js";
import { build } from "../../src/scenario/build.js";
import { BUILT_IN, type Extensions } from "../../src/scenario/extensions.js";
import { parseScenario } from "../../src/scenario/load.js";
import type { Scenario } from "../../src/scenario/spec.js";
import { anyModel } from "../support/any-model.js";

/** What the members of a group did in a run, in order, the state they were left in, and what was wrong with it. */
export interface Trial {
  readonly log: readonly string[];
  readonly faults: readonly string[];
}

interface TrialOptions {
  readonly randomness: "keyed" | "cpython";
  /** Puts a new behaviour, restored from what the old one saved, in place of it before every so manieth turn. */
  readonly reviveEvery?: number;
}

/** What was true of a view before the agent decided. */
interface Facts {
  readonly budgets: Readonly<Record<"post" | "reply" | "vote" | "propose", boolean>>;
  readonly visible: ReadonlySet<number>;
  readonly offers: ReadonlySet<number>;
  readonly posts: ReadonlySet<number>;
}

function factsOf(view: View): Facts {
  const visible = new Set<number>();
  for (let agent = view.next(0); agent !== -1; agent = view.next(agent + 1)) visible.add(agent);
  const { canPost, canVote, canPropose } = view;
  return {
    budgets: { post: canPost, reply: canPost, vote: canVote, propose: canPropose },
    visible,
    offers: new Set([...view.offers()].map(({ id }) => id)),
    posts: new Set(Array.from({ length: view.postCount }, (_, rank) => view.postAt(rank))),
  };
}

/** Why an action cannot be right, or undefined. Nobody's budget is not the agent's to know. */
function objection(action: Action, facts: Facts): string | undefined {
  const anonymous = "anonymous" in action && action.anonymous === true;
  if (action.kind in facts.budgets && !anonymous && !facts.budgets[action.kind as keyof Facts["budgets"]]) {
    return "its budget is spent";
  }
  switch (action.kind) {
    case "noop":
    case "post":
      return undefined;
    case "propose":
      return facts.visible.has(action.to) ? undefined : "the counterparty is not visible";
    case "accept":
    case "reject":
      return facts.offers.has(action.offer) ? undefined : "no such proposal waits for it";
    case "reply":
      return facts.posts.has(action.post) ? undefined : "the post is not shown";
    case "vote":
      if (!facts.posts.has(action.post)) return "the post is not shown";
      return action.direction === 1 || action.direction === -1 ? undefined : "a vote goes up or down";
    case "bounty":
      return action.reward > 0 ? undefined : "a reward is above 0";
    default:
      return "no such action";
  }
}

const after = <T>(value: T | Promise<T>, look: (value: T) => T): T | Promise<T> =>
  value instanceof Promise ? value.then(look) : look(value);

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Hands out the group as it was when the run was built: the same pools with the sizes of then, streams at their start. */
function rebuilt(group: Group): () => Group {
  const pools: Pool[] = [];
  const sizes: number[] = [];
  const start = throughJson(group.streams.save());
  return () => {
    let asked = 0;
    group.streams.restore(start);
    return {
      ...group,
      pool(rule) {
        if (asked === pools.length) {
          pools.push(group.pool(rule));
          sizes.push(group.sizeOf(pools[asked]));
        }
        asked += 1;
        return pools[asked - 1];
      },
      sizeOf: (pool) => sizes[pools.indexOf(pool)],
    };
  };
}

/** The same type, watched: everything it decides is written down and looked at. */
function watched(definition: AgentDefinition, log: string[], faults: string[], every: number): AgentDefinition {
  function create(config: unknown, group: Group): Behaviour {
    const again = rebuilt(group);
    let behaviour = definition.create(config, again());
    let decisions = 0;

    function revive(): void {
      decisions += 1;
      if (decisions % every !== 0) return;
      const [state, streams] = [throughJson(behaviour.save?.()), throughJson(group.streams.save())];
      behaviour = definition.create(config, again());
      behaviour.restore?.(state);
      group.streams.restore(streams);
    }

    return {
      act(view) {
        revive();
        const facts = factsOf(view);
        const when = `epoch ${view.epoch}, step ${view.step}, agent ${view.self}`;
        return after(behaviour.act(view), (action) => {
          const wrong = objection(action, facts);
          if (wrong !== undefined) faults.push(`${when}: ${JSON.stringify(action)}: ${wrong}`);
          log.push(`${when}: ${JSON.stringify(action)}`);
          return action;
        });
      },
      answer(offer, view) {
        revive();
        const when = `epoch ${view.epoch}, step ${view.step}, agent ${view.self}`;
        return after(behaviour.answer(offer, view), (accepted) => {
          if (typeof accepted !== "boolean") faults.push(`${when}: answers ${String(accepted)}`);
          log.push(`${when}: answers ${offer.id} with ${accepted}`);
          return accepted;
        });
      },
      save: () => behaviour.save?.(),
      learn: (outcome) => behaviour.learn?.(outcome),
      shiftTrust: (member, delta) => behaviour.shiftTrust?.(member, delta),
      distort:
        behaviour.distort === undefined
          ? undefined
          : (member, epoch, signals, stream) => {
              behaviour.distort?.(member, epoch, signals, stream);
              log.push(`member ${member} shows ${JSON.stringify(signals)}`);
            },
    };
  }
  return { ...definition, create };
}

const scenarios = new Map<string, Scenario>();

/** Three agents of a type among others, with a circuit breaker that freezes, and budgets small enough to run out. */
function scenarioFor(type: string, config: Readonly<Record<string, unknown>>): Scenario {
  const others = ["honest", "honest", "opportunistic", "deceptive", "adversarial"].filter((other) => other !== type);
  const asks = BUILT_IN.agents.find(type)?.needs !== undefined;
  const text = JSON.stringify({
    ...(asks && { models: { default: { provider: "scripted", answers: ["the trial has its own model"] } } }),
    agents: [...others.slice(0, 2), type, ...others.slice(2)].map((name) =>
      name === type ? { type, count: 3, config } : { type: name },
    ),
    simulation: { n_epochs: 6, steps_per_epoch: 9, seed: 17 },
    rate_limits: { posts_per_epoch: 3, votes_per_epoch: 3 },
    governance: {
      circuit_breaker_enabled: true,
      freeze_threshold_toxicity: 0.61,
      freeze_threshold_violations: 2,
      freeze_duration_epochs: 1,
    },
  });
  const known = scenarios.get(text);
  if (known !== undefined) return known;
  const scenario = parseScenario(text, "trial");
  scenarios.set(text, scenario);
  return scenario;
}

/** Runs agents of a built-in type among others. */
export async function trial(
  definition: AgentDefinition,
  config: Readonly<Record<string, unknown>>,
  { randomness, reviveEvery = Number.POSITIVE_INFINITY }: TrialOptions,
): Promise<Trial> {
  const log: string[] = [];
  const faults: string[] = [];
  const types = [...BUILT_IN.agents].map((type) =>
    type === definition ? watched(definition, log, faults, reviveEvery) : type,
  );
  const extensions: Extensions = { ...BUILT_IN, agents: new Registry("agent type", types, ({ type }) => type) };
  const semantics = randomness === "keyed" ? NATIVE : SWARM_1_9;
  const models = new Map([["default", anyModel()]]);
  const simulation = build({ ...scenarioFor(definition.type, config), semantics }, extensions, [], models);
  await simulation.run();
  simulation.behaviours.forEach((behaviour, group) => {
    if (simulation.world.populations[group].type !== definition.type) return;
    log.push(`is left as ${JSON.stringify(behaviour.save?.())}`);
  });
  return { log, faults };
}

/** The first entry in which two logs differ, named; undefined when they are the same. */
export function firstDifference(one: readonly string[], other: readonly string[]): string | undefined {
  const length = Math.max(one.length, other.length);
  for (let i = 0; i < length; i += 1) {
    if (one[i] !== other[i]) return `entry ${i}: ${one[i] ?? "nothing"} / ${other[i] ?? "nothing"}`;
  }
  return undefined;
}
