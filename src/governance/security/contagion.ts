import type { InteractionHistory } from "../history.js";
import type { Assessment } from "./indicator.js";

/** Harm that spreads: someone does badly by an agent, which then does badly by others. */
export interface ContagionChain {
  readonly origin: number;
  /** Agents in order of infection, the origin first; at least two, at most seven. */
  readonly path: readonly number[];
  /** Rows: the starting interaction, then the one that added each further agent. */
  readonly interactions: readonly number[];
  /** Length of the path less 1. */
  readonly depth: number;
  /** Agents per minute. */
  readonly velocity: number;
  readonly assessment: Assessment;
}

/** Settings of the search. */
export interface ContagionSettings {
  /** Agents per minute from which a chain counts, > 0. */
  readonly minVelocity: number;
  /** Agents from which a chain counts, >= 2. */
  readonly minChainLength: number;
}

const MIN_FOLLOWERS = 2;
const FOLLOWED = 5;

/**
 * Chains among the harmful interactions, deepest first, equal ones by time; a chain whose agents all belong to one kept
 * before it is dropped. Source: SWARM 1.9 governance, security analysis step 5.
 *
 * @param harmful rows of the accepted interactions with p < 0.3, in row order
 */
export function contagionChains(
  history: InteractionHistory,
  harmful: readonly number[],
  settings: ContagionSettings,
): ContagionChain[] {
  const rows = [...harmful].sort((one, other) => history.timeMs[one] - history.timeMs[other]);
  const startedBy = new Map<number, number[]>();
  for (const [place, row] of rows.entries()) {
    const agent = history.initiator[row];
    const places = startedBy.get(agent);
    if (places === undefined) startedBy.set(agent, [place]);
    else places.push(place);
  }
  const chains: ContagionChain[] = [];
  for (const [place, row] of rows.entries()) {
    const places = startedBy.get(history.counterparty[row]);
    if (places === undefined) continue;
    const next = firstAfter(places, place);
    if (places.length - next < MIN_FOLLOWERS) continue;
    const followers = places.slice(next, next + FOLLOWED).map((at) => rows[at]);
    const end = rows[places[places.length - 1]];
    const chain = chainFrom(history, row, followers, end);
    if (chain.path.length >= settings.minChainLength && chain.velocity >= settings.minVelocity) chains.push(chain);
  }
  return withoutContained(chains.sort((one, other) => other.depth - one.depth));
}

/** Index of the first entry of an ascending list that is greater than `value`. */
function firstAfter(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** @param end row of the last harmful interaction that the counterparty starts, which closes the time span */
function chainFrom(
  history: InteractionHistory,
  start: number,
  followers: readonly number[],
  end: number,
): ContagionChain {
  const path = [history.initiator[start], history.counterparty[start]];
  const interactions = [start];
  for (const row of followers) {
    const reached = history.counterparty[row];
    if (path.includes(reached)) continue;
    path.push(reached);
    interactions.push(row);
  }
  const minutes = (history.timeMs[end] - history.timeMs[start]) / 60_000;
  const depth = path.length - 1;
  const velocity = interactions.length / (minutes + 0.01);
  return {
    origin: path[0],
    path,
    interactions,
    depth,
    velocity,
    assessment: { severity: Math.min(1, depth / 5), confidence: Math.min(0.9, 0.5 + velocity / 10) },
  };
}

function withoutContained(chains: readonly ContagionChain[]): ContagionChain[] {
  const kept: ContagionChain[] = [];
  const keptWith = new Map<number, ReadonlySet<number>[]>();
  for (const chain of chains) {
    // A set that contains the chain is among those of each of its agents: look through the shortest list.
    let fewest: readonly ReadonlySet<number>[] = keptWith.get(chain.path[0]) ?? [];
    for (const agent of chain.path) {
      const sets = keptWith.get(agent) ?? [];
      if (sets.length < fewest.length) fewest = sets;
    }
    if (fewest.some((set) => chain.path.every((agent) => set.has(agent)))) continue;
    kept.push(chain);
    const agents = new Set(chain.path);
    for (const agent of agents) {
      const sets = keptWith.get(agent);
      if (sets === undefined) keptWith.set(agent, [agents]);
      else sets.push(agents);
    }
  }
  return kept;
}
