import { type TObject, type TSchema, Type } from "@sinclair/typebox";
import { amount, inert, oneOf, share, whole } from "../contract/keys.js";
import type { LeverDefinition } from "../contract/lever.js";
import { DEFAULT_PAYOFF as P } from "../model/payoff.js";
import type { Extensions } from "./extensions.js";
import { modelsSchema } from "./models-block.js";
import { networkSchema } from "./network-block.js";

/** Agents that one entry may ask for. */
export const MAX_COUNT = 10_000_000;

const NO_TASKS = "nothing creates tasks or bounties";
const MAX_WHOLE = Number.MAX_SAFE_INTEGER;

const closed = (properties: Record<string, TSchema>, description: string): TObject =>
  Type.Object(properties, { additionalProperties: false, description, default: {} });

const simulation = closed(
  {
    n_epochs: Type.Integer({ default: 10, minimum: 1, maximum: MAX_WHOLE, description: "epochs" }),
    steps_per_epoch: Type.Integer({ default: 10, minimum: 1, maximum: MAX_WHOLE, description: "steps in an epoch" }),
    seed: Type.Optional(
      Type.Integer({ minimum: -MAX_WHOLE, maximum: MAX_WHOLE, description: "seed of every random stream" }),
    ),
    schedule_mode: oneOf("round_robin", ["round_robin", "random", "priority"], "order of turns in a step"),
    max_actions_per_step: whole(20, 1, "agents that may act in a step; in round_robin the others never act"),
    observation_noise_probability: share(0, "chance that a number shown to an agent is noisy"),
    observation_noise_std: amount(0, "standard deviation of that noise"),
  },
  "how long the run is and how turns are taken",
);

const rateLimits = closed(
  {
    posts_per_epoch: whole(10, 0, "posts and replies of an agent per epoch"),
    interactions_per_step: whole(5, 0, "proposals of an agent per step; an agent acts once per step"),
    votes_per_epoch: whole(50, 0, "votes of an agent per epoch, repeats included"),
    tasks_per_epoch: inert(whole(3, 0, "task claims per epoch"), NO_TASKS),
    bounties_per_epoch: inert(whole(3, 0, "bounties per epoch"), NO_TASKS),
    bids_per_epoch: inert(whole(5, 0, "bids per epoch"), NO_TASKS),
  },
  "budgets of every agent",
);

const payoff = closed(
  {
    s_plus: amount(P.s_plus, "surplus of a good outcome, payoff units"),
    s_minus: amount(P.s_minus, "loss of a bad outcome, payoff units"),
    h: amount(P.h, "harm of a bad outcome to others, payoff units"),
    theta: share(P.theta, "initiator's share of the surplus"),
    rho_a: share(P.rho_a, "share of the harm that the initiator bears"),
    rho_b: share(P.rho_b, "share of the harm that the counterparty bears"),
    w_rep: inert(
      Type.Number({ default: P.w_rep, minimum: 0, maximum: 100, description: "weight of the reputation term" }),
      "proposals carry no reputation term, in the reference system neither",
    ),
  },
  "how a probability becomes payoff",
);

const path = (doc: string) => Type.Optional(Type.String({ minLength: 1, description: doc }));

const outputs = closed(
  { event_log: path("where the event log goes"), metrics_csv: path("where the metrics table goes") },
  "where results go; relative to the current directory",
);

/** Every key of every lever, those without effect marked. Two levers share a key only as the same schema object. */
function governance(levers: Iterable<LeverDefinition>): TObject {
  const keys: Record<string, TSchema> = {};
  const owners = new Map<string, { lever: string; schema: TSchema }>();
  for (const { name, config, aliases = {}, inert = {} } of levers) {
    for (const [key, schema] of Object.entries(config.properties)) {
      const owner = owners.get(key);
      if (owner !== undefined && owner.schema !== schema) {
        throw new Error(`levers "${owner.lever}" and "${name}" both declare "${key}", with different schemas`);
      }
      owners.set(key, { lever: name, schema });
      keys[key] = Type.Optional(inert[key] === undefined ? schema : { ...schema, inert: inert[key] });
    }
    for (const [alias, key] of Object.entries(aliases)) {
      const { default: _, ...schema } = config.properties[key];
      keys[alias] = Type.Optional({ ...schema, description: `another name of ${key}` } as TSchema);
    }
  }
  return closed(keys, "levers that restrain the population");
}

/** An entry of `agents`; which keys `config` has follows from `type`. */
function agent(types: Extensions["agents"]): TSchema {
  const configs = [...types].map(({ type, config }) => ({
    if: { properties: { type: { const: type } }, ...(type === "honest" ? {} : { required: ["type"] }) },
    // biome-ignore lint/suspicious/noThenProperty: the JSON Schema keyword
    then: { properties: { config } },
  }));
  const keys = {
    type: oneOf("honest", types.names, "agent type"),
    count: Type.Integer({ default: 1, minimum: 0, maximum: MAX_COUNT, description: "how many of them" }),
    name: Type.Optional(Type.String({ description: "display name; numbered where there are several" })),
    config: Type.Optional(Type.Object({}, { description: "keys of the type", default: {} })),
  };
  return Type.Object(keys, { additionalProperties: false, allOf: configs });
}

/** The schema with every key that has a default made optional, at any depth: files give what they want to change. */
function relaxed(schema: TSchema): TSchema {
  const copy: TSchema = { ...schema };
  if (copy.patternProperties !== undefined) {
    copy.patternProperties = eachRelaxed(copy.patternProperties as Record<string, TSchema>);
  }
  if (copy.properties !== undefined) {
    copy.properties = eachRelaxed(copy.properties as Record<string, TSchema>);
    const required = ((copy.required as string[] | undefined) ?? []).filter(
      (key) => (copy.properties as Record<string, TSchema>)[key]?.default === undefined,
    );
    if (required.length > 0) copy.required = required;
    else delete copy.required;
  }
  for (const key of ["items", "then"]) {
    if (typeof copy[key] === "object" && !Array.isArray(copy[key])) copy[key] = relaxed(copy[key] as TSchema);
  }
  for (const key of ["allOf", "anyOf"]) {
    if (Array.isArray(copy[key])) copy[key] = (copy[key] as TSchema[]).map(relaxed);
  }
  return copy;
}

function eachRelaxed(schemas: Readonly<Record<string, TSchema>>): Record<string, TSchema> {
  return Object.fromEntries(Object.entries(schemas).map(([key, value]) => [key, relaxed(value)]));
}

/** The schema with the key at a path marked as one without effect. */
function withInert<S extends TSchema>(schema: S, [key, ...rest]: readonly string[], why: string): S {
  const inner: TSchema = schema.properties[key];
  const marked = rest.length === 0 ? { ...inner, inert: why } : withInert(inner, rest, why);
  return { ...schema, properties: { ...schema.properties, [key]: marked } };
}

/** The one schema of scenario files: composed from the registries, checked by ajv, written to `schemas/`. */
export function scenarioSchema(extensions: Extensions): TObject {
  const made = schemas.get(extensions) ?? compose(extensions);
  schemas.set(extensions, made);
  return made;
}

const schemas = new WeakMap<Extensions, TObject>();

function compose(extensions: Extensions): TObject {
  const blocks: Record<string, TSchema> = {};
  for (const { name, config, summary, inert = {} } of extensions.dynamics) {
    const marked = Object.entries(inert).reduce((schema, [key, why]) => withInert(schema, key.split("."), why), config);
    blocks[name] = Type.Optional({ ...marked, description: summary });
  }
  const schema = Type.Object(
    {
      scenario_id: Type.String({
        default: "unnamed",
        pattern: "^[A-Za-z0-9_-][A-Za-z0-9._-]*$",
        maxLength: 200,
        description: "letters, digits, . _ - and no leading dot; outputs are named after it",
      }),
      description: Type.String({ default: "", description: "for people" }),
      motif: Type.String({ default: "", description: "for people" }),
      agents: Type.Array(agent(extensions.agents), { minItems: 1, description: "the population" }),
      governance: governance(extensions.levers),
      simulation,
      rate_limits: rateLimits,
      payoff,
      success_criteria: Type.Record(Type.String(), Type.Number(), {
        default: {},
        description: "what the run is held against; see `swarm metrics --criteria`",
      }),
      outputs,
      network: Type.Optional(networkSchema),
      models: Type.Optional(modelsSchema(extensions.providers)),
      ...blocks,
    },
    {
      additionalProperties: false,
      title: "swarm-lab scenario",
      description: "a population, its rules, and a question",
    },
  );
  return relaxed(schema) as TObject;
}
