import type { TSchema } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { describe, expect, it } from "vitest";
import { Registry } from "../../src/base/registry.js";
import type { LeverDefinition } from "../../src/contract/lever.js";
import { LEVERS } from "../../src/governance/registry.js";
import { BUILT_IN, type Extensions } from "../../src/scenario/extensions.js";
import { parseScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";
import { runText } from "../support/run-text.js";
import { firstDifference } from "./agent-trial.js";
import { broken, HOOKS, juggled } from "./lever-doubles.js";

type Keys = Readonly<Record<string, unknown>>;

/** Settings in which a lever acts within a short run. One that is missing here is switched on and otherwise default. */
const BUSY: Readonly<Record<string, Keys>> = {
  transaction_tax: { transaction_tax_rate: 0.2, transaction_tax_split: 0.7 },
  reputation_decay: { reputation_decay_rate: 0.7 },
  bandwidth_cap: { bandwidth_cap: 3 },
  staking: { staking_enabled: true, min_stake_to_participate: 100.5 },
  circuit_breaker: {
    circuit_breaker_enabled: true,
    freeze_threshold_toxicity: 0.4,
    freeze_threshold_violations: 2,
    freeze_duration_epochs: 1,
  },
  random_audit: { audit_enabled: true, audit_probability: 0.6, audit_threshold_p: 0.7 },
  collusion: {
    collusion_detection_enabled: true,
    collusion_min_interactions: 2,
    collusion_score_threshold: 0.1,
    collusion_realtime_penalty: true,
  },
  security: {
    security_enabled: true,
    security_min_chain_length: 2,
    security_laundering_trust_gap: 0.6,
    security_penalty_threshold: 0.1,
    security_realtime_penalty: true,
    security_realtime_threshold: 0.3,
    security_clear_history_on_epoch: true,
  },
  incoherence_breaker: {
    incoherence_breaker_enabled: true,
    incoherence_breaker_threshold: 0.75,
    freeze_duration_epochs: 1,
  },
  sybil_detection: {
    sybil_detection_enabled: true,
    sybil_similarity_threshold: 0.3,
    sybil_realtime_penalty: true,
    sybil_max_cluster_size: 4,
  },
  resample: {
    resample_enabled: true,
    resample_suspicion_threshold: 0.4,
    resample_trajectory_analysis: true,
    resample_trajectory_window: 2,
    resample_incrimination_threshold: 1.5,
  },
};

const defaultsOf = ({ config }: LeverDefinition) => Value.Default(config, {}) as Record<string, unknown>;
const isOnWith = (lever: LeverDefinition, keys: Keys) => lever.isOn({ ...defaultsOf(lever), ...keys });
const flagsOf = ({ config }: LeverDefinition) =>
  Object.entries(config.properties as Record<string, TSchema>).flatMap(([key, { type }]) =>
    type === "boolean" ? [key] : [],
  );

function busy(lever: LeverDefinition): Keys {
  const settings = BUSY[lever.name];
  if (settings !== undefined) return settings;
  const on = flagsOf(lever).find((key) => isOnWith(lever, { [key]: true }));
  if (on === undefined) throw new Error(`nothing switches ${lever.name} on: say in BUSY what does`);
  return { [on]: true };
}

/** The busy settings less the one key that switches the lever on. */
function off(lever: LeverDefinition): Keys {
  const settings = busy(lever);
  if (!isOnWith(lever, settings)) return settings;
  const defaults = defaultsOf(lever);
  const key = Object.keys(settings).find((each) => !isOnWith(lever, { ...settings, [each]: defaults[each] }));
  if (key === undefined) throw new Error(`no single key switches ${lever.name} off`);
  return { ...settings, [key]: defaults[key] };
}

function scenario(governance: Keys): string {
  return JSON.stringify({
    agents: [
      { type: "honest", count: 3 },
      { type: "opportunistic", count: 2 },
      { type: "deceptive", count: 2 },
      { type: "adversarial", count: 3 },
    ],
    simulation: { seed: 11, n_epochs: 6, steps_per_epoch: 8 },
    governance,
  });
}

function extensionsWith(levers: Iterable<LeverDefinition>): Extensions {
  return { ...BUILT_IN, levers: new Registry("lever", levers, ({ name }) => name) };
}

const without = (lever: LeverDefinition) => extensionsWith([...LEVERS].filter((each) => each !== lever));
const withChanged = (lever: LeverDefinition, changed: LeverDefinition) =>
  extensionsWith([...LEVERS].map((each) => (each === lever ? changed : each)));

/** Values that a key must not take, by its schema. */
function bad({ type, minimum, maximum, exclusiveMinimum }: TSchema): unknown[] {
  if (type === "array") return ["nonsense", 3, [3], { a: ["b"] }];
  if (type === "object") return ["nonsense", 3, ["a"], { a: "b" }, { a: [3] }];
  const values: unknown[] = ["nonsense", [], {}];
  if (type !== "boolean") values.push(true);
  else values.push(1);
  if (type === "integer") values.push(1.5);
  if (minimum !== undefined) values.push(minimum - 1, minimum - 1e-9);
  if (maximum !== undefined) values.push(maximum + 1, maximum + 1e-9);
  if (exclusiveMinimum !== undefined) values.push(exclusiveMinimum, exclusiveMinimum - 1);
  return values;
}

/** Another valid value than the default. */
function other({ type, default: usual, minimum, maximum, exclusiveMinimum }: TSchema): unknown {
  if (type === "boolean") return !usual;
  if (type === "array") return ["something"];
  if (type === "object") return { role: ["something"] };
  if (type === "integer") return usual + 1;
  const least = minimum ?? exclusiveMinimum ?? -10;
  return (usual + (maximum ?? least + usual + 1)) / 2 === usual ? (usual + least) / 2 : (usual + (maximum ?? 9)) / 2;
}

const logOf = async (governance: Keys, extensions = BUILT_IN) =>
  (await runText(scenario(governance), { extensions })).log.split("\n");

describe.each([...LEVERS])("the lever $name", (lever) => {
  const properties: Readonly<Record<string, TSchema>> = lever.config.properties;
  const inert = lever.inert ?? {};
  const idle = Object.keys(properties).every((key) => key in inert);

  it("says in a line what it does", () => {
    expect(lever.summary).toMatch(/^[a-zA-Z].{20,}$/);
  });

  it("has a valid default and a line of doc for every key, and is off with all of them", () => {
    const defaults = defaultsOf(lever);
    for (const [key, schema] of Object.entries(properties)) {
      expect(schema.description, key).toMatch(/^\S.{5,}$/);
      expect(defaults, key).toHaveProperty(key);
    }
    expect(Value.Check(lever.config, defaults)).toBe(true);
    expect(lever.isOn(defaults)).toBe(false);
  });

  it("refuses values out of range or of another kind, by the key's name", () => {
    for (const [key, schema] of Object.entries(properties)) {
      for (const value of bad(schema)) {
        const text = scenario({ [key]: value });
        expect(() => parseScenario(text, "s.yaml"), `${key} = ${JSON.stringify(value)}`).toThrow(`governance.${key}`);
      }
    }
  });

  it("acts when it is on, unless it says of every key why it has no effect", async () => {
    const { result } = await runText(scenario(busy(lever)));
    expect(result.activity.some(({ source }) => source === lever.name)).toBe(!idle);
  });

  it.each([undefined, "swarm-1.9"] as const)("does the same again with the same seed (compat: %s)", async (compat) => {
    const options = compat === undefined ? {} : { compat };
    const [one, another] = [
      await runText(scenario(busy(lever)), options),
      await runText(scenario(busy(lever)), options),
    ];
    expect(firstDifference(one.log.split("\n"), another.log.split("\n"))).toBeUndefined();
  });

  it("goes on exactly after its state was saved as JSON and restored over another one, at every hook", async () => {
    const saved = await logOf(busy(lever), withChanged(lever, juggled(lever)));
    expect(firstDifference(await logOf(busy(lever)), saved)).toBeUndefined();
  });

  it("changes no byte of the log when it is off, whatever its other keys are", async () => {
    expect(firstDifference(await logOf(off(lever)), await logOf({}, without(lever)))).toBeUndefined();
  });

  it("says why of each key without effect, and each has none", async () => {
    const usual = await logOf(busy(lever));
    for (const [key, why] of Object.entries(inert)) {
      const settings = { ...busy(lever), [key]: other(properties[key]) };
      const { warnings } = parseScenario(scenario(settings), "s.yaml");
      expect(warnings.map(({ message }) => message)).toContain(`governance.${key} has no effect: ${why}`);
      expect(firstDifference(usual, await logOf(settings)), key).toBeUndefined();
    }
  });

  it("is named with the hook, the epoch and the step when one of its hooks breaks", async () => {
    const context = { agents: { size: 0 }, stepsPerEpoch: 1, semantics: {}, streams: () => ({}) } as never;
    const running = lever.create({ ...defaultsOf(lever), ...busy(lever) }, context);
    for (const hook of HOOKS.filter((each) => running[each] !== undefined)) {
      const run = runText(scenario(busy(lever)), { extensions: withChanged(lever, broken(lever, hook)) });
      const place = new RegExp(`^lever "${lever.name}", hook ${hook}, epoch 1, step \\d+: broken on purpose$`);
      await expect(run, hook).rejects.toThrow(place);
    }
  });
});

describe("the levers together", () => {
  it("declare a key that two of them read as one", () => {
    expect(() => scenarioSchema(BUILT_IN)).not.toThrow();
    const readers = (key: string) => [...LEVERS].filter(({ config }) => key in config.properties);
    expect(readers("freeze_duration_epochs").map(({ name }) => name)).toEqual([
      "circuit_breaker",
      "incoherence_breaker",
    ]);
    expect(readers("transaction_tax_split").map(({ name }) => name)).toEqual([
      "transaction_tax",
      "incoherence_friction",
    ]);
  });

  it("come in the order of the reference system", () => {
    // SWARM v1.9.0 registers them in this order; vote normalisation and bandwidth, which have no hook, stand anywhere.
    const hookless = ["vote_normalization", "bandwidth_cap"];
    expect(LEVERS.names.filter((name) => !hookless.includes(name))).toEqual([
      "transaction_tax",
      "reputation_decay",
      "staking",
      "circuit_breaker",
      "random_audit",
      "collusion",
      "security",
      "self_ensemble",
      "incoherence_breaker",
      "decomposition",
      "incoherence_friction",
      "sybil_detection",
      "rbac",
      "resample",
    ]);
  });

  it("all act side by side in one run, and repeat it", async () => {
    const everything = Object.assign({}, ...[...LEVERS].map(busy), { min_stake_to_participate: 60 });
    const [one, another] = [await logOf(everything), await logOf(everything)];
    expect(firstDifference(one, another)).toBeUndefined();
  });
});
