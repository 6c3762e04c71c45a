import type { PairRecords } from "./pair-records.js";
import type { CollusionGroup } from "./report.js";

/** Tally of the interactions of one group. */
interface Tally {
  readonly members: number[];
  inside: number;
  outside: number;
  sumPInside: number;
  sumPOutside: number;
}

/**
 * Scores of the groups that the given pairs connect, kept when they reach `threshold`.
 * Score = (0.4 x 2 max(0, internal rate - 0.5) + 0.6 max(0, p inside - p outside)) x (0.5 + 0.5 min(1, size / 5)).
 * Source: SWARM 1.9 governance, collusion analysis step 4.
 *
 * @param flagged pair numbers
 * @param rank place of each agent's id in sorted order, by agent index
 */
export function collusionGroups(
  records: PairRecords,
  flagged: readonly number[],
  rank: ArrayLike<number>,
  threshold: number,
): CollusionGroup[] {
  const tallies = connect(records, flagged);
  for (let pair = 0; pair < records.count; pair++) {
    const ofA = tallies.get(records.a(pair));
    const ofB = tallies.get(records.b(pair));
    const n = records.interactions[pair];
    const sumP = records.sumPByA[pair] + records.sumPByB[pair];
    if (ofA !== undefined && ofA === ofB) {
      ofA.inside += n;
      ofA.sumPInside += sumP;
      continue;
    }
    for (const tally of [ofA, ofB]) {
      if (tally === undefined) continue;
      tally.outside += n;
      tally.sumPOutside += sumP;
    }
  }
  return [...new Set(tallies.values())].map((tally) => scored(tally, rank)).filter((group) => group.score >= threshold);
}

/** The tally of each agent's group: agents that flagged pairs connect share one. */
function connect(records: PairRecords, flagged: readonly number[]): Map<number, Tally> {
  const groups = new Map<number, Tally>();
  for (const pair of flagged) {
    const ofA = groups.get(records.a(pair)) ?? alone(records.a(pair), groups);
    const ofB = groups.get(records.b(pair)) ?? alone(records.b(pair), groups);
    if (ofA === ofB) continue;
    const [smaller, larger] = ofA.members.length < ofB.members.length ? [ofA, ofB] : [ofB, ofA];
    for (const member of smaller.members) {
      larger.members.push(member);
      groups.set(member, larger);
    }
  }
  return groups;
}

function alone(agent: number, groups: Map<number, Tally>): Tally {
  const tally: Tally = { members: [agent], inside: 0, outside: 0, sumPInside: 0, sumPOutside: 0 };
  groups.set(agent, tally);
  return tally;
}

function scored(tally: Tally, rank: ArrayLike<number>): CollusionGroup {
  const { members, inside, outside } = tally;
  const total = inside + outside;
  const internalRate = total > 0 ? inside / total : 0;
  const qualityInside = inside > 0 ? tally.sumPInside / inside : 0.5;
  const qualityOutside = outside > 0 ? tally.sumPOutside / outside : 0.5;
  const closed = 2 * Math.max(0, internalRate - 0.5);
  const better = Math.max(0, qualityInside - qualityOutside);
  return {
    members: members.sort((one, other) => rank[one] - rank[other]),
    score: (0.4 * closed + 0.6 * better) * (0.5 + 0.5 * Math.min(1, members.length / 5)),
    internalRate,
    externalRate: total > 0 ? outside / total : 0,
    qualityInside,
    qualityOutside,
  };
}
