import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { FacadeContacts } from "../../src/agents/facade-contacts.js";
import { pickAnother } from "../../src/agents/pick-another.js";
import { SeenSet } from "../../src/agents/seen-set.js";
import { TrustMemory } from "../../src/agents/trust-memory.js";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { Group } from "../../src/contract/agent.js";
import type { Pool, View } from "../../src/contract/view.js";
import { Feed } from "../../src/engine/feed.js";
import { Proposals } from "../../src/engine/proposals.js";
import { RateLimits } from "../../src/engine/rate-limits.js";
import { OpenView } from "../../src/engine/view.js";
import { World } from "../../src/engine/world.js";
import { NATIVE } from "../../src/model/semantics.js";

const HONEST = 24;
const ADVERSARIAL = 16;
const SIZE = HONEST + ADVERSARIAL;

const ids = (type: string, count: number) => Array.from({ length: count }, (_, i) => `${type}_${i + 1}`);
const population = (type: "honest" | "adversarial", count: number) => {
  const names = ids(type, count);
  return { type, archetype: type, ids: names, names };
};

/** A world in which the members of the second group decide, and a view that can be aimed at them. */
function setUp() {
  const world = new World([population("honest", HONEST), population("adversarial", ADVERSARIAL)]);
  const limits = new RateLimits(SIZE, { posts_per_epoch: 1, interactions_per_step: 1, votes_per_epoch: 1 });
  const view = new OpenView({ world, feed: new Feed(SIZE + 1), proposals: new Proposals(SIZE), limits });
  const group: Group = {
    size: ADVERSARIAL,
    members: Array.from({ length: ADVERSARIAL }, (_, member) => HONEST + member),
    population: SIZE,
    idOf: (agent) => world.idOf(agent),
    streams: keyedSource(1).family("agent", ids("adversarial", ADVERSARIAL)),
    semantics: NATIVE,
    pool: world.keepPool,
    sizeOf: (pool: Pool) => world.membersOf(pool).size,
  } as Partial<Group> as Group;
  return { world, view, group };
}

/** Something that happens in the world, or a look of a member. */
const happening = fc.oneof(
  fc.record({ kind: fc.constantFrom("freeze" as const, "unfreeze" as const), agent: fc.nat(SIZE - 1) }),
  fc.record({
    kind: fc.constant("standing" as const),
    agent: fc.nat(SIZE - 1),
    reputation: fc.integer({ min: -2, max: 2 }),
    resources: fc.constantFrom(20, 60, 100),
  }),
  fc.record({
    kind: fc.constant("outcome" as const),
    member: fc.nat(ADVERSARIAL - 1),
    agent: fc.nat(SIZE - 1),
    accepted: fc.boolean(),
    p: fc.constantFrom(0.1, 0.3, 0.5, 0.5, 0.7, 0.9),
  }),
  fc.record({ kind: fc.constant("turn" as const), member: fc.nat(ADVERSARIAL - 1) }),
);

const happenings = fc.array(happening, { maxLength: 400, size: "max" });

function happen(world: World, event: { kind: string; agent?: number; reputation?: number; resources?: number }): void {
  const { kind, agent = 0, reputation = 0, resources = 0 } = event;
  if (kind === "freeze") world.freeze(agent);
  else if (kind === "unfreeze") world.unfreeze(agent);
  else if (kind === "standing") {
    world.setReputation(agent, reputation);
    world.setResources(agent, resources);
  }
}

const everybodyVisible = (view: View): number[] =>
  Array.from({ length: SIZE }, (_, agent) => agent).filter((agent) => view.isVisible(agent));

describe("what is looked up instead of searched for is what a search of everybody would find", () => {
  test.prop([happenings])("the most trusted visible agent", (events) => {
    const { world, view } = setUp();
    const trust = new TrustMemory(ADVERSARIAL);
    for (const event of events) {
      happen(world, event);
      if (event.kind === "outcome" && event.agent !== HONEST + event.member) {
        trust.learn({ member: event.member, counterparty: event.agent, accepted: event.accepted, p: event.p });
      }
      if (event.kind !== "turn") continue;
      const { member } = event;
      view.aim(HONEST + member);
      let best = -1;
      for (const agent of everybodyVisible(view)) {
        if (best === -1 || trust.of(member, agent) > trust.of(member, best)) best = agent;
      }
      expect(trust.mostTrusted(member, view)).toBe(best);
    }
  });

  test.prop([happenings, fc.constantFrom(0.3, 0.5, 0.55, 0.7, 0.95)])(
    "the visible partner that trusts a facade most, and the visible ones not yet met often",
    (events, threshold) => {
      const { world, view } = setUp();
      const often = 2;
      const contacts = new FacadeContacts(ADVERSARIAL, threshold, often);
      const agents = Array.from({ length: SIZE }, (_, agent) => agent);
      const won = Array.from({ length: ADVERSARIAL }, () => new Set<number>());
      for (const event of events) {
        happen(world, event);
        const { member = 0, agent } = event as { member?: number; agent?: number };
        if (event.kind === "outcome" && agent !== HONEST + member) {
          if (event.accepted) {
            contacts.gainTrust(member, event.agent);
            if (contacts.trust(member, event.agent) > threshold) won[member].add(event.agent);
          } else contacts.noteContact(member, event.agent);
        }
        if (event.kind !== "turn") continue;
        view.aim(HONEST + member);
        const visible = everybodyVisible(view);
        const solvent = (one: number) => view.isVisible(one) && world.resources[one] > 50;
        let victim = -1;
        for (const one of agents.filter((one) => won[member].has(one) && solvent(one))) {
          if (victim === -1 || contacts.trust(member, one) > contacts.trust(member, victim)) victim = one;
        }
        expect(contacts.won(member)).toBe(won[member].size);
        expect(contacts.mostTrusting(member, solvent)).toBe(victim);
        const met = agents.filter((one) => contacts.times(member, one) >= often);
        expect(contacts.met(member)).toEqual(met);
        const passed = visible.filter((one) => met.includes(one));
        visible
          .filter((one) => !met.includes(one))
          .forEach((one, k) => {
            expect(pickAnother(view, passed, k)).toBe(one);
          });
      }
    },
  );

  test.prop([happenings])("whoever was ever seen with a standing, and who of them is visible", (events) => {
    const { world, view, group } = setUp();
    const set = new SeenSet(group, "honest", ({ reputation, resources }) => resources > 50 || reputation > 0);
    const kin = new SeenSet(group, "adversarial");
    const seen = Array.from({ length: ADVERSARIAL }, () => new Set<number>());
    const met = Array.from({ length: ADVERSARIAL }, () => new Set<number>());
    for (const event of events) {
      happen(world, event);
      if (event.kind !== "turn") continue;
      const { member } = event;
      view.aim(HONEST + member);
      for (const agent of everybodyVisible(view)) {
        const marked = world.resources[agent] > 50 || world.reputation[agent] > 0;
        if (world.archetypeOf(agent) === "honest" && marked) seen[member].add(agent);
        if (world.archetypeOf(agent) === "adversarial") met[member].add(agent);
      }
      for (const [index, plain] of [[set, seen[member]] as const, [kin, met[member]] as const]) {
        index.look(view);
        for (let agent = 0; agent < SIZE; agent += 1) expect(index.has(view, agent)).toBe(plain.has(agent));
        const visible = everybodyVisible(view).filter((agent) => plain.has(agent));
        expect(index.count(view)).toBe(visible.length);
        visible.forEach((agent, k) => {
          expect(index.pick(view, k)).toBe(agent);
        });
      }
    }
  });
});
