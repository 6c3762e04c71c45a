import type { Meetings } from "./meetings.js";
import { similarity } from "./similarity.js";

/** Below this a difference may be rounding. */
const ROUNDING = 1e-9;

/**
 * Clusters of two agents or more. Agents are taken in the order in which they were first met: each one that is in no
 * cluster yet founds one, and all later ones without a cluster join it that are similar enough to the founder.
 * A founder is compared with those who share one of its less popular partners, not with everybody.
 *
 * @param threshold in [0, 1]
 */
export function clusters(meetings: Meetings, threshold: number): number[][] {
  const clustered = new Set<number>();
  const found: number[][] = [];
  for (const [place, founder] of meetings.seen.entries()) {
    if (clustered.has(founder)) continue;
    const partners = meetings.partnersOf(founder);
    // Agents without a common partner are not similar at all, which is enough only for a threshold of 0.
    const candidates = threshold > 0 ? candidatesFor(meetings, founder, threshold) : meetings.seen;
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

/**
 * All agents that can be similar enough, and some more. Similarity is at most (Jaccard + 1) / 2, so of k partners at least
 * c = (2 threshold - 1) k must be in common, and whoever has c of them has one of any k - c + 1: those with the fewest
 * partners of their own are enough to look at.
 */
function candidatesFor(meetings: Meetings, founder: number, threshold: number): Set<number> {
  const partners = [...meetings.partnersOf(founder).keys()];
  const popularity = (agent: number) => meetings.partnersOf(agent).size;
  partners.sort((one, other) => popularity(one) - popularity(other));
  const common = Math.max(1, Math.ceil((2 * threshold - 1) * partners.length - ROUNDING));
  const reached = new Set<number>();
  for (const partner of partners.slice(0, partners.length - common + 1)) {
    for (const agent of meetings.partnersOf(partner).keys()) reached.add(agent);
  }
  return reached;
}
