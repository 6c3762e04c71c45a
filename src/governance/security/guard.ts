import type { Effects, Lever, Roster } from "../../contract/lever.js";
import type { Interaction } from "../../model/interaction.js";
import { InteractionHistory, type SavedHistory } from "../history.js";
import { rowOf } from "../row-of.js";
import { SecurityAnalysis } from "./analysis.js";
import { containmentEffectiveness } from "./containment.js";
import type { SecurityConfig } from "./lever.js";
import { realtimeThreat } from "./realtime.js";
import type { SecurityReport } from "./report.js";

/** Resources that a penalty takes per unit of reputation that it takes. */
const RESOURCES_PER_REPUTATION = 5;

/** Trust in a party of which no reputation is known. */
const UNKNOWN_TRUST = 0.5;

interface SavedGuard {
  readonly history: SavedHistory;
  readonly quarantined: readonly number[];
  readonly threatScores: readonly number[] | null;
}

/**
 * The security lever at work. An interaction is judged by itself, in constant time; an epoch start analyses the whole
 * history, in time that grows with the agents and the pairs of them that met.
 * Source: SWARM v1.9.0 governance, security lever.
 */
export class SecurityGuard implements Lever {
  /** Agents that never act again, in order of their quarantine. */
  readonly quarantined = new Set<number>();
  /** What the latest analysis found; undefined before the first one. */
  report: SecurityReport | undefined;
  private readonly history: InteractionHistory;
  private readonly analysis: SecurityAnalysis;
  private readonly trust: Float64Array;
  private threatScores: ArrayLike<number> | undefined;

  /** @param timeMs when an interaction happened, milliseconds; no time passes in a run */
  constructor(
    private readonly config: SecurityConfig,
    private readonly agents: Roster,
    private readonly timeMs: (x: Readonly<Interaction>) => number = () => 0,
  ) {
    // One place more than there are agents, for parties without a name.
    this.history = new InteractionHistory(agents.size + 1);
    this.trust = new Float64Array(agents.size + 1).fill(UNKNOWN_TRUST);
    this.analysis = new SecurityAnalysis(this.history, {
      injectionThreshold: config.security_injection_threshold,
      manipulationThreshold: config.security_manipulation_threshold,
      launderingTrustGap: config.security_laundering_trust_gap,
      contagionVelocity: config.security_contagion_velocity,
      minChainLength: config.security_min_chain_length,
    });
  }

  interaction(x: Readonly<Interaction>, effects: Effects): void {
    const { config } = this;
    this.history.push(rowOf(x, this.timeMs(x)));
    if (!config.security_realtime_penalty) return;
    const { misuse, rejections } = x.signals;
    const latestScore = this.threatScores?.[x.initiator] ?? 0;
    const { score, kind } = realtimeThreat({ accepted: x.accepted, p: x.p, misuse, rejections }, latestScore);
    if (score < config.security_realtime_threshold) return;
    const cost = config.security_realtime_rate * score;
    effects.note("threat", x.initiator, { score });
    effects.cost(cost, cost / 2, `threat: ${kind}`);
  }

  epochStart(_epoch: number, effects: Effects): void {
    if (this.history.length < this.config.security_min_interactions) return;
    const report = this.analyse();
    const suspects = report.agents.filter((agent) => agent < this.agents.size);
    const frozen = new Set(suspects.filter((agent) => this.isDangerous(agent, report)));
    for (const agent of frozen) {
      this.quarantined.add(agent);
      effects.freeze(agent, "quarantine");
    }
    for (const agent of suspects) this.penalise(agent, report.threatScores[agent], effects);
    for (const { origin, depth } of report.contagionChains) {
      if (frozen.has(origin)) effects.note("chain contained", origin, { depth });
    }
    effects.report({
      ecosystem_threat_level: report.ecosystemThreatLevel,
      active_threats: report.activeThreats,
      contagion_depth: report.contagionDepth,
      containment_effectiveness: containmentEffectiveness(
        report.contagionChains.map(({ origin }) => frozen.has(origin)),
      ),
      quarantined_agents: this.quarantined.size,
      flagged_agents: report.flagged.length,
      prompt_injection_rate: report.promptInjectionRate,
      manipulation_rate: report.manipulationRate,
      laundering_rate: report.launderingRate,
      exfiltration_attempts: report.exfiltrationAttempts,
    });
    if (this.config.security_clear_history_on_epoch) this.history.clear();
  }

  mayAct(agent: number): boolean {
    return !this.quarantined.has(agent);
  }

  /** Lets an agent out of quarantine; whoever froze it may free it. @returns whether it was in quarantine */
  release(agent: number): boolean {
    return this.quarantined.delete(agent);
  }

  save(): SavedGuard {
    return {
      history: this.history.save(),
      quarantined: [...this.quarantined],
      threatScores: this.threatScores === undefined ? null : Array.from(this.threatScores),
    };
  }

  restore(saved: unknown): void {
    const { history, quarantined, threatScores } = saved as SavedGuard;
    this.history.restore(history);
    this.quarantined.clear();
    for (const agent of quarantined) this.quarantined.add(agent);
    this.threatScores = threatScores ?? undefined;
  }

  private analyse(): SecurityReport {
    for (let agent = 0; agent < this.agents.size; agent += 1) this.trust[agent] = this.agents.reputationOf(agent);
    const report = this.analysis.report({ trust: this.trust, detail: false });
    this.report = report;
    this.threatScores = report.threatScores;
    return report;
  }

  private isDangerous(agent: number, { threatScores }: SecurityReport): boolean {
    return threatScores[agent] >= this.config.security_quarantine_threshold;
  }

  private penalise(agent: number, threat: number, effects: Effects): void {
    const penalty = threat * this.config.security_penalty_multiplier;
    if (threat < this.config.security_penalty_threshold || penalty === 0) return;
    effects.reputation(agent, -penalty, "threat penalty");
    effects.resources(agent, -RESOURCES_PER_REPUTATION * penalty, "threat penalty");
  }
}
