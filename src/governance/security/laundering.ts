import type { Graph } from "./graph.js";
import type { Assessment } from "./indicator.js";

/** What an agent is worth as a source: its reputation, by agent index; 0.5 where nothing is known. */
export type Trust = ArrayLike<number | undefined>;

/** A way from an agent to a better trusted one. */
export interface LaunderingPath {
  readonly source: number;
  readonly destination: number;
  /** Agents between them, in order. */
  readonly intermediaries: readonly number[];
  readonly trustAtOrigin: number;
  readonly trustAtDestination: number;
  readonly trustGain: number;
}

/** Settings of the search. */
export interface LaunderingSettings {
  /** Trust that a path must gain more than, >= 0. */
  readonly trustGap: number;
  /** Agents from which a path counts, both ends included, >= 2. */
  readonly minChainLength: number;
}

export function trustOf(trust: Trust, agent: number): number {
  return trust[agent] ?? 0.5;
}

/** Severity in (0, 1], confidence in (0.4, 0.8], both growing with the gain in trust (> 0). */
export function assessLaundering(trustGain: number): Assessment {
  return { severity: Math.min(1, trustGain / 0.5), confidence: Math.min(0.8, 0.4 + trustGain) };
}

/**
 * Breadth-first searches from each source: the shortest path to every agent that is trusted enough more than the
 * source. Time grows with sources x graph; the laundering totals give the counts and scores alone, faster.
 * Source: SWARM 1.9 governance, security analysis step 4.
 *
 * @param graph edges from initiator to counterparty of accepted interactions; neighbours in order of first acceptance
 */
export function launderingPaths(
  graph: Graph,
  sources: readonly number[],
  trust: Trust,
  { trustGap, minChainLength }: LaunderingSettings,
): LaunderingPath[] {
  const found: LaunderingPath[] = [];
  const before = new Int32Array(graph.nodes);
  const agentsOnPath = new Int32Array(graph.nodes);
  for (const source of sources) {
    const trustAtOrigin = trustOf(trust, source);
    agentsOnPath.fill(0);
    agentsOnPath[source] = 1;
    const queue = [source];
    for (const node of queue) {
      for (let edge = graph.start[node]; edge < graph.start[node + 1]; edge++) {
        const reached = graph.next[edge];
        if (agentsOnPath[reached] > 0) continue;
        agentsOnPath[reached] = agentsOnPath[node] + 1;
        before[reached] = node;
        queue.push(reached);
        const trustAtDestination = trustOf(trust, reached);
        if (agentsOnPath[reached] < minChainLength || !(trustAtDestination > trustAtOrigin + trustGap)) continue;
        const intermediaries: number[] = [];
        for (let at = node; at !== source; at = before[at]) intermediaries.unshift(at);
        const trustGain = trustAtDestination - trustAtOrigin;
        found.push({ source, destination: reached, intermediaries, trustAtOrigin, trustAtDestination, trustGain });
      }
    }
  }
  return found;
}
