import type { TSchema } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { AGENTS } from "../../src/agents/registry.js";
import { keyedSource } from "../../src/base/random/keyed-source.js";
import type { Group, Outcome } from "../../src/contract/agent.js";
import type { Pool, View } from "../../src/contract/view.js";
import { NATIVE } from "../../src/model/semantics.js";
import { ANY_SERVICES } from "../support/any-model.js";
import { firstDifference, type Trial, trial } from "./agent-trial.js";

/** Configurations besides the default one that take other paths through a type. */
const VARIANTS: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  deceptive: [{ exploitation_threshold: 0.5, post_probability: 0 }],
  cautious: [{ threshold: 0.45 }],
  cautious_reciprocator: [{ base_threshold: 0.4, blacklist_threshold: -0.2, max_per_partner: 2 }],
  modeling_adversary: [{ exploitation_threshold: 0 }],
  obfuscating: ["policy_obfuscation", "activation_obfuscation", "adaptive"].map((obfuscation_strategy) => ({
    obfuscation_strategy,
    signal_manipulation: true,
  })),
  ldt: [
    ...[2, 3, 4, 5].map((acausality_depth) => ({ acausality_depth, counterfactual_horizon: 4 })),
    { decision_theory: "tdt", cooperation_prior: 0.05 },
    { decision_theory: "udt", counterfactual_horizon: 1 },
  ],
  adaptive_adversary_active: [{ exploration_rate: 1, heat_threshold: 1 }],
  llm: [{ persona: "adversarial", show_agents: 2, show_posts: 1, show_outcomes: 0 }],
  waltz_pair: [
    { mode: "acting", judge: "model-judge", judge_model: "default" },
    { mode: "acting", trigger: "always", max_rounds: 2, rule_markers: ["as you say"] },
    { serves: "uniform", trigger: "always", answers: "nobody" },
    { serves: "most_trusted", trigger: "off", answers: "cautious_reciprocator" },
  ],
  student: ["vote", "reputation", "random"].map((filter, i) => ({
    filter,
    supervisors: i + 1,
    block_epochs: 1,
    tasks: 9,
  })),
};

const CASES = [...AGENTS].flatMap((definition) =>
  [{}, ...(VARIANTS[definition.type] ?? [])].flatMap((config) =>
    (["keyed", "cpython"] as const).map((randomness) => ({ definition, config, randomness })),
  ),
);

describe.each(CASES)("$definition.type $config, $randomness", ({ definition, config, randomness }) => {
  let first: Trial;
  beforeAll(async () => {
    first = await trial(definition, config, { randomness });
  });

  it("does only what its view allows and answers with yes or no", () => {
    expect(first.log.length).toBeGreaterThan(50);
    expect(first.faults).toEqual([]);
  });

  it("does the same again with the same seed", async () => {
    const again = await trial(definition, config, { randomness });
    expect(firstDifference(first.log, again.log)).toBeUndefined();
  });

  it("goes on exactly after being saved as JSON and restored, again and again", async () => {
    const revived = await trial(definition, config, { randomness, reviveEvery: 7 });
    expect(firstDifference(first.log, revived.log)).toBeUndefined();
  });
});

/** Values that a key must not take, by its schema. */
function bad(schema: TSchema): unknown[] {
  const values: unknown[] = [Number.NaN, [], schema.type === "object" ? 1 : {}];
  if (schema.minimum !== undefined) values.push(schema.minimum - 0.5, schema.minimum - 1);
  if (schema.maximum !== undefined) values.push(schema.maximum + 0.5, schema.maximum + 1);
  if (schema.exclusiveMinimum !== undefined) values.push(schema.exclusiveMinimum);
  if (schema.type === "integer") values.push(1.5);
  if (schema.type !== "boolean") values.push(true);
  if (![schema.type].flat().includes("string") || schema.enum !== undefined) values.push("nonsense");
  return values;
}

describe.each([...AGENTS])("$type", (definition) => {
  const defaults = Value.Default(definition.config, {}) as Record<string, unknown>;
  const properties: Readonly<Record<string, TSchema>> = definition.config.properties;
  const allows = new Ajv({ strict: false, strictNumbers: true }).compile(definition.config);

  it("says in a line what it does", () => {
    expect(definition.summary.length).toBeGreaterThan(20);
    expect(definition.summary).not.toMatch(/\n/);
  });

  it("has a default, or may be left out, and a line of doc for every key; and says why of those without effect", () => {
    const required: readonly string[] = definition.config.required ?? [];
    for (const [key, schema] of Object.entries(properties)) {
      expect(schema.description, key).toMatch(/^\S.{5,}$/);
      expect(required.includes(key), `${key} has a default or is optional`).toBe(key in defaults);
      if (schema.inert !== undefined) expect(schema.inert, key).toMatch(/^\S.{10,}$/);
    }
    expect(allows(defaults)).toBe(true);
  });

  it("refuses values out of range, of another kind, and keys it does not have", () => {
    for (const [key, schema] of Object.entries(properties)) {
      for (const value of bad(schema)) {
        expect(allows({ ...defaults, [key]: value }), `${key} = ${String(value)}`).toBe(false);
      }
    }
    expect(allows({ ...defaults, no_such_key: 1 })).toBe(false);
  });

  it("learns from any outcome without a word, and still answers", async () => {
    const group: Group = {
      size: 2,
      members: [0, 1],
      population: 6,
      idOf: (agent) => `agent_${agent}`,
      streams: keyedSource(1).family("agent", ["agent_0", "agent_1"]),
      semantics: NATIVE,
      pool: () => 0 as Pool,
      sizeOf: () => 1,
      note: () => {},
      services: ANY_SERVICES,
    };
    const behaviour = definition.create(defaults, group);
    for (let i = 0; i < 300; i += 1) {
      const outcome: Outcome = {
        agent: i % 2,
        member: i % 2,
        counterparty: 2 + (i % 4),
        initiated: i % 3 === 0,
        accepted: i % 5 < 3,
        p: [0, 1, 0.5, 0.41, 1e-12][i % 5],
        payoff: [-1e6, 0, 1e6, -0.5, 0.5, 1e-12][i % 6],
      };
      behaviour.learn?.(outcome);
    }
    behaviour.shiftTrust?.(0, 2);
    behaviour.shiftTrust?.(1, -2);
    const offer = { id: 0, initiator: 2, counterparty: 0, type: "trade", transfer: 0, content: undefined } as const;
    const view = { epoch: 1, step: 0, self: 0, member: 0, reputation: 0, resources: 100 } as View;
    expect(typeof (await behaviour.answer(offer, view))).toBe("boolean");
  });
});
