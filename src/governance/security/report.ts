import type { ContagionChain } from "./contagion.js";
import type { ThreatIndicator } from "./indicator.js";
import type { LaunderingPath } from "./laundering.js";
import type { ManipulationPattern } from "./manipulation.js";

/** Every finding of one analysis. */
export interface ThreatDetail {
  readonly indicators: readonly ThreatIndicator[];
  /** In order of their sources, breadth first; with the accepted interactions of the last hop. */
  readonly launderingPaths: readonly (LaunderingPath & { readonly interactions: readonly number[] })[];
  readonly manipulations: readonly ManipulationPattern[];
}

/** Outcome of one security analysis. */
export interface SecurityReport {
  /** [0, 1]. */
  readonly ecosystemThreatLevel: number;
  /** Number of findings. */
  readonly activeThreats: number;
  /** Injections per interaction, manipulators per agent, laundering paths per interaction. */
  readonly promptInjectionRate: number;
  readonly manipulationRate: number;
  readonly launderingRate: number;
  /** Length of the longest chain less 1; 0 without any. */
  readonly contagionDepth: number;
  readonly exfiltrationAttempts: number;
  /** Agents that have a score: the given ones or those of the history; none when the history is empty. */
  readonly agents: readonly number[];
  /** By agent index, 0 where nothing is held against the agent. */
  readonly threatScores: Float64Array;
  readonly flagged: readonly number[];
  readonly contagionChains: readonly ContagionChain[];
  /** Absent unless asked for. */
  readonly detail?: ThreatDetail;
}
