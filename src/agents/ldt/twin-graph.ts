import { cooperationRate } from "../conduct.js";
import type { Profile } from "./profile.js";
import { conductVector, likeness, STRANGER } from "./twin.js";

/** Paths that weigh no more than this lead nowhere. */
const FAINT = 0.01;

interface Reach {
  readonly counterfactual_horizon: number;
  readonly twin_graph_min_edge: number;
  readonly twin_graph_traversal_depth: number;
  readonly twin_graph_decay: number;
}

/**
 * Cooperation of the agents that are like those that are like a partner: the mean of their acceptance shares, in [0, 1],
 * weighted by paths. Two of `others` (or one and the partner) are joined when their likeness reaches
 * `twin_graph_min_edge`; a hop multiplies a path's weight by likeness and `twin_graph_decay`. Each agent counts by the
 * path that reaches it first. Undefined when nobody is reached. Source: SWARM v1.9.0.
 */
export function cooperationOfTwins(
  partner: Profile | undefined,
  others: readonly Readonly<Profile>[],
  reach: Reach,
): number | undefined {
  const horizon = reach.counterfactual_horizon;
  let unreached = others.map((profile) => ({ profile, vector: conductVector(profile.deeds, horizon, STRANGER) }));
  let ring = [{ vector: conductVector(partner?.deeds ?? [], horizon, STRANGER), weight: 1 }];
  let total = 0;
  let cooperation = 0;
  for (let hop = 0; hop < reach.twin_graph_traversal_depth; hop += 1) {
    const next: typeof ring = [];
    for (const from of ring) {
      unreached = unreached.filter(({ profile, vector }) => {
        const edge = likeness(from.vector, vector);
        const weight = from.weight * edge * reach.twin_graph_decay;
        if (edge < reach.twin_graph_min_edge || weight <= FAINT) return true;
        next.push({ vector, weight });
        total += weight;
        cooperation += weight * cooperationRate(profile.conduct);
        return false;
      });
    }
    ring = next;
  }
  return total === 0 ? undefined : cooperation / total;
}
