import type { Meetings } from "./meetings.js";
import { similarity } from "./similarity.js";

/**
 * Clusters of two agents or more. Agents are taken in the order in which they were first met: each one that is in no
 * cluster yet founds one, and all later ones without a cluster join it that are similar enough to the founder.
 * Time grows with the partners of partners of each founder, not with pairs of agents.
 */
export function clusters(meetings: Meetings, threshold: number): number[][] {
  const clustered = new Set<number>();
  const found: number[][] = [];
  for (const [place, founder] of meetings.seen.entries()) {
    if (clustered.has(founder)) continue;
    const partners = meetings.partnersOf(founder);
    // Agents without a common partner are not similar at all, which is enough only for a threshold of 0.
    const candidates = threshold > 0 ? partnersOfPartners(meetings, founder) : meetings.seen;
    const members = [...candidates]
      .filter((agent) => meetings.placeOf(agent) > place && !clustered.has(agent))
      .filter((agent) => similarity(partners, meetings.partnersOf(agent)) >= threshold)
      .sort((one, other) => meetings.placeOf(one) - meetings.placeOf(other));
    if (members.length === 0) continue;
    found.push([founder, ...members]);
    for (const agent of members) clustered.add(agent);
  }
  return found;
}

function partnersOfPartners(meetings: Meetings, agent: number): Set<number> {
  const reached = new Set<number>();
  for (const partner of meetings.partnersOf(agent).keys()) {
    for (const other of meetings.partnersOf(partner).keys()) reached.add(other);
  }
  return reached;
}
