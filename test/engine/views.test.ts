import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { Standing } from "../../src/contract/agent.js";
import { EVERYONE, type Pool } from "../../src/contract/view.js";
import { Feed } from "../../src/engine/feed.js";
import { Graph } from "../../src/engine/graph.js";
import { NeighbourView } from "../../src/engine/neighbour-view.js";
import { NoisyView } from "../../src/engine/noisy-view.js";
import { Proposals } from "../../src/engine/proposals.js";
import { RateLimits } from "../../src/engine/rate-limits.js";
import { type AimedView, OpenView } from "../../src/engine/view.js";
import { World } from "../../src/engine/world.js";
import { ARCHETYPES, type Archetype } from "../../src/model/archetype.js";
import { ListedStreams } from "../support/listed-streams.js";

const LIMITS = { posts_per_epoch: 1, interactions_per_step: 1, votes_per_epoch: 1 };

const RULES: readonly ((standing: Standing) => boolean)[] = [
  () => true,
  ({ archetype }) => archetype === "honest",
  ({ resources, reputation }) => resources > 80 || reputation > 0.5,
  ({ archetype, resources }) => archetype !== "deceptive" && resources > 50,
  () => false,
];

/** A world whose agents have the given archetypes, and its pools in the order of `RULES`. */
function stage(archetypes: readonly Archetype[]) {
  const world = new World(
    archetypes.map((archetype, i) => ({ type: archetype, archetype, ids: [`a_${i}`], names: [`a_${i}`] })),
  );
  const pools = [EVERYONE, ...RULES.slice(1).map((rule) => world.keepPool(rule))];
  const surroundings = {
    world,
    feed: new Feed(100),
    proposals: new Proposals(world.size),
    limits: new RateLimits(world.size, LIMITS),
  };
  return { world, pools, surroundings };
}

type Change =
  | { readonly does: "freeze" | "unfreeze"; readonly agent: number }
  | { readonly does: "reputation" | "resources"; readonly agent: number; readonly value: number }
  | { readonly does: "join" | "cut"; readonly agent: number; readonly other: number };

const worlds = fc.integer({ min: 1, max: 70 }).chain((size) => {
  const agent = fc.nat(size - 1);
  return fc.record({
    archetypes: fc.array(fc.constantFrom(...ARCHETYPES), { minLength: size, maxLength: size }),
    joinedToAll: fc.array(agent, { maxLength: 2 }),
    changes: fc.array(
      fc.oneof(
        fc.record({ does: fc.constantFrom("freeze" as const, "unfreeze" as const), agent }),
        fc.record({ does: fc.constant("reputation" as const), agent, value: fc.constantFrom(-1, 0, 0.5, 0.6, 2) }),
        fc.record({ does: fc.constant("resources" as const), agent, value: fc.constantFrom(-5, 50, 51, 80, 81) }),
        fc.record({ does: fc.constantFrom("join" as const, "cut" as const), agent, other: agent }),
      ),
      { maxLength: 60 },
    ),
  });
});

function change(world: World, graph: Graph, step: Change): void {
  switch (step.does) {
    case "freeze":
      world.freeze(step.agent);
      break;
    case "unfreeze":
      world.unfreeze(step.agent);
      break;
    case "reputation":
      world.setReputation(step.agent, step.value);
      break;
    case "resources":
      world.setResources(step.agent, step.value);
      break;
    case "join":
      if (step.agent !== step.other) graph.join(step.agent, step.other, 1, 1);
      break;
    case "cut":
      graph.cut(step.agent, step.other);
      break;
  }
}

/** Asks the view everything about who is visible and holds it against the agents that `visible` finds by looking at all. */
function expectPlainScan(view: AimedView, world: World, pools: readonly Pool[], visible: (agent: number) => boolean) {
  const all = Array.from({ length: world.size }, (_, agent) => agent);
  for (const agent of all) expect(view.isVisible(agent)).toBe(visible(agent));
  pools.forEach((pool, i) => {
    const shown = (agent: number): Standing => ({
      archetype: view.archetypeOf(agent),
      reputation: view.reputationOf(agent),
      resources: view.resourcesOf(agent),
    });
    const members = all.filter((agent) => visible(agent) && RULES[i](shown(agent)));
    expect(view.count(pool)).toBe(members.length);
    expect(members.map((_, k) => view.pick(k, pool))).toEqual(members);
    for (let from = 0; from <= world.size; from += 1) {
      expect(view.next(from, pool)).toBe(members.find((agent) => agent >= from) ?? -1);
    }
  });
}

describe("a view answers like a plain scan over all agents", () => {
  test.prop([worlds])("without a network", ({ archetypes, changes }) => {
    const { world, pools, surroundings } = stage(archetypes);
    const view = new OpenView(surroundings);
    const graph = new Graph(world.size);
    for (const step of changes) change(world, graph, step);
    for (let self = 0; self < world.size; self += 7) {
      view.aim(self);
      expectPlainScan(view, world, pools, (agent) => agent !== self && !world.isFrozen(agent));
    }
  });

  test.prop([worlds])("of neighbours, some of whom may know everybody", ({ archetypes, changes, joinedToAll }) => {
    const { world, pools, surroundings } = stage(archetypes);
    const graph = new Graph(world.size);
    const view = new NeighbourView(surroundings, graph);
    for (const a of joinedToAll) for (let b = 0; b < world.size; b += 1) if (a !== b) graph.join(a, b, 1, 1);
    for (const step of changes) change(world, graph, step);
    for (let self = 0; self < world.size; self += 7) {
      view.aim(self);
      expectPlainScan(view, world, pools, (agent) => graph.connected(self, agent) && !world.isFrozen(agent));
    }
  });

  test.prop([worlds, fc.boolean()])("through noise, by the numbers that it shows", (given, networked) => {
    const { world, pools, surroundings } = stage(given.archetypes);
    const graph = new Graph(world.size);
    const plain = networked ? new NeighbourView(surroundings, graph) : new OpenView(surroundings);
    const streams = keyedSource(4).family("observation_noise", world.ids);
    const view = new NoisyView(surroundings, plain, { probability: 0.5, std: 30, streams });
    for (const step of given.changes) change(world, graph, step);
    for (let self = 0; self < world.size; self += 7) {
      view.aim(self);
      const sees = (agent: number) => agent !== self && (!networked || graph.connected(self, agent));
      expectPlainScan(view, world, pools, (agent) => sees(agent) && !world.isFrozen(agent));
    }
  });
});

describe("a neighbour that is asked for and is not there", () => {
  it("is a mistake of the program", () => {
    const { surroundings } = stage(["honest", "honest", "honest"]);
    const graph = new Graph(3);
    graph.join(0, 1, 1, 1);
    const view = new NeighbourView(surroundings, graph);
    view.aim(0);
    surroundings.world.freeze(2);
    expect(view.pick(0)).toBe(1);
    expect(() => view.pick(1)).toThrow("sees fewer than 2 members");
  });
});

describe("observation noise", () => {
  const archetypes = ["honest", "deceptive", "honest"] as const;
  /** Draws for the nine numbers of the ecosystem when none of them is hit. */
  const MISSES = Array.from({ length: 9 }, () => 0.99);

  it("draws once per number of each visible agent and of the ecosystem, and once more for a hit", () => {
    const { surroundings } = stage(archetypes);
    surroundings.world.setReputation(1, 2);
    const streams = new ListedStreams(
      ...[0.9, 0.1, 0.5, 0.9], // agent 1: reputation missed, resources hit by 0.5 sd, edge weight missed
      ...[0.2, -1, 0.9, 0.0, 3], // agent 2: reputation hit by -1 sd, resources missed, edge weight hit
      ...MISSES.slice(1),
      0.1,
      7, // a number of the ecosystem is hit
    );
    const view = new NoisyView(surroundings, new OpenView(surroundings), { probability: 0.25, std: 4, streams });
    view.aim(0);
    expect(streams.left).toBe(0);
    expect(streams.asked).toEqual([0]);
    expect([view.reputationOf(1), view.resourcesOf(1)]).toEqual([2, 102]);
    expect([view.reputationOf(2), view.resourcesOf(2)]).toEqual([-4, 100]);
  });

  it("decides who is in a pool", () => {
    const { surroundings, pools } = stage(archetypes);
    surroundings.world.setResources(1, 60);
    surroundings.world.setResources(2, 60);
    const streams = new ListedStreams(0.9, 0, 30, 0.9, 0.9, 0.9, 0.9, ...MISSES);
    const view = new NoisyView(surroundings, new OpenView(surroundings), { probability: 0.25, std: 1, streams });
    view.aim(0);
    expect([view.count(pools[2]), view.pick(0, pools[2])]).toEqual([1, 1]); // 60 + 30 > 80
    expect(surroundings.world.membersOf(pools[2]).size).toBe(1); // in truth only agent 0, with its 100
  });

  it("leaves the agent's own standing alone", () => {
    const { surroundings } = stage(archetypes);
    const streams = new ListedStreams(...Array.from({ length: 30 }, () => 0));
    const view = new NoisyView(surroundings, new OpenView(surroundings), { probability: 1, std: 5, streams });
    view.aim(1);
    expect([view.reputation, view.resources, view.reputationOf(1), view.resourcesOf(1)]).toEqual([0, 100, 0, 100]);
  });

  it("stays what it is until the next observation", () => {
    const { surroundings } = stage(archetypes);
    const streams = keyedSource(1).family("observation_noise", ["a_0", "a_1", "a_2"]);
    const view = new NoisyView(surroundings, new OpenView(surroundings), { probability: 1, std: 5, streams });
    view.aim(0);
    const first = view.reputationOf(1);
    expect(view.reputationOf(1)).toBe(first);
    view.aim(0);
    expect(view.reputationOf(1)).not.toBe(first);
  });
});
