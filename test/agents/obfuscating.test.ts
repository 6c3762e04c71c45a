import { describe, expect, it } from "vitest";
import { obfuscating } from "../../src/agents/obfuscating.js";
import { disguise, OBFUSCATION_STRATEGIES } from "../../src/agents/signal-disguise.js";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { RandomStream } from "../../src/base/random/random-source.js";
import { NO_SERVICES } from "../../src/contract/services.js";
import type { Signals } from "../../src/model/signal-profile.js";
import { parseScenario } from "../../src/scenario/load.js";
import { simulate } from "../../src/scenario/simulate.js";
import { Stage } from "../support/stage.js";

/** Events of a run among honest agents, as text, and the signals of what the obfuscating ones proposed. */
async function run(config: string, compat?: "swarm-1.9") {
  const text = `
agents: [{type: honest, count: 2}, {type: obfuscating, count: 2, config: {${config}}}]
simulation: {n_epochs: 6, steps_per_epoch: 10, seed: 11}`;
  const events: string[] = [];
  const own: Record<string, number>[] = [];
  const sink = (event: { kind: string; initiator_id?: string }) => {
    events.push(JSON.stringify(event));
    if (event.kind !== "interaction_completed" || !event.initiator_id?.startsWith("obfuscating")) return;
    own.push({ ...event } as unknown as Record<string, number>);
  };
  await simulate(parseScenario(text, "inline", { compat }), { sinks: [sink] });
  return { events, own };
}

/** Every uniform draw is the middle of its range, every normal one its standard deviation. */
const steady: RandomStream = {
  random: () => 0.5,
  below: (n) => Math.floor(n / 2),
  uniform: (a, b) => (a + b) / 2,
  integer: (a, b) => Math.floor((a + b) / 2),
  gauss: (mu, sd) => mu + sd,
};

function disguised(strategy: "blatant" | "policy_obfuscation" | "activation_obfuscation", epoch: number): Signals {
  const signals = { progress: 0.3, rework: 2, rejections: 1, misuse: 1, engagement: 0.1 };
  const keys = { signal_inflation_cap: 0.2, drift_rate: 0.25, activation_noise_scale: 0.8 };
  disguise(strategy, keys, epoch, signals, steady);
  return signals;
}

describe("obfuscating", () => {
  it("proposes collaboration to anybody while it builds trust, trades afterwards", () => {
    const stage = new Stage(obfuscating, { trust_building_phase: 2 }, ["honest", "honest"]);
    expect(stage.act(0.29)).toMatchObject({ kind: "post" });
    expect(stage.act(0.3, 0.5)).toEqual({ kind: "propose", to: 2, type: "collaboration" });
    stage.learn(1);
    stage.learn(1, { initiated: false, accepted: false });
    expect(stage.act(0.5)).toEqual({ kind: "propose", to: 2, type: "trade" });
    stage.canPropose = false;
    expect(stage.act(0.19)).toMatchObject({ kind: "post" });
    expect(stage.act(0.2)).toEqual({ kind: "noop" });
  });

  it("accepts with chance 0.8 in its turn, 0.85 at the end of a step, 0.75 once trust is built", () => {
    const stage = new Stage(obfuscating, { trust_building_phase: 1 }, ["honest"]);
    expect(stage.acceptsInTurn(1, 0.79)).toBe(true);
    expect(stage.acceptsInTurn(1, 0.8)).toBe(false);
    expect(stage.answers(1, 0.84)).toBe(true);
    expect(stage.answers(1, 0.85)).toBe(false);
    stage.learn(1);
    expect(stage.answers(1, 0.74)).toBe(true);
    expect(stage.answers(1, 0.75)).toBe(false);
  });

  it.each(["swarm-1.9", undefined] as const)("plays alike whatever its strategy (%s)", async (compat) => {
    const runs = await Promise.all(
      OBFUSCATION_STRATEGIES.map((strategy) => run(`obfuscation_strategy: ${strategy}`, compat)),
    );
    expect(runs[0].own.length).toBeGreaterThan(10);
    for (const { events } of runs) expect(events).toEqual(runs[0].events);
  });

  it("plays by its strategy when signals are manipulated; without a strategy that changes nothing", async () => {
    const plain = await run("");
    const logs = new Set<string>();
    for (const strategy of OBFUSCATION_STRATEGIES) {
      const { events } = await run(`signal_manipulation: true, obfuscation_strategy: ${strategy}`);
      logs.add(events.join("\n"));
      expect(events.join("\n") === plain.events.join("\n")).toBe(strategy === "blatant");
    }
    // Nothing here pays below -0.5, so the adaptive one never leaves policy obfuscation.
    expect(logs.size).toBe(3);
  });

  it("moves only its own proposals, and only through their p", async () => {
    const plain = await run("");
    const { own } = await run("signal_manipulation: true, obfuscation_strategy: policy_obfuscation");
    // The draws before the first change of behaviour are the same ones.
    expect(own[0].rework_count).toBeLessThanOrEqual(plain.own[0].rework_count);
    expect(own[0].task_progress_delta).toBeGreaterThan(plain.own[0].task_progress_delta);
    expect(own[0].interaction_id).toBe(plain.own[0].interaction_id);
  });

  it("lets the adaptive strategy change its ways when it loses too often", () => {
    const behaviour = (losses: number) => {
      const group = {
        size: 1,
        members: [0],
        population: 2,
        idOf: String,
        streams: keyedSource(1).family("agent", ["a"]),
        semantics: parseScenario("agents: [{}]\nsimulation: {seed: 1}", "inline").semantics,
        pool: () => 0 as never,
        sizeOf: () => 1,
        note: () => {},
        services: NO_SERVICES,
      };
      const config = {
        obfuscation_strategy: "adaptive",
        trust_building_phase: 5,
        signal_manipulation: true,
        signal_inflation_cap: 0.4,
        drift_rate: 1,
        activation_noise_scale: 0.1,
        rationalization_strength: 0.7,
      };
      const made = obfuscating.create(config, group);
      for (let i = 0; i < 10; i += 1) {
        const payoff = i < losses ? -0.6 : 0.1;
        made.learn?.({ agent: 0, member: 0, counterparty: 1, initiated: true, accepted: true, p: 0.5, payoff });
      }
      const signals = { progress: 0, rework: 3, rejections: 0, misuse: 3, engagement: 0 };
      made.distort?.(0, 5, signals, steady);
      return signals.misuse; // activation obfuscation leaves misuse alone
    };
    expect(behaviour(3)).toBe(2);
    expect(behaviour(4)).toBe(3);
  });
});

describe("the disguise of signals", () => {
  it("leaves a blatant agent's signals alone", () => {
    expect(disguised("blatant", 3)).toEqual({ progress: 0.3, rework: 2, rejections: 1, misuse: 1, engagement: 0.1 });
  });

  it("makes policy obfuscation look like good work, up to the cap", () => {
    const signals = disguised("policy_obfuscation", 0);
    expect(signals.progress).toBeCloseTo(0.5, 12); // + min(0.2, 0.25)
    expect(signals.engagement).toBeCloseTo(0.275, 12); // + min(0.2, 0.175)
    expect(signals).toMatchObject({ rework: 1, rejections: 0, misuse: 0 }); // 2 - 1, 1 - 0.65, 1 - 0.55, rounded
  });

  it("lets activation noise grow with the epoch, from nothing to all of it", () => {
    const at = (epoch: number) => disguised("activation_obfuscation", epoch);
    expect(at(0)).toEqual({ progress: 0.3, rework: 2, rejections: 1, misuse: 1, engagement: 0.1 });
    expect(at(2).progress).toBeCloseTo(0.7, 12); // + 0.8 x 0.5
    expect(at(4)).toMatchObject({ progress: 1, rework: 3, rejections: 1, misuse: 1 }); // 1.1 cut; 2.8 and 1.4 rounded
    expect(at(40)).toEqual(at(4));
  });
});
