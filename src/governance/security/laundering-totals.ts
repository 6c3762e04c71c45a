import { eachFarOff } from "./far-off.js";
import type { Graph } from "./graph.js";
import { assessLaundering, type LaunderingSettings, type Trust, trustOf } from "./laundering.js";
import type { ThreatScores } from "./threat-scores.js";

/**
 * The number of laundering paths, and their bearing on the threat scores, without finding the paths: a path exists
 * where the destination is reachable and far enough off, and the risk grows with the gain in trust, so that only the
 * best trusted destination of each source counts, and the least trusted source of each destination.
 *
 * @param graph edges from initiator to counterparty of accepted interactions
 * @param reversed the same edges turned round
 */
export function launderingTotals(
  { graph, reversed }: { readonly graph: Graph; readonly reversed: Graph },
  sources: readonly number[],
  trust: Trust,
  { trustGap, minChainLength }: LaunderingSettings,
  scores: ThreatScores,
): number {
  const { nodes } = graph;
  const trusted = Float64Array.from({ length: nodes }, (_, agent) => trustOf(trust, agent));
  const everyone = new Uint8Array(nodes).fill(1);
  const isSource = new Uint8Array(nodes);
  for (const source of sources) isSource[source] = 1;
  const minHops = minChainLength - 1;

  let paths = 0;
  eachFarOff(
    { graph, reversed },
    trusted,
    everyone,
    minHops,
    (agent) => (isSource[agent] === 1 ? trusted[agent] + trustGap : undefined),
    (source, { count, best }) => {
      paths += count;
      if (count > 0) scores.source(source, assessLaundering(trusted[best] - trusted[source]));
    },
  );
  if (paths === 0) return 0;

  // From the destinations back: the bar lets every distant source pass, the gap is tested as it stands.
  const distrusted = trusted.map((value) => -value);
  eachFarOff(
    { graph: reversed, reversed: graph },
    distrusted,
    isSource,
    minHops,
    (agent) => distrusted[agent],
    (destination, { count, best }) => {
      if (count === 0 || !(trusted[destination] > trusted[best] + trustGap)) return;
      scores.target(destination, assessLaundering(trusted[destination] - trusted[best]));
    },
  );
  return paths;
}
