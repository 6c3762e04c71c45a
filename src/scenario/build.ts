import { cpythonSource } from "../base/random/cpython-source.js";
import { keyedSource } from "../base/random/keyed-source.js";
import type { RandomSource } from "../base/random/random-source.js";
import type { Behaviour } from "../contract/agent.js";
import type { ChatModel } from "../contract/provider.js";
import { NO_SERVICES } from "../contract/services.js";
import type { Pool } from "../contract/view.js";
import type { EventSink } from "../engine/emitter.js";
import { MetricBoard } from "../engine/metric-board.js";
import type { ObservationNoise } from "../engine/noisy-view.js";
import { Simulation } from "../engine/simulation.js";
import { layOut } from "../engine/topologies.js";
import { type Population, World } from "../engine/world.js";
import type { AgentNote } from "../model/agent-note.js";
import { DEFAULT_PROXY } from "../model/proxy.js";
import { PROFILES } from "../model/signal-profile.js";
import { addDynamics } from "./build-dynamics.js";
import { buildLevers } from "./build-levers.js";
import type { Extensions } from "./extensions.js";
import { NO_MATERIAL } from "./material.js";
import { edgeDynamicsOf, topologyOf } from "./network-block.js";
import { servicesFor } from "./services.js";
import type { AgentSpec, Scenario, ScenarioSpec } from "./spec.js";

/** Content of a post is cut to this many characters. */
const MAX_CONTENT = 10_000;

/** Numbers agents per type across the whole list: `honest_1`, `honest_2`, ... */
function populate(agents: readonly AgentSpec[], extensions: Extensions): Population[] {
  const running = new Map<string, number>();
  return agents.map(({ type, count, name, config }) => {
    const definition = definitionOf(type, extensions);
    const asked = definition.needs?.(config).models;
    const models = asked && Object.fromEntries(asked.map((model) => [model.role, model.name]));
    const first = running.get(type) ?? 0;
    running.set(type, first + count);
    const ids = Array.from({ length: count }, (_, i) => `${type}_${first + i + 1}`);
    const named = (id: string, i: number) => (count > 1 ? `${name}_${first + i + 1}` : (name ?? id));
    return { type, archetype: definition.archetype, ids, names: name === undefined ? ids : ids.map(named), models };
  });
}

/**
 * Puts a run together: the only place where agents, levers, metrics and the engine meet.
 *
 * @param models those that the scenario's agents ask, opened, by name
 */
export function build(
  scenario: Scenario,
  extensions: Extensions,
  sinks: readonly EventSink[] = [],
  models: ReadonlyMap<string, ChatModel> = new Map(),
): Simulation {
  const { spec, semantics } = scenario;
  const source: RandomSource = (semantics.randomness === "cpython" ? cpythonSource : keyedSource)(spec.simulation.seed);
  const specs = spec.agents.filter(({ count }) => count > 0);
  const populations = populate(specs, extensions);
  const world = new World(populations);

  const note = (one: AgentNote) => simulation.note(one);
  const idOf = (agent: number) => world.idOf(agent);
  const serviceContext = { models, material: scenario.material ?? NO_MATERIAL, extensions, clock: world, idOf, note };
  const behaviours: Behaviour[] = [];
  let first = 0;
  // Agents that ask models take no place in the order of seeded agents: scripted ones draw what they would without them.
  let seeded = 0;
  specs.forEach(({ type, config }, i) => {
    const { ids } = populations[i];
    const definition = definitionOf(type, extensions);
    const needs = definition.needs?.(config);
    const start = first;
    first += ids.length;
    const ordinal = seeded;
    if (needs === undefined) seeded += ids.length;
    const members = ids.map((_, member) => start + member);
    const group = {
      size: ids.length,
      members,
      population: world.size,
      idOf,
      streams: needs === undefined ? source.family("agent", ids, ordinal) : source.family("model_agent", ids),
      semantics,
      pool: world.keepPool,
      sizeOf: (pool: Pool) => world.membersOf(pool).size,
      note,
      services: needs === undefined ? NO_SERVICES : servicesFor(needs, members, serviceContext),
    };
    behaviours.push(definition.create(config, group));
  });

  const { levers, keys } = buildLevers(scenario, extensions, world, source);
  const topology = topologyOf(spec.network);

  const simulation = new Simulation({
    scenarioId: spec.scenario_id,
    seed: spec.simulation.seed,
    semantics,
    settings: {
      epochs: spec.simulation.n_epochs,
      stepsPerEpoch: spec.simulation.steps_per_epoch,
      schedule: spec.simulation.schedule_mode,
      maxActionsPerStep: spec.simulation.max_actions_per_step,
      maxContentLength: MAX_CONTENT,
    },
    world,
    behaviours,
    profiles: specs.map(({ type }) => {
      const { profile, archetype } = definitionOf(type, extensions);
      return profile ?? PROFILES[archetype];
    }),
    levers,
    payoff: spec.payoff,
    proxy: DEFAULT_PROXY,
    limits: spec.rate_limits,
    board: new MetricBoard([...extensions.metrics], {
      payoff: spec.payoff,
      semantics,
      archetypeOf: (agent) => world.archetypeOf(agent),
      modelAgents: modelAgentsOf(world),
    }),
    observables: source.family("observables", world.ids),
    distortions: behaviours.some(({ distort }) => distort !== undefined)
      ? source.family("distortion", world.ids)
      : undefined,
    scheduling: source.family("schedule", ["run"]).of(0),
    graph: topology && layOut(topology, world.size, source.family("network", world.ids)),
    edgeDynamics: edgeDynamicsOf(spec.network),
    noise: noiseOf(spec, source, world),
    sinks,
  });
  addDynamics(simulation, scenario, extensions, source, keys);
  return simulation;
}

function modelAgentsOf({ populations, groupOf }: World): ReadonlySet<number> {
  const agents = new Set<number>();
  if (populations.every(({ models }) => models === undefined)) return agents;
  groupOf.forEach((group, agent) => {
    if (populations[group].models !== undefined) agents.add(agent);
  });
  return agents;
}

/** Noise needs both a chance and a size. */
function noiseOf({ simulation }: ScenarioSpec, source: RandomSource, world: World): ObservationNoise | undefined {
  const { observation_noise_probability: probability, observation_noise_std: std } = simulation;
  if (probability === 0 || std === 0) return undefined;
  return { probability, std, streams: source.family("observation_noise", world.ids) };
}

function definitionOf(type: string, extensions: Extensions) {
  const definition = extensions.agents.find(type);
  if (definition === undefined) throw new Error(extensions.agents.unknown(type));
  return definition;
}
