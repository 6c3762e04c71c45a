import type { InteractionHistory } from "../history.js";

const MIN_EVENTS = 3;

/**
 * How much each agent's interactions, on either side and rejected ones included, huddle together in time: the mean
 * over its events of the others that lie within `windowMs` (included), as a share of all others, [0, 1]; 0 with fewer
 * than three events. Source: SWARM 1.9 metrics, collusion, temporal clustering (60 seconds there).
 *
 * @returns by agent index, every agent of the history in order of appearance
 */
export function temporalClustering(history: InteractionHistory, windowMs: number): Map<number, number> {
  const events = new Map<number, number[]>();
  const add = (agent: number, time: number) => {
    const times = events.get(agent);
    if (times === undefined) events.set(agent, [time]);
    else times.push(time);
  };
  for (let row = 0; row < history.length; row++) {
    add(history.initiator[row], history.timeMs[row]);
    add(history.counterparty[row], history.timeMs[row]);
  }
  return new Map([...events].map(([agent, times]) => [agent, clustering(times, windowMs)]));
}

function clustering(times: readonly number[], windowMs: number): number {
  if (times.length < MIN_EVENTS) return 0;
  const sorted = Float64Array.from(times).sort();
  let near = 0;
  let first = 0;
  let end = 0;
  for (const time of sorted) {
    while (time - sorted[first] > windowMs) first++;
    while (end < sorted.length && sorted[end] - time <= windowMs) end++;
    near += end - first;
  }
  return (near / sorted.length - 1) / (sorted.length - 1);
}
