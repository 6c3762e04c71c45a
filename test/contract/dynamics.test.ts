import type { TSchema } from "@sinclair/typebox";
import { describe, expect, it } from "vitest";
import { Registry } from "../../src/base/registry.js";
import type { Dynamic, DynamicDefinition } from "../../src/contract/dynamic.js";
import { DYNAMICS } from "../../src/dynamics/registry.js";
import { BUILT_IN, type Extensions } from "../../src/scenario/extensions.js";
import { parseScenario } from "../../src/scenario/load.js";
import { runText } from "../support/run-text.js";

type Block = Readonly<Record<string, unknown>>;

/** For each dynamic a block in which all of it acts within ten epochs, and one in which nothing is switched on. */
const BLOCKS: Readonly<Record<string, { readonly busy: Block; readonly off: Block }>> = {
  perturbations: {
    busy: {
      agent_dropout: { enabled: true, probability_per_step: 0.2 },
      parameter_shocks: {
        enabled: true,
        shocks: [
          { at_epoch: 1, params: { transaction_tax_rate: 0.3, audit_enabled: true }, revert_after_epochs: 4 },
          { trigger: "condition", when: "epoch >= 2", params: { audit_probability: 0.9 }, revert_after_epochs: 3 },
        ],
      },
      network_partition: { enabled: true, at_epoch: 2, mode: "random_fragment", heal_after_epochs: 3 },
      resource_shock: { enabled: true, at_epoch: 3, mode: "drain_all", magnitude: 0.3 },
    },
    off: { agent_dropout: { enabled: false, probability_per_step: 1 } },
  },
  dynamic_toxicity: {
    busy: {
      enabled: ["proxy_drift", "trust_erosion", "quality_contagion"],
      proxy_drift: { alpha: 0.2 },
      trust_erosion: { exit_threshold: 0.1, beta: 0.2 },
      quality_contagion: { gamma: 0.3 },
    },
    off: { enabled: [], proxy_drift: { alpha: 3 } },
  },
};

const MODES = [undefined, "swarm-1.9"] as const;

/** A scenario, as text, in which every dynamic finds something to act on. */
function scenario(blocks: Readonly<Record<string, Block>>, seed = 3): string {
  return JSON.stringify({
    agents: [
      { type: "honest", count: 6 },
      { type: "opportunistic", count: 4 },
      { type: "deceptive", count: 2 },
    ],
    simulation: { seed, n_epochs: 10, steps_per_epoch: 6 },
    governance: { circuit_breaker_enabled: true, freeze_threshold_toxicity: 0.4 },
    network: { topology: "small_world", k_neighbors: 6, dynamic: true },
    ...blocks,
  });
}

const options = (compat: (typeof MODES)[number]) => (compat === undefined ? {} : { compat });

/** Extensions in which each dynamic is saved, made anew and restored before every one of its hooks but `mayAct`. */
function renewing(): Extensions {
  const renewed = [...DYNAMICS].map((definition): DynamicDefinition => {
    return {
      ...definition,
      create(config, context) {
        let inner = definition.create(config, context);
        const renew = (): Dynamic => {
          const saved = JSON.parse(JSON.stringify(inner.save?.() ?? null));
          inner = definition.create(config, context);
          inner.restore?.(saved);
          return inner;
        };
        return {
          epochStart: (epoch) => renew().epochStart?.(epoch),
          stepStart: (epoch, step) => renew().stepStart?.(epoch, step),
          mayAct: (agent) => inner.mayAct?.(agent) ?? true,
          settled: (interaction) => renew().settled?.(interaction),
          epochEnd: (figures) => renew().epochEnd?.(figures),
        };
      },
    };
  });
  return { ...BUILT_IN, dynamics: new Registry("dynamic", renewed, ({ name }) => name) };
}

interface Leaf {
  readonly path: readonly (string | number)[];
  readonly schema: TSchema;
}

/** Every key that holds no further keys; of a list its first entry. */
function* leaves(schema: TSchema, path: readonly (string | number)[] = []): Iterable<Leaf> {
  if (schema.properties !== undefined) {
    for (const [key, inner] of Object.entries<TSchema>(schema.properties)) yield* leaves(inner, [...path, key]);
  } else if (schema.items !== undefined) yield* leaves(schema.items, [...path, 0]);
  else yield { path, schema };
}

/** A value just outside what the schema allows, where it has an edge. */
function outside(schema: TSchema): unknown {
  if (schema.enum !== undefined) return "no such word";
  if (schema.exclusiveMinimum !== undefined) return schema.exclusiveMinimum;
  if (schema.maximum !== undefined) return schema.maximum + 1;
  if (schema.minimum !== undefined) return schema.minimum - 1;
  if (schema.type === "boolean") return "perhaps";
  return undefined;
}

function put(path: readonly (string | number)[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => (typeof key === "number" ? [inner] : { [key]: inner }), value);
}

describe.each([...DYNAMICS])("the dynamic $name", (definition) => {
  const { name } = definition;
  const { busy, off } = BLOCKS[name];

  describe.each(MODES)("under %s", (compat) => {
    it("gives the same bytes for the same seed and others for another", async () => {
      const first = await runText(scenario({ [name]: busy }), options(compat));
      const again = await runText(scenario({ [name]: busy }), options(compat));
      const other = await runText(scenario({ [name]: busy }, 4), options(compat));
      expect(again.log).toBe(first.log);
      expect(other.log).not.toBe(first.log);
    });

    it("acts, and says so under its name", async () => {
      const run = await runText(scenario({ [name]: busy }), options(compat));
      expect(run.log).not.toBe((await runText(scenario({}), options(compat))).log);
      expect(new Set(run.of("dynamic_acted").map(({ dynamic }) => dynamic))).toEqual(new Set([name]));
      expect(run.result.activity.some(({ source }) => source === name)).toBe(true);
    });

    it("leaves the log as it is when its block is absent or nothing in it is switched on", async () => {
      const without = await runText(scenario({}), options(compat));
      expect((await runText(scenario({ [name]: off }), options(compat))).log).toBe(without.log);
    });

    it("goes on as if nothing had happened when it is saved and restored at every hook", async () => {
      const plain = await runText(scenario({ [name]: busy }), options(compat));
      const renewed = await runText(scenario({ [name]: busy }), { ...options(compat), extensions: renewing() });
      expect(renewed.log).toBe(plain.log);
    });
  });

  it("documents every key, and gives each a default unless it may be left out", () => {
    for (const { path, schema } of leaves(definition.config)) {
      expect([path.join("."), typeof (schema.description ?? parentOf(definition.config, path))]).toEqual([
        path.join("."),
        "string",
      ]);
    }
  });

  it("refuses a value outside the range of any key, and names the key", () => {
    const bounded = [...leaves(definition.config)].filter(({ schema }) => outside(schema) !== undefined);
    expect(bounded.length).toBeGreaterThan(5);
    for (const { path, schema } of bounded) {
      const text = scenario({ [name]: put(path, outside(schema)) as Block });
      const key = path.filter((part) => typeof part === "string").at(-1);
      expect(() => parseScenario(text, "test.yaml"), path.join(".")).toThrow(new RegExp(`${name}\\..*${key}`));
    }
  });

  it("refuses a key that it does not have", () => {
    expect(() => parseScenario(scenario({ [name]: { no_such_key: 1 } }), "test.yaml")).toThrow(
      `unknown key "no_such_key" in ${name}`,
    );
  });

  it("says of its inert keys that they change nothing, and they do not", async () => {
    const without = await runText(scenario({}));
    for (const [key, why] of Object.entries(definition.inert ?? {})) {
      const path = key.split(".");
      expect([...leaves(definition.config)].some((leaf) => leaf.path.join(".") === key)).toBe(true);
      const run = await runText(scenario({ [name]: put(path, true) as Block }));
      expect(run.warnings).toContain(`${name}.${key} has no effect: ${why}`);
      expect(run.log).toBe(without.log);
    }
  });
});

/** The description of the list that an entry belongs to. */
function parentOf(schema: TSchema, path: readonly (string | number)[]): unknown {
  const list = path.slice(0, path.lastIndexOf(0));
  return list.reduce<TSchema>((node, key) => (key === 0 ? node.items : node.properties[key]), schema).description;
}

describe("the dynamics together", () => {
  it("have a block in this suite each, and share no name with a part of the scenario", () => {
    expect(Object.keys(BLOCKS)).toEqual(DYNAMICS.names);
    const taken = ["scenario_id", "agents", "governance", "simulation", "rate_limits", "payoff", "network", "outputs"];
    expect(DYNAMICS.names.filter((name) => taken.includes(name))).toEqual([]);
  });

  it("draw from streams of their own: one does not move the draws of another", async () => {
    const drops = async (blocks: Readonly<Record<string, Block>>) => {
      const acted = (await runText(scenario(blocks))).of("dynamic_acted");
      return acted
        .filter(({ action }) => action === "dropout")
        .map(({ epoch, step, agent_id }) => [epoch, step, agent_id]);
    };
    const { busy } = BLOCKS.perturbations;
    const alone = await drops({ perturbations: { agent_dropout: busy.agent_dropout } });
    expect(alone.length).toBeGreaterThan(10);
    expect(await drops({ perturbations: busy, dynamic_toxicity: BLOCKS.dynamic_toxicity.busy })).toEqual(alone);
  });
});
