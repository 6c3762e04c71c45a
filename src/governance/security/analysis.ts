import type { InteractionHistory } from "../history.js";
import { contagionChains } from "./contagion.js";
import { threatDetail } from "./detail.js";
import { Findings } from "./findings.js";
import { type Graph, graphOf } from "./graph.js";
import { assessLaundering, type LaunderingPath, launderingPaths, type Trust } from "./laundering.js";
import { launderingTotals } from "./laundering-totals.js";
import type { SecurityReport } from "./report.js";
import type { ThreatScores } from "./threat-scores.js";

/** Settings of the security analysis. */
export interface SecuritySettings {
  /** Agents that are scored and flagged, and from which laundering starts; all that appear when absent. */
  readonly agents?: readonly number[];
  /** Severity from which an interaction is an injection, [0, 1]. */
  readonly injectionThreshold: number;
  /** Success rate from which an initiator manipulates, and threat score from which an agent is flagged, [0, 1]. */
  readonly manipulationThreshold: number;
  /** Gain in trust that laundering must exceed, >= 0. */
  readonly launderingTrustGap: number;
  /** Agents per minute from which a chain is a contagion, > 0. */
  readonly contagionVelocity: number;
  /** Agents from which a chain counts, for laundering and contagion, >= 2. */
  readonly minChainLength: number;
}

/** What one analysis needs besides the history. */
export interface SecurityQuestion {
  /** Trust in each agent, which the levers take from its reputation. */
  readonly trust: Trust;
  /** Whether to list every finding; the counts and scores are the same, and cheaper, without. */
  readonly detail: boolean;
}

/**
 * Looks for attacks in a growing history. Follows the history from its making on, so that an analysis without detail
 * takes time in proportion to the pairs of agents that met and the harmful interactions.
 * Source: SWARM 1.9 governance, security analysis.
 */
export class SecurityAnalysis {
  private readonly findings: Findings;

  constructor(
    private readonly history: InteractionHistory,
    private readonly settings: SecuritySettings,
  ) {
    this.findings = new Findings(history, settings.injectionThreshold);
  }

  report({ trust, detail }: SecurityQuestion): SecurityReport {
    const { history, settings, findings } = this;
    const interactions = history.length;
    const agents = interactions === 0 ? [] : (settings.agents ?? [...findings.seen]);
    const scores = findings.scores.copy();

    const manipulations = findings.manipulation.patterns(settings.manipulationThreshold);
    for (const { manipulator, victims, assessment } of manipulations) {
      scores.source(manipulator, assessment);
      for (const victim of victims) scores.target(victim, assessment);
    }
    const chains = contagionChains(history, findings.harmful, {
      minVelocity: settings.contagionVelocity,
      minChainLength: settings.minChainLength,
    });
    for (const { origin, path, assessment } of chains) {
      scores.source(origin, assessment);
      for (const target of path.slice(1)) scores.target(target, assessment);
    }
    const laundering = this.laundering(agents, trust, detail, scores);

    const threatScores = new Float64Array(history.agents);
    for (const agent of agents) threatScores[agent] = scores.values[agent];
    const flagged = agents.filter((agent) => threatScores[agent] >= settings.manipulationThreshold);
    const activeThreats =
      findings.injections + findings.exfiltrations + manipulations.length + laundering.count + chains.length;
    const perAgent = (count: number) => (agents.length > 0 ? count / agents.length : 0);
    const perInteraction = (count: number) => (interactions > 0 ? count / interactions : 0);
    const manipulationRate = perAgent(manipulations.length);
    const contagionDepth = chains.reduce((deepest, { depth }) => Math.max(deepest, depth), 0);
    return {
      ecosystemThreatLevel: Math.min(
        1,
        0.25 * (perAgent(activeThreats) / 5) +
          0.25 * perAgent(flagged.length) +
          0.3 * Math.min(1, contagionDepth / 5) +
          0.2 * manipulationRate,
      ),
      activeThreats,
      promptInjectionRate: perInteraction(findings.injections),
      manipulationRate,
      launderingRate: perInteraction(laundering.count),
      contagionDepth,
      exfiltrationAttempts: findings.exfiltrations,
      agents,
      threatScores,
      flagged,
      contagionChains: chains,
      ...(laundering.paths && {
        detail: threatDetail(history, settings.injectionThreshold, {
          launderingPaths: laundering.paths,
          manipulations,
          contagionChains: chains,
        }),
      }),
    };
  }

  /** The number of laundering paths; raises the scores. The paths themselves only for a report with detail. */
  private laundering(
    sources: readonly number[],
    trust: Trust,
    detail: boolean,
    scores: ThreatScores,
  ): { count: number; paths?: LaunderingPath[] } {
    const { launderingTrustGap: trustGap, minChainLength } = this.settings;
    const graph = this.graph(false);
    if (!detail) {
      const both = { graph, reversed: this.graph(true) };
      return { count: launderingTotals(both, sources, trust, { trustGap, minChainLength }, scores) };
    }
    const paths = launderingPaths(graph, sources, trust, { trustGap, minChainLength });
    for (const { source, destination, trustGain } of paths) {
      const assessment = assessLaundering(trustGain);
      scores.source(source, assessment);
      scores.target(destination, assessment);
    }
    return { count: paths.length, paths };
  }

  private graph(reversed: boolean): Graph {
    const { edgeFrom, edgeTo, edgeCount } = this.findings.encounters;
    const nodes = this.history.agents;
    return reversed ? graphOf(nodes, edgeTo, edgeFrom, edgeCount) : graphOf(nodes, edgeFrom, edgeTo, edgeCount);
  }
}
