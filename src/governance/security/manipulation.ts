import type { Encounters } from "./encounters.js";
import type { Assessment } from "./indicator.js";

/** Ways to manipulate, as the reference system names them. */
export type ManipulationTechnique = "reputation_boosting" | "resource_extraction" | "targeted_influence";

/** An initiator that gains from what is bad for others, again and again. */
export interface ManipulationPattern {
  readonly manipulator: number;
  /** In order of first meeting. */
  readonly victims: readonly number[];
  /** The most frequent ones; several when equally frequent, where the reference system picks one at random. */
  readonly techniques: readonly ManipulationTechnique[];
  /** Interactions that it initiated. */
  readonly interactions: number;
  /** Successes per initiated interaction; may exceed 1, as one interaction can count twice. */
  readonly successRate: number;
  /** Sum of the reputation changes over all that it initiated. */
  readonly influenceDelta: number;
  readonly assessment: Assessment;
}

/** One interaction as far as manipulation is concerned. */
export interface Attempt {
  readonly accepted: boolean;
  readonly p: number;
  readonly tau: number;
  readonly rA: number;
}

const MIN_INITIATED = 3;
const MIN_MEETINGS = 3;
const POOR_P = 0.5;

/** Counts per initiator, kept as interactions are appended. Source: SWARM 1.9 governance, security analysis step 3. */
export class ManipulationTallies {
  private readonly initiated: Int32Array;
  private readonly boosts: Int32Array;
  private readonly extractions: Int32Array;
  private readonly targeted: Int32Array;
  private readonly influence: Float64Array;

  /** @param agents one more than the highest agent index */
  constructor(
    agents: number,
    private readonly encounters: Encounters,
  ) {
    this.initiated = new Int32Array(agents);
    this.boosts = new Int32Array(agents);
    this.extractions = new Int32Array(agents);
    this.targeted = new Int32Array(agents);
    this.influence = new Float64Array(agents);
  }

  /** Counts an interaction of an encounter, whose own counts it keeps too. */
  add(pair: number, { accepted, p, tau, rA }: Attempt): void {
    const { encounters } = this;
    const initiator = encounters.from(pair);
    this.initiated[initiator]++;
    this.influence[initiator] += rA;
    const boost = accepted && p < 0.4 && rA > 0;
    const extraction = accepted && tau < -1 && p < POOR_P;
    if (boost) this.boosts[initiator]++;
    if (extraction) this.extractions[initiator]++;
    if (boost || extraction) encounters.successes[pair]++;
    const poor = p < POOR_P ? 1 : 0;
    encounters.poor[pair] += poor;
    encounters.met[pair]++;
    if (encounters.met[pair] === MIN_MEETINGS) this.targeted[initiator] += encounters.poor[pair];
    else if (encounters.met[pair] > MIN_MEETINGS) this.targeted[initiator] += poor;
  }

  clear(): void {
    for (const column of [this.initiated, this.boosts, this.extractions, this.targeted, this.influence]) column.fill(0);
  }

  /** Patterns whose success rate reaches `threshold`, by manipulator. */
  patterns(threshold: number): ManipulationPattern[] {
    const victims = new Map<number, number[]>();
    for (let agent = 0; agent < this.initiated.length; agent++) {
      if (this.initiated[agent] >= MIN_INITIATED && this.successRate(agent) >= threshold) victims.set(agent, []);
    }
    if (victims.size === 0) return [];
    const { encounters } = this;
    for (let pair = 0; pair < encounters.count; pair++) {
      const pursued = encounters.met[pair] >= MIN_MEETINGS && encounters.poor[pair] > 0;
      if (pursued || encounters.successes[pair] > 0) victims.get(encounters.from(pair))?.push(encounters.to(pair));
    }
    return [...victims].filter(([, list]) => list.length > 0).map(([agent, list]) => this.pattern(agent, list));
  }

  private pattern(manipulator: number, victims: readonly number[]): ManipulationPattern {
    const successRate = this.successRate(manipulator);
    return {
      manipulator,
      victims,
      techniques: this.techniques(manipulator),
      interactions: this.initiated[manipulator],
      successRate,
      influenceDelta: this.influence[manipulator],
      assessment: { severity: successRate, confidence: Math.min(0.9, 0.5 + 0.4 * successRate) },
    };
  }

  private successRate(agent: number): number {
    return (this.boosts[agent] + this.extractions[agent]) / this.initiated[agent];
  }

  private techniques(agent: number): ManipulationTechnique[] {
    const counts: [ManipulationTechnique, number][] = [
      ["reputation_boosting", this.boosts[agent]],
      ["resource_extraction", this.extractions[agent]],
      ["targeted_influence", this.targeted[agent]],
    ];
    const most = Math.max(...counts.map(([, count]) => count));
    return counts.filter(([, count]) => count === most).map(([technique]) => technique);
  }
}
