import { type Static, Type } from "@sinclair/typebox";
import { amount, flag, keys, oneOf, share, whole } from "../contract/keys.js";
import type { EdgeDynamics } from "../engine/network.js";
import type { Topology } from "../engine/topologies.js";

const TOPOLOGIES = [
  "complete",
  "ring",
  "star",
  "random_erdos_renyi",
  "small_world",
  "scale_free",
  "custom",
] as const satisfies readonly Topology["kind"][];

const NEIGHBOURS = whole(4, 2, "small_world: agents that each is joined to before rewiring, half on each side");
const REWIRE = share(0.1, "small_world: chance that an edge is rewired");
const LINKS = whole(2, 1, "scale_free: earlier agents that each later one joins");
const EDGE = share(0.5, "random_erdos_renyi: chance of each edge");

/** A second place for a key; it has no default, so that the first place can tell whether it was given. */
function alsoHere<S extends typeof NEIGHBOURS | typeof REWIRE>(schema: S) {
  const { default: _, ...rest } = schema;
  return Type.Optional(rest as S);
}

/** The `network` block of a scenario. */
export const networkSchema = Type.Object(
  {
    enabled: flag(true, "false leaves the network out"),
    topology: oneOf("complete", TOPOLOGIES, "how the network is laid out"),
    params: Type.Optional(
      keys({
        k: alsoHere(NEIGHBOURS),
        k_neighbors: alsoHere(NEIGHBOURS),
        p: alsoHere(REWIRE),
        rewire_probability: alsoHere(REWIRE),
        m: alsoHere(LINKS),
        m_edges: alsoHere(LINKS),
        edge_probability: alsoHere(EDGE),
      }),
    ),
    k_neighbors: NEIGHBOURS,
    rewire_probability: REWIRE,
    m_edges: LINKS,
    edge_probability: EDGE,
    edges: Type.Optional(
      Type.Array(Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0 })]), {
        description: "custom: pairs of agents by their number, from 0 in the order of `agents`",
      }),
    ),
    dynamic: flag(false, "whether interactions strengthen edges and time weakens them"),
    edge_strengthen_rate: amount(0.1, "added to an edge's weight by an accepted interaction; it starts at 1"),
    edge_decay_rate: share(0.05, "share of its weight that an edge loses per epoch"),
    min_edge_weight: amount(0.1, "weight below which an edge vanishes"),
    max_edge_weight: amount(1, "weight that strengthening does not exceed"),
    reputation_disconnect_threshold: Type.Optional(
      Type.Unsafe<number | null>({
        type: ["number", "null"],
        description: "reputation below which an agent would lose its edges",
        inert: "nothing disconnects agents by reputation, in the reference system neither",
      }),
    ),
  },
  { additionalProperties: false, description: "who can see and propose to whom; without it everybody" },
);

/** The block with its defaults. */
export type NetworkBlock = Static<typeof networkSchema>;

/** What each setting goes by under `params`; what is given there wins over the block's own key, the first name over the next. */
export const PARAMS = {
  k_neighbors: ["k", "k_neighbors"],
  rewire_probability: ["p", "rewire_probability"],
  m_edges: ["m", "m_edges"],
  edge_probability: ["edge_probability"],
} as const satisfies Partial<Record<keyof NetworkBlock, readonly (keyof NonNullable<NetworkBlock["params"]>)[]>>;

/** The settings that each topology reads. */
export const READ_BY: Readonly<Record<Topology["kind"], readonly (keyof typeof PARAMS)[]>> = {
  complete: [],
  ring: [],
  star: [],
  random_erdos_renyi: ["edge_probability"],
  small_world: ["k_neighbors", "rewire_probability"],
  scale_free: ["m_edges"],
  custom: [],
};

function setting(block: NetworkBlock, key: keyof typeof PARAMS): number {
  for (const name of PARAMS[key]) {
    const value = block.params?.[name];
    if (value !== undefined) return value;
  }
  return block[key];
}

/** The layout that the block asks for; undefined without a block or where it is switched off. */
export function topologyOf(block: NetworkBlock | undefined): Topology | undefined {
  if (block === undefined || !block.enabled) return undefined;
  const { topology: kind } = block;
  switch (kind) {
    case "random_erdos_renyi":
      return { kind, probability: setting(block, "edge_probability") };
    case "small_world":
      return { kind, neighbours: setting(block, "k_neighbors"), rewire: setting(block, "rewire_probability") };
    case "scale_free":
      return { kind, links: setting(block, "m_edges") };
    case "custom":
      return { kind, edges: block.edges ?? [] };
    default:
      return { kind };
  }
}

/** How its edges live and die; undefined where they stay. */
export function edgeDynamicsOf(block: NetworkBlock | undefined): EdgeDynamics | undefined {
  if (block === undefined || !block.dynamic) return undefined;
  const { edge_strengthen_rate, edge_decay_rate, min_edge_weight, max_edge_weight } = block;
  return { strengthen: edge_strengthen_rate, decay: edge_decay_rate, min: min_edge_weight, max: max_edge_weight };
}
