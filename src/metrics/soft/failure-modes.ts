import { checkedProbability } from "./sample.js";

/** Something an agent did, and how incoherent the agent is. */
export interface Incident {
  readonly agentType: string;
  readonly harmful: boolean;
  /** Incoherence index, in [0, 1]. */
  readonly index: number;
}

/** Harm done on purpose against harm done by muddle. */
export interface FailureModes {
  /** Harmful incidents of deceptive or adversarial agents that act coherently (index < cut). */
  readonly coherentAdversarial: number;
  /** Harmful incidents of other agents that act incoherently (index >= cut). */
  readonly incoherentBenign: number;
  /** First divided by second; Infinity if there are only the first, 0 if there are neither. */
  readonly ratio: number;
}

const HOSTILE: ReadonlySet<string> = new Set(["deceptive", "adversarial"]);

/** @param cut least index that counts as incoherent, in [0, 1] */
export function dualFailureModes(incidents: Iterable<Incident>, cut = 0.5): FailureModes {
  checkedProbability(cut, "the incoherence threshold");
  let coherentAdversarial = 0;
  let incoherentBenign = 0;
  for (const { agentType, harmful, index } of incidents) {
    if (!harmful) continue;
    const hostile = HOSTILE.has(agentType);
    if (hostile && index < cut) coherentAdversarial += 1;
    if (!hostile && index >= cut) incoherentBenign += 1;
  }
  const ratio = coherentAdversarial === 0 ? 0 : coherentAdversarial / incoherentBenign;
  return { coherentAdversarial, incoherentBenign, ratio };
}
